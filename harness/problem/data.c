/* SPDX-License-Identifier: MIT */
#include "problem/flags.h"
#include "problem/parts.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    LOOKED_AT = 65536,   /* of each file: files that have CR LF have it in their first lines */
    LARGEST_MIB = 1024,  /* no contest has larger test files */
    INTERPRETER_MIB = 4, /* Python takes 3 MiB before the program begins, when measured */
};

/* An oddity that several files may share: the first of them, and their number. */
struct finding {
    const char *path;
    size_t count;
};

struct data_scan {
    struct problem *problem;
    const char *largest_path; /* of the answers */
    bytes_t largest;
    struct finding crlf, mark, empty, beyond_memory;
};

static double in_mib(bytes_t size)
{
    return (double)size / (double)MIB;
}

static void note_if(bool found, struct finding *finding, const char *path)
{
    if (found && finding->count++ == 0)
        finding->path = path;
}

static int scan_file(struct data_scan *scan, const char *path, bytes_t *size, struct err *err)
{
    cleanup_free char *text = malloc(LOOKED_AT);
    cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    ssize_t n;

    if (!text)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (fd < 0 || fstat(fd, &st) < 0 || (n = pread(fd, text, LOOKED_AT, 0)) < 0)
        return err_sys(err, ERR_INPUT, "%s", path);
    if (st.st_size > LARGEST_MIB * MIB)
        return err_set(err, ERR_INPUT, "%s: %.0f MiB are more than a test may have, %d MiB", path,
                       in_mib(st.st_size), LARGEST_MIB);
    note_if(memmem(text, (size_t)n, "\r\n", 2) != NULL, &scan->crlf, path);
    note_if(n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0, &scan->mark, path);
    *size = st.st_size;
    return 0;
}

static int scan_tests(struct data_scan *scan, const struct test_case *tests, size_t count,
                      struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        const char *input = tests[i].input.path, *answer = tests[i].answer.path;
        bytes_t input_size, answer_size;

        if (!input || !answer) /* in memory: made by the program, not by a user */
            continue;
        if (scan_file(scan, input, &input_size, err) < 0 ||
            scan_file(scan, answer, &answer_size, err) < 0)
            return -1;
        note_if(input_size > scan->problem->memory_limit, &scan->beyond_memory, input);
        note_if(answer_size == 0 && input_size > 0 && scan->problem->output_validator_count == 0,
                &scan->empty, answer);
        if (answer_size > scan->largest) {
            scan->largest = answer_size;
            scan->largest_path = answer;
        }
    }
    return 0;
}

/*
 * An output limit below an answer would make every right program OLE. A limit that was asked for is a
 * contradiction, and an error in problemtools too. The default one gives way, to twice the largest
 * answer, since problemtools warns of less.
 */
static int settle_output_limit(struct data_scan *scan, struct err *err)
{
    struct problem *problem = scan->problem;

    if (scan->largest <= problem->output_limit)
        return 0;
    if (problem->output_limit_given)
        return err_set(
            err, ERR_INPUT,
            "%s: this answer has %.2f MiB, and the output limit is %.2f MiB: every right "
            "program would exceed it",
            scan->largest_path, in_mib(scan->largest), in_mib(problem->output_limit));
    problem->output_limit = (2 * scan->largest + MIB - 1) / MIB * MIB;
    return parts_warn(problem, err,
                      "%s: this answer has %.2f MiB: the output limit is %.0f MiB, not the default",
                      scan->largest_path, in_mib(scan->largest), in_mib(problem->output_limit));
}

static int warn_of(struct problem *problem, const struct finding *finding, const char *what,
                   struct err *err)
{
    if (finding->count == 0)
        return 0;
    if (finding->count == 1)
        return parts_warn(problem, err, "%s: %s", finding->path, what);
    return parts_warn(problem, err, "%s and %zu more: %s", finding->path, finding->count - 1, what);
}

static int report_findings(struct data_scan *scan, struct err *err)
{
    struct problem *problem = scan->problem;

    if (problem->memory_limit < INTERPRETER_MIB * MIB &&
        parts_warn(problem, err, "the memory limit is %.2f MiB: an interpreter needs more to start",
                   in_mib(problem->memory_limit)) < 0)
        return -1;
    if (warn_of(problem, &scan->crlf, "lines end with CR LF, and are passed on so", err) < 0 ||
        warn_of(problem, &scan->mark,
                "begins with a byte order mark, which is passed on and is part of the first word",
                err) < 0 ||
        warn_of(problem, &scan->empty, "empty: only a program that prints nothing is right", err) <
            0 ||
        warn_of(problem, &scan->beyond_memory,
                "larger than the memory limit: a program cannot hold all of it", err) < 0)
        return -1;
    return 0;
}

/* In place of all tolerances that the package gives. */
static void set_tolerances(struct compare_flags *flags, const struct compare_flags *asked)
{
    flags->float_mode = asked->float_mode;
    flags->float_absolute = asked->float_absolute;
    flags->float_relative = asked->float_relative;
}

static int set_checker(struct problem *problem, const char *name, struct err *err)
{
    char *copy = strdup(name);

    if (!copy)
        return err_set(err, ERR_JUDGE, "out of memory");
    free(problem->checker);
    problem->checker = copy;
    return problem->interactive ? err_set(err, ERR_INPUT,
                                          "--checker: the problem is interactive, and its "
                                          "interactor decides")
                                : 0;
}

static int apply_tolerance(struct problem *problem, const char *tolerance, struct err *err)
{
    cleanup_free char *flags = NULL;
    struct compare_flags compare;

    if (problem->checker)
        return err_set(err, ERR_INPUT, "--float-tolerance: checker %s has its own",
                       problem->checker);
    if (parts_format(&flags, err, "float_tolerance %s", tolerance) < 0 ||
        flags_parse(flags, &compare, err) < 0)
        return -1;
    set_tolerances(&problem->compare, &compare);
    for (size_t i = 0; i < problem->settings_count; i++)
        set_tolerances(&problem->settings[i]->compare, &compare);
    return 0;
}

static int apply(struct problem *problem, const struct problem_overrides *asked, struct err *err)
{
    if (asked->time_limit > 0)
        problem->time_limit = asked->time_limit;
    if (asked->memory_limit > 0)
        problem->memory_limit = asked->memory_limit;
    if (asked->output_limit > 0) {
        problem->output_limit = asked->output_limit;
        problem->output_limit_given = true;
    }
    if (asked->checker && set_checker(problem, asked->checker, err) < 0)
        return -1;
    return asked->float_tolerance ? apply_tolerance(problem, asked->float_tolerance, err) : 0;
}

int problem_settle(struct problem *problem, const struct problem_overrides *asked, struct err *err)
{
    struct data_scan scan = {.problem = problem};

    if (apply(problem, asked, err) < 0 ||
        scan_tests(&scan, problem->samples, problem->sample_count, err) < 0 ||
        scan_tests(&scan, problem->secrets, problem->secret_count, err) < 0 ||
        settle_output_limit(&scan, err) < 0 || report_findings(&scan, err) < 0) {
        if (err)
            parts_printable(err->msg);
        return -1;
    }
    return 0;
}
