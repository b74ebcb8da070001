/* SPDX-License-Identifier: MIT */
#include "command/option.h"
#include "command/option_eval.h"
#include "command/option_language.h"
#include "command/option_limits.h"
#include "inputs/constraints.h"
#include "lang/languages_file.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* How an option's value is taken. */
typedef int option_set(struct settings *s, const char *option, const char *value, struct err *err);

static int parse_number(const char *option, const char *value, unsigned long long low,
                        unsigned long long high, unsigned long long *out, struct err *err)
{
    char *end;
    unsigned long long n;

    errno = 0;
    n = strtoull(value, &end, 10);
    if (!isdigit((unsigned char)value[0]) || *end || errno || n < low || n > high)
        return err_set(err, ERR_INPUT, "%s wants a whole number from %llu to %llu, not '%.80s'",
                       option, low, high, value);
    *out = n;
    return 0;
}

static int set_unsigned(unsigned *field, const char *option, const char *value, unsigned low,
                        unsigned high, struct err *err)
{
    unsigned long long n;

    if (parse_number(option, value, low, high, &n, err) < 0)
        return -1;
    *field = (unsigned)n;
    return 0;
}

static int set_jobs(struct settings *s, const char *option, const char *value, struct err *err)
{
    return set_unsigned(&s->jobs, option, value, 1, 1024, err);
}

static int set_k(struct settings *s, const char *option, const char *value, struct err *err)
{
    return set_unsigned(&s->k, option, value, 1, 100000, err);
}

static int set_tries(struct settings *s, const char *option, const char *value, struct err *err)
{
    return set_unsigned(&s->tries, option, value, 1, 1000000000, err);
}

static int set_generator(struct settings *s, const char *option, const char *value, struct err *err)
{
    struct stat st;

    if (stat(value, &st) < 0)
        return err_sys(err, ERR_INPUT, "%s %.200s", option, value);
    s->generator = value;
    return 0;
}

static int set_seed(struct settings *s, const char *option, const char *value, struct err *err)
{
    unsigned long long n;

    if (parse_number(option, value, 0, UINT64_MAX, &n, err) < 0)
        return -1;
    s->seed = n;
    return 0;
}

/* A number, or a directory: a directory called "50" is written ./50. */
static int set_inputs(struct settings *s, const char *option, const char *value, struct err *err)
{
    struct stat st;

    if (isdigit((unsigned char)value[0]))
        return set_unsigned(&s->inputs, option, value, 0, 100000, err);
    if (stat(value, &st) < 0)
        return err_sys(err, ERR_INPUT, "%s wants a number, a directory or a file: '%.200s'", option,
                       value);
    if (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode))
        return err_set(err, ERR_INPUT, "%s wants a number, a directory or a file, not '%.200s'",
                       option, value);
    s->inputs_dir = value;
    return 0;
}

static int set_input_budget(struct settings *s, const char *option, const char *value,
                            struct err *err)
{
    unsigned long long n;

    if (parse_number(option, value, 0, INPUT_BUDGET_DEFAULT - 1, &n, err) < 0)
        return -1;
    s->input_budget = n;
    return 0;
}

static int set_constraints(struct settings *s, const char *option, const char *value,
                           struct err *err)
{
    struct constraints constraints;

    if (constraints_load(&constraints, value, err) < 0)
        return err_wrap(err, "%s", option);
    s->constraints = value;
    return 0;
}

static int set_max_survivors(struct settings *s, const char *option, const char *value,
                             struct err *err)
{
    unsigned long long n;

    if (parse_number(option, value, 1, 1000000, &n, err) < 0)
        return -1;
    s->max_survivors = (unsigned long)n;
    return 0;
}

static int set_select(struct settings *s, const char *option, const char *value, struct err *err)
{
    (void)option;
    return select_rule_parse(value, &s->rule, err);
}

static int set_isolation(struct settings *s, const char *option, const char *value, struct err *err)
{
    (void)option;
    return isolation_parse(value, &s->isolation, err);
}

static int set_cache_size(struct settings *s, const char *option, const char *value,
                          struct err *err)
{
    return set_unsigned(&s->cache_mib, option, value, 1, 1u << 20, err);
}

static int set_out(struct settings *s, const char *option, const char *value, struct err *err)
{
    (void)option;
    (void)err;
    s->out_dir = value;
    return 0;
}

#define WORDS(name, field, what)                                                                   \
    static int name(struct settings *s, const char *option, const char *value, struct err *err)    \
    {                                                                                              \
        if (!*value)                                                                               \
            return err_set(err, ERR_INPUT, "%s wants " what, option);                              \
        s->field = value;                                                                          \
        return 0;                                                                                  \
    }
