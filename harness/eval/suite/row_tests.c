/* SPDX-License-Identifier: MIT */
#include "eval/suite/row_tests.h"
#include "base/buf.h"
#include "base/json/json_writer.h"
#include "eval/suite/packed_tests.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TESTS_MAX = 100000 };

/* A string; for stdin also a list of strings, which are its lines; of another value its JSON. */
static int take_text(struct test_data *out, struct json_slice value, bool calls, struct err *err)
{
    cleanup_with(json_members_release) struct json_members lines = {0};
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    bool is_lines = !calls && json_slice_type(value) == JSON_ARRAY;

    if (json_slice_type(value) == JSON_STRING) {
        if (json_decode_string(&out->bytes, value, err) < 0)
            return -1;
        out->length = strlen(out->bytes);
        return 0;
    }
    if (is_lines && json_read_elements(&lines, value.at, value.len, err) < 0)
        return -1;
    for (size_t i = 0; i < lines.count; i++)
        is_lines = is_lines && json_slice_type(lines.list[i].value) == JSON_STRING;
    for (size_t i = 0; is_lines && i < lines.count; i++) {
        cleanup_free char *line = NULL;

        if (json_decode_string(&line, lines.list[i].value, err) < 0)
            return -1;
        if ((i > 0 && buf_addc(&text, '\n') < 0) || buf_adds(&text, line) < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
    }
    if (!is_lines && buf_add(&text, value.at, value.len) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    out->bytes = strdup(buf_str(&text));
    out->length = text.len;
    return out->bytes ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static void release_case(struct test_case *one)
{
    free(one->name);
    free(one->input.bytes);
    free(one->answer.bytes);
}

static int add_test(struct row_tests *tests, struct json_slice input, struct json_slice output,
                    bool calls, struct err *err)
{
    struct test_case *grown = array_grow(tests->cases, tests->count, &tests->room, sizeof *grown);
    struct test_case one = {0};

    if (!grown || tests->count == TESTS_MAX)
        return err_set(err, ERR_INPUT, "more than %d tests, or out of memory", TESTS_MAX);
    tests->cases = grown;
    if (take_text(&one.input, input, calls, err) < 0 ||
        take_text(&one.answer, output, calls, err) < 0 ||
        asprintf(&one.name, "%zu", tests->count + 1) < 0) {
        one.name = NULL;
        release_case(&one);
        return -1;
    }
    tests->cases[tests->count++] = one;
    return 0;
}

/* Two lists of the same length. */
static int add_columns(struct row_tests *tests, const struct json_slice *inputs,
                       const struct json_slice *outputs, bool calls, struct err *err)
{
    cleanup_with(json_members_release) struct json_members in = {0}, out = {0};

    if (json_read_elements(&in, inputs->at, inputs->len, err) <= 0 ||
        json_read_elements(&out, outputs->at, outputs->len, err) <= 0)
        return err_set(err, ERR_INPUT, "inputs and outputs are not lists");
    if (in.count != out.count)
        return err_set(err, ERR_INPUT, "%zu inputs and %zu outputs", in.count, out.count);
    for (size_t i = 0; i < in.count; i++)
        if (add_test(tests, in.list[i].value, out.list[i].value, calls, err) < 0)
            return -1;
    return 0;
}

/* A list of objects. */
static int add_rows(struct row_tests *tests, const struct json_members *rows, bool calls,
                    struct err *err)
{
    for (size_t i = 0; i < rows->count; i++) {
        cleanup_with(json_members_release) struct json_members row = {0};
        const struct json_slice value = rows->list[i].value;
        const struct json_slice *input, *output;

        if (json_read_members(&row, value.at, value.len, err) <= 0 ||
            !(input = json_find(&row, "input")) || !(output = json_find(&row, "output")))
            return err_set(err, ERR_INPUT, "test %zu has no \"input\" and \"output\"", i + 1);
        if (add_test(tests, *input, *output, calls, err) < 0)
            return -1;
    }
    return 0;
}

static int add_parsed(struct row_tests *tests, const struct json_members *value, bool is_list,
                      bool calls, struct err *err)
{
    const struct json_slice *inputs, *outputs;

    if (is_list)
        return add_rows(tests, value, calls, err);
    inputs = json_find(value, "inputs");
    outputs = json_find(value, "outputs");
    if (!inputs && !outputs) {
        inputs = json_find(value, "input");
        outputs = json_find(value, "output");
    }
    if (!inputs || !outputs)
        return err_set(err, ERR_INPUT, "tests without inputs and outputs");
    return add_columns(tests, inputs, outputs, calls, err);
}

int row_tests_add(struct row_tests *tests, struct json_slice value, bool calls, struct err *err)
{
    cleanup_with(json_members_release) struct json_members parsed = {0};
    cleanup_free char *text = NULL;
    enum json_type type = json_slice_type(value);
    int is_list;

    if (type == JSON_STRING) { /* JSON within JSON, or compressed */
        if (json_decode_string(&text, value, err) < 0 || packed_tests_open(&text, err) < 0)
            return -1;
        value = (struct json_slice){.at = text, .len = strlen(text)};
    }
    is_list = json_read_elements(&parsed, value.at, value.len, err);
    if (is_list < 0)
        return -1;
    return add_parsed(tests, &parsed, is_list > 0, calls, err);
}

void row_tests_release(struct row_tests *tests)
{
    for (size_t i = 0; i < tests->count; i++)
        release_case(&tests->cases[i]);
    free(tests->cases);
    *tests = (struct row_tests){0};
}

/* ---- calls */

static int add_list(struct buf *out, const char *name, const struct row_tests *tests, bool inputs,
                    struct err *err)
{
    if (buf_addf(out, "%s = [", name) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < tests->count; i++) {
        const struct test_data *text = inputs ? &tests->cases[i].input : &tests->cases[i].answer;

        if (json_add_string(out, text->bytes, text->length) < 0 || buf_addc(out, ',') < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
    }
    return buf_adds(out, "]\n") < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

/* Arguments: a JSON list of them, or a JSON value a line. Tuples are lists: JSON has no others. */
static const char helpers[] =
    "import json\n"
    "def arguments(text):\n"
    "    try:\n"
    "        whole = json.loads(text)\n"
    "        return whole if LISTS and isinstance(whole, list) else [whole]\n"
    "    except ValueError:\n"
    "        return [json.loads(line) for line in text.split('\\n') if line.strip()]\n"
    "def value(text):\n"
    "    try:\n"
    "        return json.loads(text)\n"
    "    except ValueError:\n"
    "        return text\n"
    "def plain(found):\n"
    "    return list(map(plain, found)) if isinstance(found, (tuple, list)) else found\n"
    "INPUTS = [arguments(text) for text in INPUTS]\n"
    "OUTPUTS = [value(text) for text in OUTPUTS]\n"
    "def check(candidate):\n"
    "    for given, wanted in zip(INPUTS, OUTPUTS):\n";

char *row_tests_calls(const struct row_tests *tests, bool or_first, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    char *copy;

    if (add_list(&text, "INPUTS", tests, true, err) < 0 ||
        add_list(&text, "OUTPUTS", tests, false, err) < 0)
        return NULL;
    if (buf_addf(
            &text, "LISTS = %s\n%s%s", or_first ? "True" : "False", helpers,
            or_first
                ? "        found = plain(candidate(*given))\n"
                  "        if not (isinstance(wanted, list) and wanted and found == wanted[0]):\n"
                  "            assert found == wanted\n"
                : "        assert plain(candidate(*given)) == wanted\n") < 0) {
        err_set(err, ERR_JUDGE, "out of memory");
        return NULL;
    }
    copy = strdup(buf_str(&text));
    if (!copy)
        err_set(err, ERR_JUDGE, "out of memory");
    return copy;
}
