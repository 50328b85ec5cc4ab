/* The C interface from C11: every shared case to the byte, and how the functions behave at the edges.
 *
 *     test_machbar <directory>     where <directory> was written by: cargo run --example cases -- <directory>
 */
#include "machbar.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int passed = 0;
static int failed = 0;

static void check_at(bool holds, const char *what, const char *file, int line)
{
    if (holds) {
        passed++;
    } else {
        failed++;
        fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    }
}
#define CHECK(condition) check_at((condition), #condition, __FILE__, __LINE__)

static bool same(machbar_text text, const char *wanted)
{
    return text.len == strlen(wanted) && memcmp(text.data, wanted, text.len) == 0;
}

static bool contains(machbar_text text, const char *part)
{
    size_t len = strlen(part);
    for (size_t at = 0; at + len <= text.len; at++) {
        if (memcmp(text.data + at, part, len) == 0) {
            return true;
        }
    }
    return false;
}

/* A whole file; ends the program if it cannot be read. The memory is exactly as long as the file, so
 * that a read beyond it is noticed. */
static char *read_file(const char *directory, const char *name, size_t *len)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    long size = ftell(file);
    rewind(file);
    char *bytes = malloc(size > 0 ? (size_t)size : 1);
    if (size < 0 || bytes == NULL || fread(bytes, 1, (size_t)size, file) != (size_t)size) {
        perror(path);
        exit(2);
    }
    fclose(file);
    *len = (size_t)size;
    return bytes;
}

static machbar_status call(const char *operation, const char *document, machbar_result **result,
                           machbar_error **error)
{
    return machbar_call(operation, strlen(operation), document, strlen(document), result, error);
}

