/* SPDX-License-Identifier: MIT */
/* The candidate reader on JSONL: what a line may say, and every way it can be wrong. */
#include "base/json/json.h"
#include "tests/unit/pool_fixture.h"

static void a_full_line_becomes_a_candidate(void **state)
{
    struct fixture *f = *state;

    READ(f,
         "{\"id\":\"s17\",\"language\":\"cpp\",\"source\":\"int main(){}\\n\",\"score\":-12.5}\n");
    assert_int_equal(f->complaint_count, 0);
    assert_int_equal(f->count, 1);
    expect_candidate(f, 0, "s17", "cpp", "int main(){}\n");
    assert_true(f->candidates[0].has_score);
    assert_true(f->candidates[0].score < -12.4 && f->candidates[0].score > -12.6);
    assert_null(f->candidates[0].extra);
}

static void defaults_stand_in_for_what_is_absent_or_null(void **state)
{
    struct fixture *f = *state;

    READ(f, "\n{\"source\":\"a\"}\n"
            "{\"id\":null,\"language\":null,\"source\":\"b\",\"score\":null}\n"
            "{\"id\":\"\",\"source\":\"c\"}\n");
    assert_int_equal(f->count, 3);
    expect_candidate(f, 0, "2", NULL, "a");
    expect_candidate(f, 1, "3", NULL, "b");
    expect_candidate(f, 2, "4", NULL, "c");
    assert_false(f->candidates[1].has_score);
}

static void an_integer_id_keeps_its_digits(void **state)
{
    struct fixture *f = *state;

    READ(f, "{\"id\":12345678901234567890123,\"source\":\"a\"}\n{\"id\":-7,\"source\":\"b\"}\n"
            "{\"id\":1.0,\"source\":\"c\"}\n{\"id\":1e3,\"source\":\"d\"}");
    assert_int_equal(f->count, 2);
    expect_candidate(f, 0, "12345678901234567890123", NULL, "a");
    expect_candidate(f, 1, "-7", NULL, "b");
    expect_complaint(f, 0, COMPLAINT_MALFORMED_LINE, "p.jsonl:3", "'id' must be");
    expect_complaint(f, 1, COMPLAINT_MALFORMED_LINE, "p.jsonl:4", "'id' must be");
}

static void synonyms_are_taken_in_their_order_and_the_rest_is_extra(void **state)
{
    struct fixture *f = *state;

    READ(f, "{\"completion\":\"4\",\"solution\":\"3\",\"code\":\"2\",\"source\":\"1\"}\n"
            "{\"completion\":\"4\",\"solution\":\"3\",\"code\":\"2\",\"source\":null}\n"
            "{\"completion\":\"4\",\"solution\":\"3\"}\n"
            "{\"completion\":\"4\",\"lang\":\"py\"}\n"
            "{\"lang\":\"py\",\"language\":\"c\",\"code\":\"5\"}\n");
    expect_candidate(f, 0, "1", NULL, "1");
    assert_string_equal(f->candidates[0].extra,
                        "{\"completion\":\"4\",\"solution\":\"3\",\"code\":\"2\"}");
    expect_candidate(f, 1, "2", NULL, "2");
    expect_candidate(f, 2, "3", NULL, "3");
    expect_candidate(f, 3, "4", "py", "4");
    assert_null(f->candidates[3].extra);
    expect_candidate(f, 4, "5", "c", "5");
    assert_string_equal(f->candidates[4].extra, "{\"lang\":\"py\"}");
}

static void unknown_keys_come_back_as_they_were_written(void **state)
{
    struct fixture *f = *state;

    READ(f,
         "{ \"z\" : 18446744073709551615, \"source\":\"s\", \"Source\" : [1.50 , {\"a b\": \" \"}],"
         " \"k\\u00e9y\":1e400, \"long\":"
         "0.12345678901234567890123456789012345678901234567890123456789012345678901234567890}");
    assert_int_equal(f->complaint_count, 0);
    assert_string_equal(
        f->candidates[0].extra,
        "{\"z\":18446744073709551615,\"Source\":[1.50,{\"a b\":\" \"}],\"k\\u00e9y\":1e400,\"long\":"
        "0.12345678901234567890123456789012345678901234567890123456789012345678901234567890}");
}

