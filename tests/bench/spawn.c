/* SPDX-License-Identifier: MIT */
/*
 * Starts one program in several ways in turn, round after round, in one process: bare
 * (posix_spawn, waitpid) and in a cell that is kept alive. The difference is the cost of the cell.
 *
 *     spawn LEVEL ROUNDS PAUSE_MS LANGUAGE [WAY]     all ways, or this one
 *
 * The directory that it runs in holds `program` or `main.py`, and `input`, which is stdin. Prints
 * the names of the ways, then a line of nanoseconds for each round, tab-separated. The program must
 * exit with 0 and print the same in every way. The order of the ways changes from round to round; the
 * first rounds are not counted. In every way the clock starts after descriptors are made.
 */
#include "base/clock.h"
#include "base/file.h"
#include "judge/classify.h"
#include "lang/program.h"
#include "winnow/cleanup.h"
#include "winnow/sandbox.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

enum { WARM_UP = 10, ANSWER_MAX_MS = 60000 };

static const bytes_t output_max = 4 * MIB;

struct bench {
    struct sandbox *sandbox;
    struct cell *cell;
    struct program program;
    int input;
    struct buf expected; /* what the first run printed */
    bool ran;
};

typedef int run_way(struct bench *bench, const int fds[3], nsec_t *took, struct err *err);

/* ---- the ways */

static int run_bare(struct bench *bench, const int fds[3], nsec_t *took, struct err *err)
{
    const char *const *command = bench->program.language->run;
    posix_spawn_file_actions_t actions;
    extern char **environ;
    nsec_t start;
    pid_t pid;
    int rc, status = -1;

    posix_spawn_file_actions_init(&actions);
    for (int i = 0; i < 3; i++)
        posix_spawn_file_actions_adddup2(&actions, fds[i], i);
    start = clock_now();
    rc = posix_spawn(&pid, command[0], &actions, NULL, (char *const *)command, environ);
    if (rc == 0)
        waitpid(pid, &status, 0);
    *took = clock_now() - start;
    posix_spawn_file_actions_destroy(&actions);
    if (rc != 0 || status != 0)
        return err_set(err, ERR_JUDGE, "bare: cannot be started, or status %d", status);
    return 0;
}

/* The request is made as the judge makes it. */
static int run_request(struct bench *bench, const int fds[3], bool warm, nsec_t *took,
                       struct err *err)
{
    struct pollfd answer = {.fd = cell_fd(bench->cell), .events = POLLIN};
    struct allowance allowance = {
        .time = 10 * NSEC_PER_SEC, .memory = 256 * MIB, .output = output_max};
    struct run_request request = {.program_fd = -1,
                                  .stdin_fd = fds[0],
                                  .stdout_fd = fds[1],
                                  .stderr_fd = fds[2],
                                  .limits = run_limits(&allowance, false)};
    struct program_call call;
    struct run_result result;
    nsec_t start = clock_now();

    program_fill(&bench->program, NULL, &call, &request);
    if (!warm)
        request.warm = NULL;
    if (cell_start(bench->cell, &request, err) < 0)
        return -1;
    if (poll(&answer, 1, ANSWER_MAX_MS) != 1)
        return err_set(err, ERR_JUDGE, "the cell does not answer");
    if (cell_finish(bench->cell, &result, err) < 0)
        return -1;
    *took = clock_now() - start;
    if (result.end != RUN_EXITED || result.code != 0)
        return err_set(err, ERR_JUDGE, "in the cell: ended with %d, code %d %s", result.end,
                       result.code, result.call);
    return 0;
}

static int run_in_cell(struct bench *bench, const int fds[3], nsec_t *took, struct err *err)
{
    return run_request(bench, fds, true, took, err);
}

/* In a new interpreter, as winnow runs a program again whose time was near its limit. */
static int run_anew(struct bench *bench, const int fds[3], nsec_t *took, struct err *err)
{
    return run_request(bench, fds, false, took, err);
}

static const struct way {
    const char *name;
    run_way *run;
} ways[] = {
    {"bare", run_bare},
    {"cell", run_in_cell},
    {"anew", run_anew},
};

enum { WAYS = sizeof ways / sizeof *ways };

/* ---- rounds */

static int check_output(struct bench *bench, int fd, const char *way, struct err *err)
{
    cleanup_with(buf_release) struct buf output = BUF_INIT((size_t)output_max);

    if (file_read_fd(fd, &output, err) < 0)
        return -1;
    if (!bench->ran) {
        bench->ran = true;
        return buf_adds(&bench->expected, buf_str(&output));
    }
    if (strcmp(buf_str(&output), buf_str(&bench->expected)) != 0)
        return err_set(err, ERR_JUDGE, "%s: printed something else", way);
    return 0;
}

