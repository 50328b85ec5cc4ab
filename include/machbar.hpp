/*
 * machbar for C++17: a thin layer over machbar.h, header only.
 *
 *     #include <machbar.hpp>
 *
 *     std::string holidays = machbar::call("calendar.holidays", R"({"year": 2027})");
 *
 * What is refused is thrown as machbar::Error with the code, the place and all problems as JSON.
 * Every function may run on any number of threads at once.
 */
#ifndef MACHBAR_HPP
#define MACHBAR_HPP

#include "machbar.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace machbar {

namespace detail {

inline std::string_view view(machbar_text text) noexcept { return {text.data, text.len}; }

/* An empty view may point nowhere; C wants a pointer. */
inline const char *data(std::string_view text) noexcept { return text.data() == nullptr ? "" : text.data(); }

struct Free {
    void operator()(machbar_result *result) const noexcept { machbar_result_free(result); }
    void operator()(machbar_error *error) const noexcept { machbar_error_free(error); }
    void operator()(machbar_screener *screener) const noexcept { machbar_screener_free(screener); }
    void operator()(machbar_screening *screening) const noexcept { machbar_screening_free(screening); }
};

} // namespace detail

/* The library in use has another interface than the header this program was compiled with. */
class VersionError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/* Throws VersionError unless library and header belong together. Everything below calls it first. */
inline void check_version()
{
    if (machbar_abi_version() != MACHBAR_ABI_VERSION) {
        throw VersionError("machbar: the library has interface " + std::to_string(machbar_abi_version()) + ", the header "
                           + std::to_string(MACHBAR_ABI_VERSION));
    }
}

/* A document was refused. what() lists every problem in English, one per line. */
class Error : public std::runtime_error {
public:
    explicit Error(std::unique_ptr<machbar_error, detail::Free> error)
        : std::runtime_error(std::string(detail::view(machbar_error_message(error.get(), MACHBAR_LANG_EN)))),
          error_(std::move(error))
    {
    }

    /* The code of the first problem, one of MACHBAR_E_…. */
    machbar_status code() const noexcept { return machbar_error_code(error_.get()); }
    /* Its stable name, for example out_of_range. */
    std::string_view name() const noexcept { return detail::view(machbar_error_name(error_.get())); }
    /* Where it is: a JSON pointer; empty for the whole document. */
    std::string_view pointer() const noexcept { return detail::view(machbar_error_pointer(error_.get())); }
    /* Every problem, one per line: MACHBAR_LANG_DE or MACHBAR_LANG_EN. */
    std::string_view message(machbar_lang lang) const noexcept
    {
        return detail::view(machbar_error_message(error_.get(), lang));
    }
    /* Every problem as JSON. */
    std::string_view json() const noexcept { return detail::view(machbar_error_json(error_.get())); }

private:
    /* Exceptions are copied by the language; the object behind is immutable and shared. */
    std::shared_ptr<machbar_error> error_;
};

/* A result that owns its text; moves, does not copy. Use it instead of call() to avoid one copy. */
class Result {
public:
    explicit Result(machbar_result *result) noexcept : result_(result) {}

    /* The JSON text; lives as long as this object. */
    std::string_view text() const noexcept { return detail::view(machbar_result_text(result_.get())); }
    std::string str() const { return std::string(text()); }

private:
    std::unique_ptr<machbar_result, detail::Free> result_;
};

/* An operation and what it answers; both texts live as long as the library is loaded. */
struct Operation {
    std::string_view name;
    std::string_view summary;
};

/* The version of the library. */
inline std::string_view version() noexcept { return detail::view(machbar_version()); }

/* Runs an operation: JSON in, JSON out. Throws Error. */
inline Result run(std::string_view operation, std::string_view document)
{
    check_version();
    machbar_result *result = nullptr;
    machbar_error *error = nullptr;
    if (machbar_call(detail::data(operation), operation.size(), detail::data(document), document.size(), &result, &error)
        != MACHBAR_OK) {
        throw Error(std::unique_ptr<machbar_error, detail::Free>(error));
    }
    return Result(result);
}