static void the_last_of_duplicate_keys_counts(void **state)
{
    struct fixture *f = *state;

    READ(f, "{\"source\":\"a\",\"id\":\"x\",\"source\":\"b\",\"\\u0069d\":\"y\"}\n");
    expect_candidate(f, 0, "y", NULL, "b");
    assert_null(f->candidates[0].extra);
}

static void crlf_blank_lines_and_a_byte_order_mark_are_fine(void **state)
{
    struct fixture *f = *state;

    READ(f, "\xef\xbb\xbf{\"source\":\"a\"}\r\n\r\n \t\r\n{\"source\":\"b\\r\\n\"}\r\n"
            "\xef\xbb\xbf{\"source\":\"c\"}");
    assert_int_equal(f->count, 2);
    expect_candidate(f, 0, "1", NULL, "a");
    expect_candidate(f, 1, "4", NULL, "b\r\n");
    expect_complaint(f, 0, COMPLAINT_MALFORMED_LINE, "p.jsonl:5", "column 1");
}

static void wrong_types_are_named_with_their_key(void **state)
{
    static const char *const words[] = {
        "'id' must be a string or an integer, not true or false",
        "'language' must be a string, not a number",
        "'lang' must be a string, not an array",
        "'source' must be a string, not a number",
        "'completion' must be a string, not an object",
        "'score' must be a number, not a string",
        "'score' is too large",
        "a line must be a JSON object",
        "a line must be a JSON object",
    };
    struct fixture *f = *state;

    READ(f, "{\"id\":true,\"source\":\"a\"}\n{\"language\":1.5,\"source\":\"a\"}\n"
            "{\"lang\":[],\"source\":\"a\"}\n{\"source\":1,\"code\":\"a\"}\n{\"completion\":{}}\n"
            "{\"score\":\"1\",\"source\":\"a\"}\n{\"score\":1e999,\"source\":\"a\"}\n[1]\n\"a\"\n");
    assert_int_equal(f->count, 0);
    assert_int_equal(f->complaint_count, sizeof words / sizeof words[0]);
    for (size_t i = 0; i < f->complaint_count; i++) {
        assert_int_equal(f->complaints[i].kind, COMPLAINT_MALFORMED_LINE);
        assert_string_equal(f->complaints[i].sentence, words[i]);
    }
}

static void broken_lines_never_lose_the_rest(void **state)
{
    struct fixture *f = *state;

    READ(f, "{\"source\":\"a\"}\n{\"source\":\"b\"\nnot json\n{\"source\":\"c\\u0000\"}\n"
            "{\"source\":\"d\0\"}\n{\"score\":NaN,\"source\":\"e\"}\n{\"source\":\"\xe9\"}\n"
            "{\"id\":\"x\"}\n{\"source\":\" \\n\\t\"}\n{\"source\":\"\"}\n"
            "{\"source\":\"\\ud800\"}\n{\"source\":\"\\\\u0000\"}\n");
    assert_int_equal(f->count, 3);
    expect_candidate(f, 0, "1", NULL, "a");
    expect_candidate(f, 1, "6", NULL, "e");
    assert_false(f->candidates[1].has_score);
    expect_candidate(f, 2, "12", NULL, "\\u0000");
    assert_int_equal(f->complaint_count, 10);
    expect_complaint(f, 0, COMPLAINT_MALFORMED_LINE, "p.jsonl:2", "column 14: expected ','");
    expect_complaint(f, 1, COMPLAINT_MALFORMED_LINE, "p.jsonl:3", "column 1");
    expect_complaint(f, 2, COMPLAINT_MALFORMED_LINE, "p.jsonl:4", "\\u0000");
    expect_complaint(f, 3, COMPLAINT_MALFORMED_LINE, "p.jsonl:5", "control character");
    expect_complaint(f, 4, COMPLAINT_VALUE_LOST, "p.jsonl:6", "\"score\"");
    expect_complaint(f, 5, COMPLAINT_INVALID_UTF8, "p.jsonl:7", "UTF-8");
    expect_complaint(f, 6, COMPLAINT_MISSING_SOURCE, "p.jsonl:8", "none of source");
    expect_complaint(f, 7, COMPLAINT_EMPTY_SOURCE, "p.jsonl:9", "empty");
    expect_complaint(f, 8, COMPLAINT_EMPTY_SOURCE, "p.jsonl:10", "empty");
    expect_complaint(f, 9, COMPLAINT_MALFORMED_LINE, "p.jsonl:11", "surrogate");
}