static int run_once(struct bench *bench, const struct way *way, nsec_t *took, struct err *err)
{
    cleanup_fd int in = file_reopen(bench->input, err);
    cleanup_fd int out = file_memfd_empty("stdout", err);
    cleanup_fd int complaints = file_memfd_empty("stderr", err);

    if (in < 0 || out < 0 || complaints < 0)
        return -1;
    if (way->run(bench, (int[]){in, out, complaints}, took, err) < 0)
        return -1;
    return check_output(bench, out, way->name, err);
}

/* For what the process as a whole uses: page faults. */
static int run_way_alone(struct bench *bench, int rounds, const char *name, struct err *err)
{
    nsec_t took;

    for (int i = 0; i < WAYS; i++)
        for (int round = 0; round < rounds && strcmp(ways[i].name, name) == 0; round++)
            if (run_once(bench, &ways[i], &took, err) < 0)
                return -1;
    return 0;
}

static int run_rounds(struct bench *bench, int rounds, int pause_ms, struct err *err)
{
    const nsec_t pause = pause_ms * NSEC_PER_MS;
    const struct timespec rest = {.tv_sec = pause / NSEC_PER_SEC, .tv_nsec = pause % NSEC_PER_SEC};

    for (int i = 0; i < WAYS; i++)
        printf("%s%c", ways[i].name, i < WAYS - 1 ? '\t' : '\n');
    for (int round = -WARM_UP; round < rounds; round++) {
        nsec_t took[WAYS];

        for (int i = 0; i < WAYS; i++) {
            int way = (i + round + WARM_UP) % WAYS;

            nanosleep(&rest, NULL);
            if (run_once(bench, &ways[way], &took[way], err) < 0)
                return -1;
        }
        for (int i = 0; i < WAYS && round >= 0; i++)
            printf("%lld%c", (long long)took[i], i < WAYS - 1 ? '\t' : '\n');
    }
    return 0;
}

/* ---- getting ready */

static int load_program(struct bench *bench, const char *name, struct err *err)
{
    const struct language *language = language_by_name(name);
    const char *file;
    cleanup_fd int fd = -1;

    if (!language)
        return err_set(err, ERR_INPUT, "unknown language '%s'", name);
    file = language->product ? language->product : language->source_name;
    fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_sys(err, ERR_INPUT, "%s", file);
    bench->program.language = language;
    bench->program.fd = file_memfd_copy("program", fd, 0, file_size(fd), err);
    if (bench->program.fd < 0)
        return -1;
    program_find_modules(&bench->program);
    return 0;
}

static int open_bench(struct bench *bench, const char *level_name, const char *language,
                      struct err *err)
{
    enum isolation level;

    if (isolation_parse(level_name, &level, err) < 0 || load_program(bench, language, err) < 0)
        return -1;
    bench->input = open("input", O_RDONLY | O_CLOEXEC);
    if (bench->input < 0)
        return err_sys(err, ERR_INPUT, "input");
    if (sandbox_open(&bench->sandbox, level, err) < 0)
        return -1;
    return cell_open(&bench->cell, bench->sandbox, 64 * MIB, -1, err);
}

static void close_bench(struct bench *bench)
{
    cell_close(bench->cell);
    sandbox_close(bench->sandbox);
    program_release(&bench->program);
    buf_release(&bench->expected);
    if (bench->input >= 0)
        close(bench->input);
}

int main(int argc, char **argv)
{
    struct bench bench = {.input = -1, .program.fd = -1, .expected = BUF_INIT((size_t)output_max)};
    struct err err = {0};
    int rc = -1;

    if (argc != 5 && argc != 6) {
        fprintf(stderr, "usage: spawn LEVEL ROUNDS PAUSE_MS LANGUAGE [WAY]\n");
        return 2;
    }
    if (open_bench(&bench, argv[1], argv[4], &err) == 0)
        rc = argc == 6 ? run_way_alone(&bench, atoi(argv[2]), argv[5], &err)
                       : run_rounds(&bench, atoi(argv[2]), atoi(argv[3]), &err);
    close_bench(&bench);
    if (rc < 0)
        fprintf(stderr, "spawn: %s\n", err.msg);
    return rc < 0 ? 3 : 0;
}