WORDS(set_cache, cache, "a directory, or 'off'")
WORDS(set_source_key, source_key, "a key, such as solutions.solution")
WORDS(set_explain, explain, "the id of a candidate")
WORDS(set_junit, junit, "a file")
WORDS(set_languages, languages_file, "a file")
WORDS(set_format, format, "the name of a format")
WORDS(set_against, against, "a file of samples")
WORDS(set_generated_tests, generated_tests, "a file")

#define FLAG(name, field)                                                                          \
    static int name(struct settings *s, const char *option, const char *value, struct err *err)    \
    {                                                                                              \
        (void)option;                                                                              \
        (void)value;                                                                               \
        (void)err;                                                                                 \
        s->field = true;                                                                           \
        return 0;                                                                                  \
    }
FLAG(set_json, json)
FLAG(set_evaluate, evaluate)
FLAG(set_full_matrix, full_matrix)
FLAG(set_samples, samples_only)
FLAG(set_first_failure, stop_at_first)
FLAG(set_fresh, fresh)
FLAG(set_plain, plain)
FLAG(set_self_test, self_test)
FLAG(set_full, full)
FLAG(set_majority, majority)
FLAG(set_transcript, transcript)
FLAG(set_watch, watch)

static const struct option_row {
    const char *name;  /* "--seed" */
    const char *brief; /* "-k", or NULL */
    const char *value; /* what --help calls the value, or NULL for a flag */
    unsigned groups;
    option_set *set;
    const char *help;
} rows[] = {
    {"--out", "-o", "DIR", OPTIONS_OUT | OPTIONS_HERE, set_out,
     "write the results into DIR (default: of `run` winnow-out, of `stress` winnow-stress)"},
    {"--fresh", NULL, NULL, OPTIONS_RESUME | OPTIONS_HERE, set_fresh,
     "begin anew: do not go on from the journal of an earlier run in DIR"},
    {"--submissions", "-k", "K", OPTIONS_SELECT, set_k, "select at most K (default 10)"},
    {"--inputs", "-n", "N|DIR|FILE", OPTIONS_INPUTS, set_inputs,
     "generate N inputs (default 50), or take the files in DIR, or the lines of a .jsonl file; some may "
     "have expected outputs"},
    {"--constraints", NULL, "TEXT|FILE", OPTIONS_INPUTS, set_constraints,
     "ranges of the input's numbers, in their order: '1 <= n <= 100, 1 <= a_i <= 10^9'"},
    {"--input-budget", NULL, "RUNS", OPTIONS_CLUSTER, set_input_budget,
     "for the search of inputs that tell survivors apart (default: survivors × N; 0: none)"},
    {"--select", NULL, "RULE", OPTIONS_SELECT, set_select,
     "vote (default), cluster, cluster-score, lever, ioi; by expected outputs codet, b4, maxpass; or "
     "random"},
    {"--evaluate", NULL, NULL, OPTIONS_SELECT, set_evaluate,
     "judge what was selected on the secret tests"},
    {"--explain", NULL, "ID", OPTIONS_SELECT, set_explain,
     "tell the whole story of one candidate; without PROBLEM and CANDIDATES as DIR knows it"},
    {"--full-matrix", NULL, NULL, OPTIONS_SELECT, set_full_matrix,
     "settle all clusters, not only the first K"},
    {"--max-survivors", NULL, "N", OPTIONS_CLUSTER, set_max_survivors,
     "cluster at most the first N survivors (default 8192)"},
    {"--language", NULL, "NAME", OPTIONS_FILTER | OPTIONS_EVAL, option_set_language,
     "the language of candidates that name none"},
    {"--language-map", NULL, "FROM=TO", OPTIONS_FILTER, option_set_language_map,
     "what candidates call a language: NAME=cpp[,NAME=python3]; may be repeated"},
    {"--source-key", NULL, "KEY", OPTIONS_FILTER, set_source_key,
     "where a line has its source, or a list of them: a.b (default: source, code, …)"},
    {"--python", NULL, "WHICH", OPTIONS_FILTER | OPTIONS_JUDGE | OPTIONS_VERIFY, option_set_python,
     "cpython, pypy or auto: what runs Python 3 (default: PyPy for a package's submissions)"},
    {"--samples", NULL, NULL, OPTIONS_JUDGE, set_samples, "judge on the examples only"},
    {"--first-failure", NULL, NULL, OPTIONS_JUDGE, set_first_failure,
     "stop at a program's first failing case"},
    {"--transcript", NULL, NULL, OPTIONS_JUDGE, set_transcript,
     "of an interactive problem: show who said what when"},
    {"--watch", NULL, NULL, OPTIONS_JUDGE, set_watch,
     "judge again whenever a source changes, until Ctrl-C"},
    {"--full", NULL, NULL, OPTIONS_VERIFY | OPTIONS_JUDGE, set_full,
     "run all cases, also where the first failure decides"},
    {"--junit", NULL, "FILE", OPTIONS_VERIFY, set_junit,
     "write the results into FILE as JUnit XML, for CI systems"},
    {"--time-limit", "-t", "SECONDS", OPTIONS_COMMON, option_set_time_limit,
     "instead of the problem's own limit"},
    {"--memory-limit", NULL, "SIZE", OPTIONS_COMMON, option_set_memory_limit,
     "the same for memory: in MiB, or with K, M or G behind the number"},
    {"--output-limit", NULL, "SIZE", OPTIONS_COMMON, option_set_output_limit,
     "the same for what a program prints"},
    {"--float-tolerance", NULL, "E", OPTIONS_COMMON, option_set_float_tolerance,
     "numbers may be off by E, absolutely or relative to the answer"},
    {"--tries", "-n", "N", OPTIONS_STRESS, set_tries, "try at most N inputs (default 1000)"},
    {"--generator", "-g", "FILE", OPTIONS_STRESS | OPTIONS_INPUTS, set_generator,
     "makes inputs, with a seed as its argument, instead of the package's generators"},
    {"--seed", NULL, "N", OPTIONS_INPUTS | OPTIONS_STRESS | OPTIONS_EVAL, set_seed,
     "for inputs and choices (default 1)"},
    {"--pass-at", "-k", "LIST", OPTIONS_EVAL, option_set_pass_at,
     "the k's of pass@k, of which those are shown that every task has samples for (default 1,10,100)"},
    {"--majority", NULL, NULL, OPTIONS_EVAL, set_majority,
     "run samples on after their first failure, for maj@k and for n@k with clusters"},
    {"--generated-tests", NULL, "FILE", OPTIONS_EVAL | OPTIONS_HERE, set_generated_tests,
     "run samples on tests that a model wrote (CodeT's rows), for what a choice by them solves: codet@k, …"},
    {"--against", NULL, "SAMPLES", OPTIONS_EVAL | OPTIONS_HERE, set_against,
     "compare with other samples of the same tasks: the difference of pass@k"},
    {"--shard", NULL, "[I/]N", OPTIONS_EVAL | OPTIONS_HERE, option_set_shard,
     "judge part I of N of the tasks, from 0 (default: a Slurm array's; see `winnow merge`)"},
    {"--format", NULL, "NAME", OPTIONS_EVAL, set_format,
     "of SUITE: human-eval, humaneval-x, multipl-e, evalplus, mbpp, apps, livecodebench, … (default: told by its keys)"},
    {"--extract", NULL, "RULE", OPTIONS_EVAL, option_set_extract,
     "the program in an answer: auto (a fenced block, else the text; default), fence or none"},
    {"--stop", NULL, "TEXT", OPTIONS_EVAL, option_set_stop,
     "completions end before TEXT, in which \\n is a line end; may be repeated"},
    {"--compare", NULL, "RULE", OPTIONS_EVAL, option_set_compare,
     "outputs as icpc (default), exact, lcb, apps, codecontests, verl, sandboxfusion or code-judge"},
    {"--plus", NULL, "LIST", OPTIONS_EVAL, option_set_plus,
     "of evalplus' suites: base-only, details, min-time=SECONDS, factor=N (4 and 4)"},
    {"--checker", NULL, "NAME", OPTIONS_COMMON, option_set_checker,
     "compare outputs as testlib's checker: wcmp, lcmp, fcmp, ncmp, rcmp6, yesno, …"},
    {"--jobs", "-j", "N", OPTIONS_COMMON | OPTIONS_HERE, set_jobs,
     "run N programs at a time (default: cores)"},
    {"--cache", NULL, "DIR|off", OPTIONS_COMMON | OPTIONS_HERE, set_cache,
     "where compiled programs are kept (default: ~/.cache/winnow)"},
    {"--cache-size", NULL, "MIB", OPTIONS_COMMON | OPTIONS_HERE, set_cache_size,
     "how large it may grow (default 1024)"},
    {"--plain", NULL, NULL, OPTIONS_COMMON | OPTIONS_HERE, set_plain,
     "take no shortcut: no cache, precompiled headers, gold or waiting interpreters; slower, same results"},
    {"--languages", NULL, "FILE", OPTIONS_LANGUAGES, set_languages,
     "changes and adds languages (default: ~/.config/winnow/languages.json, if it is there)"},
    {"--isolation", NULL, "LEVEL", OPTIONS_COMMON, set_isolation,
     "auto (default), full, user or basic; see `winnow doctor`"},
    {"--self-test", NULL, NULL, OPTIONS_COMMON | OPTIONS_HERE, set_self_test,
     "try the sandbox's limits at this start too, not only once an hour"},
    {"--json", NULL, NULL, OPTIONS_JSON | OPTIONS_HERE, set_json, "print results as JSON"},
};