/* As `json.dumps` writes them. */
static void values_that_pythons_json_writes_do_not_cost_the_candidate(void **state)
{
    struct fixture *f = *state;

    READ(f,
         "{\"source\": \"a\", \"logprob\": -Infinity, \"p\": [NaN, 1.0, \"NaN\"]}\n"
         "{\"source\": \"b\", \"meta\": \"\\ud800\", \"\\udfff\": \"\\u0000\"}\n"
         "{\"source\": \"c\", \"id\": NaN, \"language\": NaN, \"code\": NaN, \"score\": Infinity}\n"
         "{\"source\": NaN, \"code\": \"d\", \"nan\": \"NaN\"}\n");
    assert_int_equal(f->count, 4);
    expect_candidate(f, 0, "1", NULL, "a");
    assert_string_equal(f->candidates[0].extra, "{\"logprob\":null,\"p\":[null,1.0,\"NaN\"]}");
    expect_candidate(f, 1, "2", NULL, "b");
    assert_string_equal(f->candidates[1].extra, "{\"meta\":\"\\ud800\",\"\\udfff\":\"\\u0000\"}");
    expect_candidate(f, 2, "3", NULL, "c");
    assert_false(f->candidates[2].has_score);
    expect_candidate(f, 3, "4", NULL, "d");
    assert_int_equal(f->complaint_count, 3);
    expect_complaint(f, 0, COMPLAINT_VALUE_LOST, "p.jsonl:1", "\"logprob\"");
    expect_complaint(f, 1, COMPLAINT_VALUE_LOST, "p.jsonl:3", "\"id\"");
    expect_complaint(f, 2, COMPLAINT_VALUE_LOST, "p.jsonl:4", "\"source\"");
}

static void only_the_first_lines_that_lose_a_value_are_remarked_on(void **state)
{
    struct fixture *f = *state;
    struct buf text = BUF_INIT(4096);

    for (int i = 0; i < 20; i++)
        buf_adds(&text, "{\"source\":\"a\",\"logprob\":NaN}\n");
    buf_adds(&text, "{\"source\":\n");
    read_text(f, text.data, text.len);
    buf_release(&text);
    assert_int_equal(f->count, 20);
    assert_int_equal(f->complaint_count, 6);
    expect_complaint(f, 4, COMPLAINT_VALUE_LOST, "p.jsonl:5", "\"logprob\"");
    expect_complaint(f, 5, COMPLAINT_MALFORMED_LINE, "p.jsonl:21", "a value is missing");
}

static void a_long_prompt_beside_a_short_source_is_fine(void **state)
{
    enum { PROMPT = 3000000 };
    struct fixture *f = *state;
    struct buf text = BUF_INIT(2 * PROMPT);

    buf_adds(&text, "{\"prompt\":\"");
    for (int i = 0; i < PROMPT; i++)
        buf_addc(&text, 'x');
    buf_adds(&text, "\",\"source\":\"a\"}\n");
    read_text(f, text.data, text.len);
    buf_release(&text);
    assert_int_equal(f->complaint_count, 0);
    expect_candidate(f, 0, "1", NULL, "a");
    assert_int_equal(strlen(f->candidates[0].extra), PROMPT + 13);
}

/* A line with a value of n arrays within each other beside its source. */
static void add_deep_line(struct buf *text, size_t n)
{
    buf_adds(text, "{\"meta\":");
    for (size_t i = 0; i < n; i++)
        buf_addc(text, '[');
    for (size_t i = 0; i < n; i++)
        buf_addc(text, ']');
    buf_adds(text, ",\"source\":\"a\"}\n");
}

