/* SPDX-License-Identifier: MIT */
/* The command line: what is taken, what is refused and in which words, and that --help lists it. */
#include "command/option.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { ALL = 255, WORDS_MAX = 16 };

struct line {
    struct settings settings;
    struct arguments arguments;
    const char *words[WORDS_MAX];
    char copy[512]; /* of the command line, cut into its words */
    struct err err;
};

/* Parses "command …", words separated by single blanks ("" for an empty word). */
static int parse(struct line *line, unsigned groups, const char *text)
{
    char *argv[WORDS_MAX], *rest = line->copy, *word;
    int argc = 0;

    memset(line, 0, sizeof *line);
    line->settings = (struct settings)SETTINGS_DEFAULT;
    line->arguments.words = line->words;
    snprintf(line->copy, sizeof line->copy, "%s", text);
    while (argc < WORDS_MAX && (word = strsep(&rest, " ")))
        argv[argc++] = strcmp(word, "\"\"") == 0 ? word + 2 : word;
    return options_parse(&line->settings, &line->arguments, argc, argv, groups, &line->err);
}

static void taken(struct line *line, const char *text)
{
    if (parse(line, ALL, text) < 0)
        fail_msg("%s: %s", text, line->err.msg);
}

static void nothing_given_leaves_the_defaults(void **state)
{
    struct line l;

    (void)state;
    taken(&l, "run");
    assert_int_equal(l.settings.k, 10);
    assert_int_equal(l.settings.inputs, 50);
    assert_int_equal(l.settings.seed, 1);
    assert_int_equal(l.settings.jobs, 0);
    assert_int_equal(l.settings.rule, SELECT_VOTE);
    assert_int_equal(l.settings.isolation, ISOLATION_AUTO);
    assert_int_equal(l.settings.max_survivors, 8192);
    assert_true(l.settings.asked.time_limit == 0);
    assert_null(l.settings.out_dir);
    assert_int_equal(l.arguments.count, 0);
    assert_false(l.arguments.help);
}

static void every_option_sets_its_field(void **state)
{
    struct line l;

    (void)state;
    taken(&l, "run --out out --submissions 3 --inputs 7 --select cluster --evaluate --full-matrix "
              "--max-survivors 99 --time-limit 1.5");
    assert_string_equal(l.settings.out_dir, "out");
    assert_int_equal(l.settings.k, 3);
    assert_int_equal(l.settings.inputs, 7);
    assert_int_equal(l.settings.rule, SELECT_CLUSTER);
    assert_true(l.settings.evaluate && l.settings.full_matrix);
    assert_int_equal(l.settings.max_survivors, 99);
    assert_true(l.settings.asked.time_limit == 3 * NSEC_PER_SEC / 2);
    taken(&l, "run --output-limit 3 --float-tolerance 1e-6");
    assert_true(l.settings.asked.output_limit == 3 * MIB);
    assert_string_equal(l.settings.asked.float_tolerance, "1e-6");
    taken(&l, "run --language C++ --samples --first-failure --watch --transcript --seed 5 --jobs 2 "
              "--isolation user --json --inputs /tmp");
    assert_string_equal(l.settings.language, "C++");
    assert_true(l.settings.samples_only && l.settings.stop_at_first && l.settings.json);
    assert_true(l.settings.watch && l.settings.transcript);
    assert_int_equal(l.settings.seed, 5);
    assert_int_equal(l.settings.jobs, 2);
    assert_int_equal(l.settings.isolation, ISOLATION_USER);
    assert_string_equal(l.settings.inputs_dir, "/tmp");
    assert_int_equal(l.settings.inputs, 50);
}

static const struct {
    const char *words;
    bytes_t size;
} sizes[] = {
    {"256", 256 * MIB},
    {"256M", 256 * MIB},
    {"256 MiB", 256 * MIB},
    {"64k", 64 * KIB},
    {"1.5G", 1536 * MIB},
    {"1gb", 1024 * MIB},
    {".5", MIB / 2},
    {"1", MIB},
    {"1T", 0},
    {"", 0},
    {"-1", 0},
    {"0", 0},
    {"nan", 0},
    {"inf", 0},
    {"0x10", 0},
    {"1e30", 0},
    {"M", 0},
    {"5 apples", 0},
    {"5MM", 0},
    {"99999999", 0},
};