/* Lines of the manifest: operation, status, file with the input, file with the wanted bytes. */
static void shared_cases(const char *directory)
{
    size_t manifest_len;
    char *manifest = read_file(directory, "manifest.tsv", &manifest_len);
    manifest = realloc(manifest, manifest_len + 1);
    if (manifest == NULL) {
        exit(2);
    }
    manifest[manifest_len] = '\0';
    int count = 0;
    for (char *line = strtok(manifest, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char operation[256], input_name[256], wanted_name[256];
        int status;
        if (sscanf(line, "%255[^\t]\t%d\t%255[^\t]\t%255[^\t]", operation, &status, input_name, wanted_name) != 4) {
            fprintf(stderr, "unreadable line: %s\n", line);
            exit(2);
        }
        size_t input_len, wanted_len;
        char *input = read_file(directory, input_name, &input_len);
        char *wanted = read_file(directory, wanted_name, &wanted_len);
        machbar_result *result;
        machbar_error *error;
        machbar_status actual = machbar_call(operation, strlen(operation), input, input_len, &result, &error);
        /* Texts must not lean on the input. */
        free(input);
        machbar_text text = actual == MACHBAR_OK ? machbar_result_text(result) : machbar_error_json(error);
        bool good = actual == status && text.len == wanted_len && memcmp(text.data, wanted, wanted_len) == 0
                    && (result == NULL) == (actual != MACHBAR_OK) && (error == NULL) == (actual == MACHBAR_OK)
                    && machbar_error_code(error) == actual;
        if (!good) {
            fprintf(stderr, "%s %s: status %d, wanted %d\n", operation, input_name, (int)actual, status);
        }
        CHECK(good);
        machbar_result_free(result);
        machbar_error_free(error);
        free(wanted);
        count++;
    }
    free(manifest);
    CHECK(count > 0);
    printf("%d shared cases\n", count);
}

static void versions(void)
{
    CHECK(machbar_abi_version() == MACHBAR_ABI_VERSION);
    CHECK(same(machbar_version(), MACHBAR_VERSION));
    char parts[32];
    snprintf(parts, sizeof parts, "%d.%d.%d", MACHBAR_VERSION_MAJOR, MACHBAR_VERSION_MINOR, MACHBAR_VERSION_PATCH);
    CHECK(same(machbar_version(), parts));
}

static void arguments(void)
{
    const char *name = "calendar.holidays";
    const char *good = "{\"year\": 2027}";
    machbar_result *result = (machbar_result *)&passed;
    machbar_error *error = (machbar_error *)&passed;

    CHECK(machbar_call(NULL, 3, good, strlen(good), &result, &error) == MACHBAR_E_BAD_ARGUMENT);
    CHECK(result == NULL && error != NULL);
    CHECK(same(machbar_error_name(error), "bad_argument"));
    machbar_error_free(error);

    CHECK(machbar_call(name, strlen(name), NULL, 0, &result, &error) == MACHBAR_E_BAD_ARGUMENT);
    machbar_error_free(error);
    CHECK(machbar_call(name, strlen(name), good, strlen(good), NULL, &error) == MACHBAR_E_BAD_ARGUMENT);
    machbar_error_free(error);
    CHECK(machbar_call(name, strlen(name), good, strlen(good), NULL, NULL) == MACHBAR_E_BAD_ARGUMENT);
    CHECK(machbar_call(name, strlen(name), good, (size_t)-1, &result, &error) == MACHBAR_E_BAD_ARGUMENT);
    machbar_error_free(error);
    CHECK(machbar_call(name, (size_t)-1, good, strlen(good), &result, NULL) == MACHBAR_E_BAD_ARGUMENT);
    CHECK(machbar_schema(NULL, 0, &result, NULL) == MACHBAR_E_BAD_ARGUMENT);

    /* The code alone is enough for some. */
    CHECK(call(name, "{}", &result, NULL) == MACHBAR_E_MISSING_FIELD);
    CHECK(result == NULL);
    CHECK(call(name, good, &result, NULL) == MACHBAR_OK);
    machbar_result_free(result);

    /* Only the stated length is read: no NUL at the end of either. */
    const char tight_name[] = {'c', 'a', 'l', 'e', 'n', 'd', 'a', 'r', '.', 'h', 'o', 'l', 'i', 'd', 'a', 'y', 's'};
    const char tight[] = {'{', '"', 'y', 'e', 'a', 'r', '"', ':', '2', '0', '2', '7', '}'};
    CHECK(machbar_call(tight_name, sizeof tight_name, tight, sizeof tight, &result, &error) == MACHBAR_OK);
    CHECK(contains(machbar_result_text(result), "2027-01-01"));
    machbar_result_free(result);

    machbar_result_free(NULL);
    machbar_error_free(NULL);
    CHECK(machbar_error_code(NULL) == MACHBAR_OK);
    CHECK(same(machbar_result_text(NULL), "") && same(machbar_error_name(NULL), ""));
    CHECK(same(machbar_error_pointer(NULL), "") && same(machbar_error_json(NULL), ""));
    CHECK(same(machbar_error_message(NULL, MACHBAR_LANG_DE), ""));
}

static void refuse(const char *operation, const char *document, size_t len, machbar_status wanted)
{
    machbar_result *result;
    machbar_error *error;
    machbar_status status = machbar_call(operation, strlen(operation), document, len, &result, &error);
    if (status != wanted) {
        fprintf(stderr, "%s: status %d, wanted %d\n", operation, (int)status, (int)wanted);
    }
    CHECK(status == wanted && result == NULL && error != NULL);
    CHECK(machbar_error_code(error) == wanted);
    CHECK(machbar_error_message(error, MACHBAR_LANG_DE).len > 0);
    CHECK(contains(machbar_error_json(error), "\"problems\":[{"));
    machbar_error_free(error);
}

static void bad_documents(void)
{
    const char *name = "calendar.holidays";
    refuse("calendar.holiday", "{}", 2, MACHBAR_E_UNKNOWN_OPERATION);
    refuse("", "{}", 2, MACHBAR_E_UNKNOWN_OPERATION);
    refuse("\xff\xfe", "{}", 2, MACHBAR_E_UNKNOWN_OPERATION);
    refuse(name, "", 0, MACHBAR_E_NOT_JSON);
    refuse(name, "{\"year\":\0 2027}", 15, MACHBAR_E_NOT_JSON);
    refuse(name, "{\"year\": \"\xc3\"}", 12, MACHBAR_E_NOT_UTF8);
    refuse(name, "\"2027\"", 6, MACHBAR_E_WRONG_TYPE);
    refuse(name, "{\"year\": 2027.5}", 16, MACHBAR_E_WRONG_TYPE);
    refuse(name, "{\"year\": 99999999999999999999999}", 33, MACHBAR_E_WRONG_TYPE);
    refuse(name, "{\"year\": 2027, \"year\": 2028}", 28, MACHBAR_E_REPEATED_FIELD);
    refuse(name, "{\"year\": 2027, \"schema_version\": 2}", 35, MACHBAR_E_UNSUPPORTED_VERSION);

    /* Cut at every byte. */
    const char *good = "{\"schema_version\": 1, \"year\": 2027}";
    for (size_t len = 0; len < strlen(good); len++) {
        char *cut = malloc(len > 0 ? len : 1);
        if (cut == NULL) {
            exit(2);
        }
        memcpy(cut, good, len);
        refuse(name, cut, len, MACHBAR_E_NOT_JSON);
        free(cut);
    }

    /* Deeper than any stack, and larger than allowed. */
    size_t len = ((size_t)64 << 20) + 1;
    char *large = malloc(len);
    if (large == NULL) {
        exit(2);
    }
    memset(large, '[', len);
    refuse(name, large, len, MACHBAR_E_TOO_LARGE);
    refuse(name, large, len - 1, MACHBAR_E_TOO_DEEP);
    free(large);

    /* Every problem at once, each with its place, in both languages. */
    machbar_result *result;
    machbar_error *error;
    CHECK(call(name, "{\"yaer\": 2027}", &result, &error) == MACHBAR_E_UNKNOWN_FIELD);
    CHECK(same(machbar_error_name(error), "unknown_field"));
    CHECK(same(machbar_error_pointer(error), "/yaer"));
    CHECK(contains(machbar_error_json(error), "\"unknown_field\"") && contains(machbar_error_json(error), "\"missing_field\""));
    CHECK(contains(machbar_error_message(error, MACHBAR_LANG_DE), "Pflichtfeld"));
    CHECK(contains(machbar_error_message(error, MACHBAR_LANG_EN), "Perhaps \"year\" is meant."));
    CHECK(contains(machbar_error_message(error, 12345), "Perhaps"));
    machbar_error_free(error);
}

static void operations(void)
{
    size_t count = machbar_operation_count();
    CHECK(count > 0);
    for (size_t index = 0; index < count; index++) {
        machbar_text name = machbar_operation_name(index);
        CHECK(name.len > 0 && machbar_operation_summary(index).len > 0);
        machbar_result *result;
        CHECK(machbar_schema(name.data, name.len, &result, NULL) == MACHBAR_OK);
        CHECK(contains(machbar_result_text(result), "\"$schema\""));
        machbar_result_free(result);
    }
    CHECK(machbar_operation_name(count).len == 0 && machbar_operation_summary((size_t)-1).len == 0);
}

enum { THREADS = 8, ROUNDS = 100 };

static void *work(void *out)
{
    size_t good = 0;
    for (int round = 0; round < ROUNDS; round++) {
        machbar_result *result;
        machbar_error *error;
        char document[32];
        snprintf(document, sizeof document, "{\"year\": %d}", 1980 + round);
        machbar_status status = call("calendar.holidays", document, &result, &error);
        good += status == (1980 + round < 1995 ? MACHBAR_E_OUT_OF_RANGE : MACHBAR_OK);
        machbar_result_free(result);
        machbar_error_free(error);
    }
    *(size_t *)out = good;
    return NULL;
}

static void threads(void)
{
    pthread_t thread[THREADS];
    size_t good[THREADS] = {0};
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&thread[i], NULL, work, &good[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_join(thread[i], NULL) == 0);
        CHECK(good[i] == ROUNDS);
    }
}