static void a_value_that_is_too_deep_is_left_out_alone(void **state)
{
    struct fixture *f = *state;
    struct buf text = BUF_INIT(1 << 20);

    add_deep_line(&text, JSON_DEPTH_MAX - 1);
    add_deep_line(&text, JSON_DEPTH_MAX);
    read_text(f, text.data, text.len);
    buf_release(&text);
    assert_int_equal(f->count, 2);
    assert_int_equal(strlen(f->candidates[0].extra), 2 * (JSON_DEPTH_MAX - 1) + 9);
    assert_null(f->candidates[1].extra);
    assert_int_equal(f->complaint_count, 1);
    expect_complaint(f, 0, COMPLAINT_VALUE_LOST, "p.jsonl:2", "\"meta\"");
}

static void a_nesting_bomb_is_one_malformed_line(void **state)
{
    enum { BOMB = 500000 };
    struct fixture *f = *state;
    struct buf text = BUF_INIT(2 * BOMB + 100);

    buf_adds(&text, "{\"source\":\"a\",\"x\":");
    for (int i = 0; i < BOMB; i++)
        buf_addc(&text, '[');
    buf_adds(&text, "\n{\"source\":\"b\"}\n");
    read_text(f, text.data, text.len);
    buf_release(&text);
    assert_int_equal(f->count, 1);
    expect_candidate(f, 0, "2", NULL, "b");
    expect_complaint(f, 0, COMPLAINT_MALFORMED_LINE, "p.jsonl:1", "nested too deeply");
}

/* A line with a source of n bytes, each written in `unit` characters of JSON. */
static void add_source_line(struct buf *text, size_t n, const char *unit)
{
    buf_adds(text, "{\"source\":\"");
    for (size_t i = 0; i < n; i++)
        buf_adds(text, unit);
    buf_adds(text, "\"}\n");
}

static void sources_are_taken_up_to_the_limit(void **state)
{
    struct fixture *f = *state;
    struct buf text = BUF_INIT(1 << 20);

    add_source_line(&text, CODE_LIMIT, "\\u0001");
    add_source_line(&text, CODE_LIMIT + 1, "x");
    read_text(f, text.data, text.len);
    buf_release(&text);
    assert_int_equal(f->count, 1);
    assert_int_equal(f->candidates[0].source_len, CODE_LIMIT);
    expect_complaint(f, 0, COMPLAINT_SOURCE_TOO_LONG, "p.jsonl:2", "1001 bytes; the limit is 1000");
}

static void an_over_long_line_is_skipped(void **state)
{
    struct fixture *f = *state;
    struct buf text = BUF_INIT(1 << 25);

    add_source_line(&text, 20000000, "x");
    add_source_line(&text, 1, "x");
    read_text(f, text.data, text.len);
    buf_release(&text);
    assert_int_equal(f->count, 1);
    expect_candidate(f, 0, "2", NULL, "x");
    expect_complaint(f, 0, COMPLAINT_OVER_LONG_LINE, "p.jsonl:1", "20000013 bytes");
}

static void an_over_long_id_is_refused(void **state)
{
    char id[2000], line[3000];
    struct fixture *f = *state;

    memset(id, '7', sizeof id);
    read_text(f, line,
              (size_t)snprintf(line, sizeof line, "{\"id\":\"%.1025s\",\"source\":\"a\"}", id));
    read_text(f, line,
              (size_t)snprintf(line, sizeof line, "{\"id\":%.1025s,\"source\":\"a\"}", id));
    read_text(f, line,
              (size_t)snprintf(line, sizeof line, "{\"lang\":\"%.257s\",\"source\":\"a\"}", id));
    assert_int_equal(f->count, 0);
    expect_complaint(f, 0, COMPLAINT_MALFORMED_LINE, "p.jsonl:1", "'id' has 1025 bytes");
    expect_complaint(f, 1, COMPLAINT_MALFORMED_LINE, "p.jsonl:1", "'id' must be");
    expect_complaint(f, 2, COMPLAINT_MALFORMED_LINE, "p.jsonl:1", "'lang' has 257 bytes");
}

static void complaints_have_names_for_the_report(void **state)
{
    (void)state;
    assert_string_equal(complaint_name(COMPLAINT_MALFORMED_LINE), "malformed_line");
    assert_string_equal(complaint_name(COMPLAINT_UNKNOWN_LANGUAGE), "unknown_language");
    for (int kind = 0; kind < COMPLAINT_COUNT; kind++)
        assert_non_null(complaint_name((enum complaint_kind)kind));
}