static void sizes_have_units(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char option[] = "--memory-limit", command[] = "run", value[32];
        char *argv[] = {command, option, value};
        struct settings settings = SETTINGS_DEFAULT;
        struct arguments arguments = {.words = (const char *[3]){NULL}};
        struct err err = {0};

        snprintf(value, sizeof value, "%s", sizes[i].words);
        if (options_parse(&settings, &arguments, 3, argv, ALL, &err) < 0 && sizes[i].size > 0)
            fail_msg("%s", err.msg);
        assert_true(settings.asked.memory_limit == sizes[i].size);
        assert_int_equal(err.kind == ERR_INPUT, sizes[i].size == 0);
    }
}

static void a_value_stands_apart_or_joined(void **state)
{
    static const char *const lines[] = {"run -k 4", "run -k4", "run --submissions 4",
                                        "run --submissions=4", "run -k 9 -k 4"};
    struct line l;

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        taken(&l, lines[i]);
        assert_int_equal(l.settings.k, 4);
        assert_int_equal(l.arguments.count, 0);
    }
    taken(&l, "run -oa=b --out=");
    assert_string_equal(l.settings.out_dir, "");
    taken(&l, "run -oa=b");
    assert_string_equal(l.settings.out_dir, "a=b");
}

static void options_and_words_may_be_mixed(void **state)
{
    struct line l;

    (void)state;
    taken(&l, "run problem -j 3 - --json pool.jsonl \"\"");
    assert_int_equal(l.arguments.count, 4);
    assert_string_equal(l.words[0], "problem");
    assert_string_equal(l.words[1], "-");
    assert_string_equal(l.words[2], "pool.jsonl");
    assert_string_equal(l.words[3], "");
    assert_int_equal(l.settings.jobs, 3);
    assert_true(l.settings.json);
}

static void two_dashes_end_the_options(void **state)
{
    struct line l;

    (void)state;
    taken(&l, "run -- -k --json -- --help");
    assert_int_equal(l.arguments.count, 4);
    assert_string_equal(l.words[0], "-k");
    assert_string_equal(l.words[2], "--");
    assert_false(l.settings.json);
    assert_false(l.arguments.help);
}

static void help_is_asked_for_in_two_ways(void **state)
{
    struct line l;

    (void)state;
    taken(&l, "run --help");
    assert_true(l.arguments.help);
    taken(&l, "run problem -h");
    assert_true(l.arguments.help);
}

static const struct {
    const char *line;
    const char *words; /* a part of the message */
} refused[] = {
    {"run --no-such", "run: unknown option '--no-such' (see `winnow run --help`)"},
    {"run -x", "unknown option '-x'"},
    {"run --", NULL},
    {"run --kk", "unknown option '--kk'"},
    {"run --js", "unknown option '--js'"},
    {"run --jsonx", "unknown option '--jsonx'"},
    {"run -hx", "unknown option '-hx'"},
    {"run --json=1", "--json takes no value"},
    {"run --json=", "--json takes no value"},
    {"run -k", "--submissions wants a value: --submissions K"},
    {"run problem --out", "--out wants a value: --out DIR"},
    {"run -k 0", "--submissions wants a whole number from 1 to 100000, not '0'"},
    {"run -k 100001", "whole number"},
    {"run -k 100000", NULL},
    {"run -k ten", "not 'ten'"},
    {"run -k 1.5", "not '1.5'"},
    {"run -k -1", "not '-1'"},
    {"run -k +1", "not '+1'"},
    {"run -k \"\"", "not ''"},
    {"run -k 1x", "not '1x'"},
    {"run -k 0x10", "not '0x10'"},
    {"run -k 99999999999999999999999", "whole number"},
    {"run -k 4294967297", "whole number"},
    {"run --submissions=", "not ''"},
    {"run -j 0", "from 1 to 1024"},
    {"run -j 1024", NULL},
    {"run -j 1025", "from 1 to 1024"},
    {"run -j --json", "not '--json'"},
    {"run --seed 0", NULL},
    {"run --seed 18446744073709551615", NULL},
    {"run --seed 18446744073709551616", "from 0 to 18446744073709551615"},
    {"run --inputs 0", NULL},
    {"run --inputs 100001", "from 0 to 100000"},
    {"run --inputs 50x", "not '50x'"},
    {"run --inputs /no/such/dir", "--inputs wants a number, a directory or a file"},
    {"run --inputs /dev/null", "--inputs wants a number, a directory or a file"},
    {"run --max-survivors 0", "from 1 to 1000000"},
    {"run --select best", "best"},
    {"run --isolation none", "unknown isolation level 'none'"},
    {"run --language cobol", "unknown language 'cobol'"},
    {"run --language-map x", "FROM=TO"},
    {"run --language-map x=cobol", "unknown language 'cobol'"},
    {"run --source-key=", "wants a key"},
    {"run --time-limit 0", "--time-limit wants seconds from 0.001 to 3600"},
    {"run --time-limit 0.001", NULL},
    {"run --time-limit 3600", NULL},
    {"run --time-limit 3600.1", "seconds"},
    {"run --time-limit nan", "not 'nan'"},
    {"run --time-limit inf", "not 'inf'"},
    {"run --time-limit 1e999", "not '1e999'"},
    {"run --time-limit -1", "not '-1'"},
    {"run --time-limit 1s", "not '1s'"},
    {"run --time-limit \"\"", "not ''"},
};

