// The C++17 layer: every shared case to the byte, ownership, exceptions, threads.
//
//     test_machbar <directory>     where <directory> was written by: cargo run --example cases -- <directory>
#include "machbar.hpp"

#include <atomic>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>
#include <type_traits>

std::string second_file_calls();

namespace {

int passed = 0;
int failed = 0;

void check_at(bool holds, const char *what, int line)
{
    if (holds) {
        ++passed;
    } else {
        ++failed;
        std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, line, what);
    }
}
#define CHECK(...) check_at((__VA_ARGS__), #__VA_ARGS__, __LINE__)

template <class Work> std::string refused(Work work)
{
    try {
        work();
    } catch (const machbar::Error &error) {
        return std::string(error.name());
    }
    return "";
}

std::string read_file(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::perror(path.c_str());
        std::exit(2);
    }
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void shared_cases(const std::string &directory)
{
    std::istringstream manifest(read_file(directory + "/manifest.tsv"));
    int count = 0;
    for (std::string line; std::getline(manifest, line); ++count) {
        std::istringstream fields(line);
        std::string operation, status, input, wanted;
        std::getline(fields, operation, '\t');
        std::getline(fields, status, '\t');
        std::getline(fields, input, '\t');
        std::getline(fields, wanted, '\t');
        std::string bytes = read_file(directory + "/" + wanted);
        int actual = MACHBAR_OK;
        std::string text;
        try {
            text = machbar::call(operation, read_file(directory + "/" + input));
        } catch (const machbar::Error &error) {
            actual = error.code();
            text = error.json();
        }
        bool good = actual == std::stoi(status) && text == bytes;
        if (!good) {
            std::fprintf(stderr, "%s %s: status %d, wanted %s\n", operation.c_str(), input.c_str(), actual, status.c_str());
        }
        CHECK(good);
    }
    CHECK(count > 0);
    std::printf("%d shared cases\n", count);
}

void ownership()
{
    static_assert(!std::is_copy_constructible_v<machbar::Result> && !std::is_copy_assignable_v<machbar::Result>);
    static_assert(std::is_nothrow_move_constructible_v<machbar::Result> && std::is_nothrow_move_assignable_v<machbar::Result>);
    static_assert(std::is_nothrow_copy_constructible_v<machbar::Error>);

    machbar::Result first = machbar::run("calendar.holidays", R"({"year": 2027})");
    std::string before = first.str();
    machbar::Result second = std::move(first);
    CHECK(second.text() == before);
    second = machbar::run("calendar.holidays", R"({"year": 2028})");
    CHECK(second.text() != before && second.text() == second_file_calls());
    CHECK(first.text().empty()); // moved from: empty, not dangling

    machbar::Error copy = [] {
        try {
            machbar::call("calendar.holidays", R"({"year": "soon"})");
        } catch (const machbar::Error &error) {
            return error; // outlives the catch
        }
        std::exit(2);
    }();
    CHECK(copy.code() == MACHBAR_E_WRONG_TYPE);
    CHECK(copy.pointer() == "/year");
    CHECK(std::string(copy.what()).find("/year") != std::string::npos);
    CHECK(copy.message(MACHBAR_LANG_DE).find("falschen Typ") != std::string_view::npos);
    CHECK(copy.json().find("\"wrong_type\"") != std::string_view::npos);
}

void edges()
{
    machbar::check_version();
    CHECK(machbar::version() == MACHBAR_VERSION);
    CHECK(refused([] { machbar::call("calendar.holidays", {}); }) == "not_json");
    CHECK(refused([] { machbar::call({}, "{}"); }) == "unknown_operation");
    CHECK(refused([] { machbar::schema("nothing"); }) == "unknown_operation");
    CHECK(refused([] { machbar::call("calendar.holidays", std::string(100000, '[')); }) == "too_deep");
    CHECK(refused([] { machbar::call("calendar.holidays", "\xff"); }) == "not_utf8");
    CHECK(refused([] { machbar::call("calendar.holidays", std::string_view("{\"year\": 2027}").substr(0, 9)); }) == "not_json");
    CHECK(refused([] { machbar::call("calendar.holidays", R"({"year": 2027})"); }).empty());
    for (const machbar::Operation &operation : machbar::operations()) {
        CHECK(!operation.summary.empty() && machbar::schema(operation.name).find("\"output\":") != std::string::npos);
    }
}

void threads()
{
    const std::string wanted = machbar::call("calendar.holidays", R"({"year": 2027})");
    std::atomic<int> good{0};
    std::vector<std::thread> running;
    for (int i = 0; i < 8; ++i) {
        running.emplace_back([&] {
            for (int round = 0; round < 50; ++round) {
                good += machbar::call("calendar.holidays", R"({"year": 2027})") == wanted;
            }
        });
    }
    for (std::thread &thread : running) {
        thread.join();
    }
    CHECK(good == 400);
}

void screener()
{
    machbar::Screener ready(R"({"at":"2026-11-20","catalogue":{"only":["nrw-mid-digitalisierung-2026"]}})");
    CHECK(ready.count() == 1 && ready.programme(0) == "nrw-mid-digitalisierung-2026");
    const machbar::Screening hesse = ready.screen(R"({"company":{"state":"HE"}})");
    CHECK(hesse.verdict(0) == MACHBAR_VERDICT_NOT_ELIGIBLE && !hesse.grant(0));
    CHECK(hesse.failing(0) == std::vector<std::string_view>{"seat"});
    const machbar::Screening westphalia = ready.screen(R"({"company":{"state":"NW"}})");
    CHECK(westphalia.grant(0) && westphalia.grant(0)->low == 0 && westphalia.failing(0).empty());
    CHECK(refused([&] { ready.screen(R"({"company":{"stat":"NW"}})"); }) == "unknown_field");
    CHECK(refused([] { machbar::Screener("{}"); }) == "missing_field");
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s <directory of cases>\n", argv[0]);
        return 2;
    }
    ownership();
    edges();
    threads();
    screener();
    shared_cases(argv[1]);
    std::printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