static void languages_may_be_numbers(void **state)
{
    struct fixture *f = *state;

    READ(f, "{\"language\":2,\"source\":\"a\"}\n");
    expect_candidate(f, 0, "1", "2", "a");
}

static void read_with_key(struct fixture *f, const char *text, const char *key)
{
    const char *path = path_of(f, "p.jsonl");

    put_file(f, "p.jsonl", text, strlen(text));
    read_pools(f, &path, 1, key);
}

static void a_source_key_finds_a_source_anywhere(void **state)
{
    struct fixture *f = *state;

    read_with_key(
        f,
        "{\"id\":\"x\",\"a\":{\"b\":\"1\",\"lang\":\"c\"},\"language\":\"py\",\"k\":7}\n"
        "{\"a.b\":\"2\",\"source\":\"no\"}\n{\"a\":{\"b\":null}}\n{\"a\":[]}\n{\"b\":\"no\"}\n",
        "a.b");
    assert_int_equal(f->count, 2);
    expect_candidate(f, 0, "x", "c", "1");
    assert_string_equal(f->candidates[0].extra, "{\"k\":7}");
    expect_candidate(f, 1, "2", NULL, "2");
    assert_string_equal(f->candidates[1].extra, "{\"source\":\"no\"}");
    assert_int_equal(f->complaint_count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(f->complaints[i].kind, COMPLAINT_MISSING_SOURCE);
}

/* As CodeContests, APPS and lists of objects have them. */
static void a_list_of_sources_is_several_candidates(void **state)
{
    struct fixture *f = *state;

    read_with_key(f,
                  "{\"id\":\"cc\",\"s\":{\"language\":[3,2],\"x\":[\"a\",\"b\"]},\"tests\":[1]}\n"
                  "{\"s\":{\"language\":[3],\"x\":[\"c\",\"\"]},\"language\":\"py\"}\n"
                  "{\"s\":[{\"x\":\"d\",\"language\":\"c\"},{\"x\":\"e\"}],\"lang\":\"py\"}\n"
                  "{\"s\":{\"x\":\"[\\\"f\\\", \\\"g\\\"]\"}}\n"
                  "{\"s\":\"{\\\"x\\\":[\\\"h\\\"]}\"}\n",
                  "s.x");
    assert_int_equal(f->count, 8);
    expect_candidate(f, 0, "cc#1", "3", "a");
    assert_null(f->candidates[0].extra);
    expect_candidate(f, 1, "cc#2", "2", "b");
    expect_candidate(f, 2, "2#1", "py", "c");
    expect_candidate(f, 3, "3#1", "c", "d");
    expect_candidate(f, 4, "3#2", "py", "e");
    expect_candidate(f, 5, "4#1", NULL, "f");
    expect_candidate(f, 6, "4#2", NULL, "g");
    expect_candidate(f, 7, "5#1", NULL, "h");
    assert_int_equal(f->complaint_count, 1);
    expect_complaint(f, 0, COMPLAINT_EMPTY_SOURCE, "p.jsonl:2", "empty");
}

static void a_source_is_taken_out_of_its_fenced_block(void **state)
{
    static const struct {
        const char *json, *language, *source; /* source NULL: it is left as it is */
    } texts[] = {
        {"```python\\nx\\n```", "python", "x\n"},
        {"\\n ~~~~ cpp title\\nx\\n~~~\\n~~~~ \\n", "cpp", "x\n~~~\n"},
        {"Sure! It's easy.\\n\\n```py\\nx\\n```\\nDone: `x`.", "py", "x\n"},
        {"```c\\na\\n```\\n```c\\nb\\n```\\n```\\n5 7\\n```", "c", "b\n"},
        {"```\\na\\n```\\n\\n```\\nb\\n```", NULL, "b\n"},
        {"```python\\r\\ncut off", "python", "cut off"},
        {"/* ```\\nx\\n``` */ int a;", NULL, NULL},
        {"/*\\n```\\nx\\n```\\n*/ int a;", NULL, NULL},
        {"'''\\n```\\nx\\n```\\n'''\\nprint(1)", NULL, NULL},
        {"s = R\\\"(\\n```\\nx\\n```\\n)\\\";", NULL, NULL},
        {"x = 1 \\\\\\n~~~y", NULL, NULL},
        {"print('```')", NULL, NULL},
        {"```x``` is code", NULL, NULL},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char line[200];

        read_text(f, line,
                  (size_t)snprintf(line, sizeof line, "{\"source\":\"%s\"}", texts[i].json));
        assert_int_equal(f->count, i + 1);
        assert_int_equal(f->candidates[i].fenced, texts[i].source != NULL);
        if (texts[i].source)
            assert_string_equal(f->candidates[i].source, texts[i].source);
        if (texts[i].language)
            assert_string_equal(f->candidates[i].language, texts[i].language);
        else
            assert_null(f->candidates[i].language);
    }
    READ(f, "{\"source\":\"```\\n\\n```\"}\n{\"language\":\"c\",\"source\":\"```py\\nx\\n```\"}");
    expect_complaint(f, 0, COMPLAINT_EMPTY_SOURCE, "p.jsonl:1", "empty");
    assert_string_equal(f->candidates[f->count - 1].language, "c");
}

static void equal_complaints_are_counted(void **state)
{
    struct complaint_tally *tally = calloc(1, sizeof *tally);
    char sentence[40];

    (void)state;
    assert_non_null(tally);
    for (int i = 0; i < COMPLAINTS_SHOWN; i++) {
        snprintf(sentence, sizeof sentence, "column %d: wrong", i);
        assert_true(complaint_tally_add(tally, COMPLAINT_MALFORMED_LINE, "p:1", sentence));
    }
    assert_false(complaint_tally_add(tally, COMPLAINT_MALFORMED_LINE, "p:9", "column 77: wrong"));
    assert_false(complaint_tally_add(tally, COMPLAINT_MALFORMED_LINE, "p:8", "column 78: wrong"));
    assert_true(complaint_tally_add(tally, COMPLAINT_MALFORMED_LINE, "p:9", "column 1: bad"));
    assert_string_equal(tally->forms[COMPLAINT_COUNT].example, "p:9: column 77: wrong");
    assert_int_equal(tally->forms[COMPLAINT_COUNT].count, COMPLAINTS_SHOWN + 2);
    for (int i = 0; i < 676; i++) { /* more forms than are kept: the rest is one form */
        snprintf(sentence, sizeof sentence, "%c%c", 'a' + i % 26, 'a' + i / 26);
        complaint_tally_add(tally, COMPLAINT_UNKNOWN_LANGUAGE, "p:9", sentence);
    }
    assert_false(complaint_tally_add(tally, COMPLAINT_UNKNOWN_LANGUAGE, "p:9", "zzz"));
    assert_true(tally->forms[COMPLAINT_UNKNOWN_LANGUAGE].count > 600);
    free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_full_line_becomes_a_candidate),
        TEST(defaults_stand_in_for_what_is_absent_or_null),
        TEST(an_integer_id_keeps_its_digits),
        TEST(synonyms_are_taken_in_their_order_and_the_rest_is_extra),
        TEST(unknown_keys_come_back_as_they_were_written),
        TEST(the_last_of_duplicate_keys_counts),
        TEST(crlf_blank_lines_and_a_byte_order_mark_are_fine),
        TEST(wrong_types_are_named_with_their_key),
        TEST(broken_lines_never_lose_the_rest),
        TEST(values_that_pythons_json_writes_do_not_cost_the_candidate),
        TEST(only_the_first_lines_that_lose_a_value_are_remarked_on),
        TEST(a_long_prompt_beside_a_short_source_is_fine),
        TEST(a_value_that_is_too_deep_is_left_out_alone),
        TEST(a_nesting_bomb_is_one_malformed_line),
        TEST(sources_are_taken_up_to_the_limit),
        TEST(an_over_long_line_is_skipped),
        TEST(an_over_long_id_is_refused),
        TEST(complaints_have_names_for_the_report),
        TEST(languages_may_be_numbers),
        TEST(a_source_key_finds_a_source_anywhere),
        TEST(a_list_of_sources_is_several_candidates),
        TEST(a_source_is_taken_out_of_its_fenced_block),
        TEST(equal_complaints_are_counted),
    };

    return cmocka_run_group_tests_name("candidates", tests, NULL, NULL);
}