enum { ROWS = sizeof rows / sizeof *rows };

/* Finds the row that `word` names; *value is set when it carries one ("--seed=3", "-k5"). */
static const struct option_row *find_row(const char *word, unsigned groups, const char **value)
{
    *value = NULL;
    for (int i = 0; i < ROWS; i++) {
        size_t n = strlen(rows[i].name);

        if (!(rows[i].groups & groups))
            continue;
        if (strncmp(word, rows[i].name, n) == 0 && (word[n] == '\0' || word[n] == '=')) {
            if (word[n] == '=')
                *value = word + n + 1;
            return &rows[i];
        }
        if (rows[i].brief && strncmp(word, rows[i].brief, 2) == 0 &&
            (word[2] == '\0' || rows[i].value)) {
            if (word[2])
                *value = word + 2;
            return &rows[i];
        }
    }
    return NULL;
}

/* --languages comes before the others: they name languages. */
enum turn { TURN_LANGUAGES, TURN_OTHERS };

static void keep_option(struct arguments *arguments, const struct option_row *row,
                        const char *value)
{
    if (arguments->given)
        arguments->given[arguments->given_count++] =
            (struct given_option){row->name, value, row->groups};
}

/* Takes the option at argv[*i] if it is its turn; moves *i past a value that stands by itself. */
static int take_option(struct settings *settings, struct arguments *arguments, int argc,
                       char **argv, int *i, unsigned groups, enum turn turn, struct err *err)
{
    const char *value;
    const struct option_row *row = find_row(argv[*i], groups, &value);

    if (!row)
        return err_set(err, ERR_INPUT, "%s: unknown option '%.80s' (see `winnow %s --help`)",
                       argv[0], argv[*i], argv[0]);
    if (!row->value && value)
        return err_set(err, ERR_INPUT, "%s takes no value", row->name);
    if (row->value && !value) {
        if (*i + 1 >= argc)
            return err_set(err, ERR_INPUT, "%s wants a value: %s %s", row->name, row->name,
                           row->value);
        value = argv[++*i];
    }
    if ((row->set == set_languages) != (turn == TURN_LANGUAGES))
        return 0;
    keep_option(arguments, row, value);
    return row->set(settings, row->name, value, err);
}