static void what_is_wrong_is_named(void **state)
{
    struct line l;

    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        int rc = parse(&l, ALL, refused[i].line);

        if ((rc == 0) != !refused[i].words)
            fail_msg("%s: %s", refused[i].line, rc == 0 ? "taken" : l.err.msg);
        if (rc < 0 && (l.err.kind != ERR_INPUT || !strstr(l.err.msg, refused[i].words)))
            fail_msg("%s: kind %d, %s", refused[i].line, l.err.kind, l.err.msg);
    }
}

static void a_command_takes_only_its_own_options(void **state)
{
    struct line l;

    (void)state;
    assert_int_equal(parse(&l, OPTIONS_COMMON, "judge -j 2"), 0);
    assert_int_equal(parse(&l, OPTIONS_COMMON, "judge -k 2"), -1);
    assert_non_null(strstr(l.err.msg, "judge: unknown option '-k' (see `winnow judge --help`)"));
    assert_int_equal(parse(&l, OPTIONS_COMMON, "judge --json"), -1);
    assert_int_equal(parse(&l, OPTIONS_COMMON | OPTIONS_JSON, "judge --json"), 0);
    assert_int_equal(parse(&l, OPTIONS_JUDGE, "judge --samples --seed 3"), -1);
}

static void a_long_word_is_cut_in_the_message(void **state)
{
    struct line l;
    char text[400] = "run --";

    (void)state;
    memset(text + 6, 'y', 390);
    assert_int_equal(parse(&l, ALL, text), -1);
    assert_true(strlen(l.err.msg) < 200);
}

/* The help of some groups. */
static void help_text(unsigned groups, char *text, size_t size)
{
    FILE *out = fmemopen(text, size, "w");

    assert_non_null(out);
    options_help(out, groups);
    assert_int_equal(fclose(out), 0);
    assert_true(strlen(text) < size - 1);
}

static void help_lists_each_option_of_the_groups_once(void **state)
{
    static const char *const names[] = {"  -o, --out DIR ",
                                        "  -k, --submissions K ",
                                        "  -n, --inputs N|DIR|FILE ",
                                        "  --select RULE ",
                                        "  --evaluate ",
                                        "  --full-matrix ",
                                        "  --max-survivors N ",
                                        "  --language NAME ",
                                        "  --samples ",
                                        "  --first-failure ",
                                        "  -t, --time-limit SECONDS ",
                                        "  --seed N ",
                                        "  -j, --jobs N ",
                                        "  --isolation LEVEL ",
                                        "  --json ",
                                        "  -h, --help "};
    char all[8192], common[8192];

    (void)state;
    help_text(ALL, all, sizeof all);
    help_text(OPTIONS_COMMON, common, sizeof common);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *at = strstr(all, names[i]);

        if (!at || strstr(at + 1, names[i]))
            fail_msg("'%s' is not there once", names[i]);
    }
    assert_non_null(strstr(common, "--jobs"));
    assert_non_null(strstr(common, "--help"));
    assert_null(strstr(common, "--submissions"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_given_leaves_the_defaults),
        cmocka_unit_test(every_option_sets_its_field),
        cmocka_unit_test(sizes_have_units),
        cmocka_unit_test(a_value_stands_apart_or_joined),
        cmocka_unit_test(options_and_words_may_be_mixed),
        cmocka_unit_test(two_dashes_end_the_options),
        cmocka_unit_test(help_is_asked_for_in_two_ways),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(a_command_takes_only_its_own_options),
        cmocka_unit_test(a_long_word_is_cut_in_the_message),
        cmocka_unit_test(help_lists_each_option_of_the_groups_once),
    };

    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