/* Runs an operation: JSON in, JSON out. Throws Error. */
inline std::string call(std::string_view operation, std::string_view document)
{
    return run(operation, document).str();
}

/* The JSON Schemas of an operation: {"input": …, "output": …}. Throws Error for an unknown name. */
inline std::string schema(std::string_view operation)
{
    check_version();
    machbar_result *result = nullptr;
    machbar_error *error = nullptr;
    if (machbar_schema(detail::data(operation), operation.size(), &result, &error) != MACHBAR_OK) {
        throw Error(std::unique_ptr<machbar_error, detail::Free>(error));
    }
    return Result(result).str();
}

/* Every operation, in order of name. */
inline std::vector<Operation> operations()
{
    check_version();
    std::vector<Operation> list;
    list.reserve(machbar_operation_count());
    for (std::size_t index = 0; index < machbar_operation_count(); ++index) {
        list.push_back({detail::view(machbar_operation_name(index)), detail::view(machbar_operation_summary(index))});
    }
    return list;
}

/* What one programme grants [euro cents]; high is INT64_MAX without a known bound. */
struct Grant {
    std::int64_t low;
    std::int64_t high;
};

/* The answer for one company. Owns itself, also beyond its screener; moves, does not copy. */
class Screening {
public:
    explicit Screening(machbar_screening *screening) noexcept : screening_(screening) {}

    /* One of MACHBAR_VERDICT_…; MACHBAR_VERDICT_NONE beyond the last programme. */
    machbar_verdict verdict(std::size_t index) const noexcept
    {
        return machbar_screening_verdict(screening_.get(), index);
    }
    /* Nothing when the verdict rules every grant out. */
    std::optional<Grant> grant(std::size_t index) const noexcept
    {
        Grant grant{};
        return machbar_screening_grant(screening_.get(), index, &grant.low, &grant.high) != 0 ? std::optional(grant)
                                                                                                : std::nullopt;
    }
    /* Ids of the conditions that are not met; they live as long as this object. */
    std::vector<std::string_view> failing(std::size_t index) const
    {
        std::vector<std::string_view> ids;
        for (std::size_t nth = 0; nth < machbar_screening_failing_count(screening_.get(), index); ++nth) {
            ids.push_back(detail::view(machbar_screening_failing(screening_.get(), index, nth)));
        }
        return ids;
    }

private:
    std::unique_ptr<machbar_screening, detail::Free> screening_;
};

/* Programmes at a time, made ready for many companies. Moves, does not copy. */
class Screener {
public:
    /* The document of funding.screen without the company. Throws Error. */
    explicit Screener(std::string_view document)
    {
        check_version();
        machbar_screener *screener = nullptr;
        machbar_error *error = nullptr;
        if (machbar_screener_new(detail::data(document), document.size(), &screener, &error) != MACHBAR_OK) {
            throw Error(std::unique_ptr<machbar_error, detail::Free>(error));
        }
        screener_.reset(screener);
    }

    std::size_t count() const noexcept { return machbar_screener_count(screener_.get()); }
    /* The id of a programme; lives as long as this object. */
    std::string_view programme(std::size_t index) const noexcept
    {
        return detail::view(machbar_screener_programme(screener_.get(), index));
    }
    /* The facts of a company by domain, JSON. Throws Error. */
    Screening screen(std::string_view facts) const
    {
        machbar_screening *screening = nullptr;
        machbar_error *error = nullptr;
        if (machbar_screener_screen(screener_.get(), detail::data(facts), facts.size(), &screening, &error)
            != MACHBAR_OK) {
            throw Error(std::unique_ptr<machbar_error, detail::Free>(error));
        }
        return Screening(screening);
    }

private:
    std::unique_ptr<machbar_screener, detail::Free> screener_;
};

} // namespace machbar

#endif // MACHBAR_HPP