static int take_turn(struct settings *settings, struct arguments *arguments, int argc, char **argv,
                     unsigned groups, enum turn turn, struct err *err)
{
    bool options = true;

    arguments->count = 0;
    for (int i = 1; i < argc; i++) {
        if (options && strcmp(argv[i], "--") == 0) {
            options = false;
        } else if (options && (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)) {
            arguments->help = true;
        } else if (options && argv[i][0] == '-' && argv[i][1]) {
            if (take_option(settings, arguments, argc, argv, &i, groups, turn, err) < 0)
                return -1;
        } else {
            arguments->words[arguments->count++] = argv[i];
        }
    }
    return 0;
}

int options_parse(struct settings *settings, struct arguments *arguments, int argc, char **argv,
                  unsigned groups, struct err *err)
{
    if (take_turn(settings, arguments, argc, argv, groups, TURN_LANGUAGES, err) < 0)
        return -1;
    if ((groups & OPTIONS_LANGUAGES) && !arguments->help &&
        languages_load(settings->languages_file, settings->remarks, err) < 0)
        return -1;
    return take_turn(settings, arguments, argc, argv, groups, TURN_OTHERS, err);
}

void options_help(FILE *out, unsigned groups)
{
    fputs("options:\n", out);
    for (int i = 0; i < ROWS; i++) {
        char left[64];

        if (!(rows[i].groups & groups))
            continue;
        snprintf(left, sizeof left, "%s%s%s%s%s", rows[i].brief ? rows[i].brief : "",
                 rows[i].brief ? ", " : "", rows[i].name, rows[i].value ? " " : "",
                 rows[i].value ? rows[i].value : "");
        fprintf(out, "  %-24s %s\n", left, rows[i].help);
    }
    fprintf(out, "  %-24s %s\n", "-h, --help", "this text");
}