/* One catalogue, many companies: the handle gives what funding.screen gives. */
static void screener(void)
{
    const char *setting = "{\"at\":\"2026-11-20\",\"catalogue\":{\"only\":[\"nrw-bildungsscheck-2\","
                          "\"nrw-mid-digitalisierung-2026\"]}}";
    machbar_screener *ready;
    machbar_screening *answer;
    machbar_error *error;
    CHECK(machbar_screener_new(setting, strlen(setting), &ready, &error) == MACHBAR_OK && error == NULL);
    CHECK(machbar_screener_count(ready) == 2);
    CHECK(same(machbar_screener_programme(ready, 0), "nrw-bildungsscheck-2"));
    CHECK(same(machbar_screener_programme(ready, 2), ""));

    const char *hesse = "{\"company\":{\"state\":\"HE\"}}";
    CHECK(machbar_screener_screen(ready, hesse, strlen(hesse), &answer, &error) == MACHBAR_OK);
    CHECK(machbar_screening_verdict(answer, 1) == MACHBAR_VERDICT_NOT_ELIGIBLE);
    CHECK(machbar_screening_verdict(answer, 2) == MACHBAR_VERDICT_NONE);
    int64_t low = -1, high = -1;
    CHECK(machbar_screening_grant(answer, 1, &low, &high) == 0 && low == 0 && high == 0);
    CHECK(machbar_screening_failing_count(answer, 1) == 1);
    CHECK(same(machbar_screening_failing(answer, 1, 0), "seat"));
    CHECK(same(machbar_screening_failing(answer, 1, 1), "") && same(machbar_screening_failing(answer, 9, 0), ""));
    machbar_screening_free(answer);

    /* Bildungsscheck: half of a course for 800 euro; the answer outlives the screener. */
    const char *person = "{\"applicant\":{\"kind\":\"individual\"},\"aid\":{\"recent\":[]},"
                         "\"person\":{\"state\":\"NW\",\"of_age\":true,\"income_cents\":4999900,\"jointly_assessed\":false},"
                         "\"project\":{\"begun\":false,\"double_funding\":false,\"costs\":[{\"phase\":\"qualification\","
                         "\"kind\":\"training\",\"net_cents\":80000}]}}";
    CHECK(machbar_screener_screen(ready, person, strlen(person), &answer, NULL) == MACHBAR_OK);
    machbar_screener_free(ready);
    CHECK(machbar_screening_verdict(answer, 0) == MACHBAR_VERDICT_ELIGIBLE);
    CHECK(machbar_screening_grant(answer, 0, &low, &high) == 1 && low == 40000 && high == 40000);
    CHECK(machbar_screening_grant(answer, 0, NULL, NULL) == 1);
    CHECK(machbar_screening_failing_count(answer, 0) == 0);
    machbar_screening_free(answer);

    /* Refusals leave nothing behind; every fault is named. */
    CHECK(machbar_screener_new("{}", 2, &ready, &error) == MACHBAR_E_MISSING_FIELD && ready == NULL);
    machbar_error_free(error);
    CHECK(machbar_screener_new(NULL, 0, &ready, NULL) == MACHBAR_E_BAD_ARGUMENT);
    CHECK(machbar_screener_new(setting, strlen(setting), NULL, NULL) == MACHBAR_E_BAD_ARGUMENT);
    CHECK(machbar_screener_screen(NULL, hesse, strlen(hesse), &answer, NULL) == MACHBAR_E_BAD_ARGUMENT);
    CHECK(machbar_screener_new(setting, strlen(setting), &ready, NULL) == MACHBAR_OK);
    const char *bad = "{\"company\":{\"stat\":\"NW\",\"headcount\":\"120 St\"}}";
    CHECK(machbar_screener_screen(ready, bad, strlen(bad), &answer, &error) != MACHBAR_OK && answer == NULL);
    CHECK(contains(machbar_error_json(error), "/company/stat\"") && contains(machbar_error_json(error), "/company/headcount"));
    machbar_error_free(error);
    CHECK(machbar_screener_screen(ready, NULL, 0, &answer, NULL) == MACHBAR_E_BAD_ARGUMENT);
    machbar_screener_free(ready);
    machbar_screener_free(NULL);
    machbar_screening_free(NULL);
    CHECK(machbar_screener_count(NULL) == 0 && machbar_screening_failing_count(NULL, 0) == 0);
    CHECK(machbar_screening_verdict(NULL, 0) == MACHBAR_VERDICT_NONE && machbar_screening_grant(NULL, 0, NULL, NULL) == 0);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s <directory of cases>\n", argv[0]);
        return 2;
    }
    versions();
    arguments();
    bad_documents();
    operations();
    threads();
    screener();
    shared_cases(argv[1]);
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
