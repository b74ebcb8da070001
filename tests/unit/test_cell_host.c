/* SPDX-License-Identifier: MIT */
/*
 * Runs in live cells: time and memory that are hard to attribute. A host that stops everything or
 * takes the core away; memory in holes, in outputs, in pipes, in address space that is not touched. And what a run hands
 * over: a directory, the end of a pipe.
 */
#include "tests/unit/cell_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <time.h>

/* ---- time */

/* Sends a signal to a process and to all that are below it. */
static void signal_tree(pid_t pid, int sig)
{
    char path[64];
    cleanup_file FILE *children = NULL;
    int child;

    kill(pid, sig);
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
    children = fopen(path, "re");
    while (children && fscanf(children, "%d", &child) == 1)
        signal_tree(child, sig);
}

static void time_in_which_everything_was_stopped_is_not_wall_time(void **state)
{
    const char *const argv[] = {"inmate", "sleep", "0.5", NULL};
    struct timespec stopped = {.tv_sec = 6};
    struct pollfd ready = {.events = POLLIN};
    int fds[3];
    WORLD(w);

    ready.fd = cell_fd(w->cell);
    w->request.limits.wall = 4 * NSEC_PER_SEC; /* far more than a busy host needs for the half */
    assert_int_equal(start(w, argv, fds), 0);
    signal_tree(find_init(), SIGSTOP);
    nanosleep(&stopped, NULL);
    /* Again and again: a list of children that is read while they come and go can lack one. */
    do {
        signal_tree(find_init(), SIGCONT);
    } while (poll(&ready, 1, 100) == 0);
    assert_int_equal(finish(w, fds), 0);
    assert_ended(w, RUN_EXITED, 0);
}

/* Processes that compute on one core, each in a session of its own, so that it has its own share. */
static void start_hogs(pid_t *hogs, int count, int core)
{
    cpu_set_t one;

    CPU_ZERO(&one);
    CPU_SET((size_t)core, &one);
    for (int i = 0; i < count; i++) {
        hogs[i] = fork();
        if (hogs[i] == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            setsid();
            sched_setaffinity(0, sizeof one, &one);
            for (volatile unsigned n = 0;; n++) {
            }
        }
    }
}

static void end_hogs(const pid_t *hogs, int count)
{
    for (int i = 0; i < count; i++) {
        kill(hogs[i], SIGKILL);
        waitpid(hogs[i], NULL, 0);
    }
}

static int first_core(void)
{
    cpu_set_t ours;
    int core = 0;

    sched_getaffinity(0, sizeof ours, &ours);
    while (!CPU_ISSET((size_t)core, &ours))
        core++;
    return core;
}

static void time_in_which_others_had_the_core_is_not_wall_time(void **state)
{
    pid_t hogs[6];
    int core = first_core();
    WORLD(w);

    cell_close(w->cell);
    w->cell = NULL;
    assert_int_equal(cell_open(&w->cell, w->sandbox, MIB, core, &w->err), 0);
    w->request.limits.wall = 250 * NSEC_PER_MS;
    w->request.limits.cpu = 10 * NSEC_PER_SEC;
    start_hogs(hogs, 6, core);
    run(w, "burn", "0.2");
    end_hogs(hogs, 6);
    assert_ended(w, RUN_EXITED, 0);
    run(w, "sleep", "60");
    assert_ended(w, RUN_WALL_LIMIT, 0);
}

static void a_cell_can_be_pinned_to_a_core(void **state)
{
    WORLD(w);

    cell_close(w->cell);
    w->cell = NULL;
    assert_int_equal(cell_open(&w->cell, w->sandbox, MIB, first_core(), &w->err), 0);
    assert_says(w, "cores", "", "1\n");
}

/* ---- memory */

static void a_hole_in_an_output_is_not_memory(void **state)
{
    WORLD(w);
    w->request.limits.memory = 48 * MIB;
    w->request.limits.output = 8 * MIB;
    run(w, "hole-and-touch", "40");
    assert_ended(w, RUN_EXITED, 0);
    run(w, "hole-and-touch", "52");
    assert_int_equal(w->result.end, RUN_MEMORY_LIMIT);
}

/* Runs with both outputs' memory there before the run begins. */
static void run_with_reserved_outputs(struct world *w, const char *command, const char *arg)
{
    const char *const argv[] = {"inmate", command, arg, NULL};
    int fds[3];

    make_files(w, fds);
    assert_int_equal(file_reserve(fds[1], w->request.limits.output, NULL), 0);
    assert_int_equal(file_reserve(fds[2], w->request.limits.output, NULL), 0);
    if (start_with(w, argv, fds) < 0 || finish(w, fds) < 0)
        fail_msg("%s", w->err.msg);
}

/* A cgroup's peak does not say whether the output was there already when it was reached. */
static void output_and_memory_are_told_apart_where_the_output_is_reserved(void **state)
{
    WORLD(w);
    w->request.limits.memory = 48 * MIB;
    w->request.limits.output = 8 * MIB;
    run(w, "print-and-touch", "30");
    assert_ended(w, RUN_EXITED, 0);
    assert_false(w->result.memory_unsure);
    run(w, "print-and-touch", "44");
    assert_ended(w, RUN_EXITED, 0);
    assert_int_equal(w->result.memory_unsure, has_cgroup(w));
    run(w, "touch-and-print", "52");
    assert_true(w->result.memory_unsure || w->result.end == RUN_MEMORY_LIMIT);
    run_with_reserved_outputs(w, "print-and-touch", "44");
    assert_ended(w, RUN_EXITED, 0);
    assert_false(w->result.memory_unsure);
    run_with_reserved_outputs(w, "touch-and-print", "52");
    assert_int_equal(w->result.end, RUN_MEMORY_LIMIT);
    assert_false(w->result.memory_unsure);
}

/* On one core each waits for the others. Each alone could use the whole of the CPU time: 24 s. */
static void many_processes_share_the_time_limits(void **state)
{
    WORLD(w);
    cell_close(w->cell);
    w->cell = NULL;
    assert_int_equal(cell_open(&w->cell, w->sandbox, MIB, first_core(), &w->err), 0);
    w->request.limits.processes = 32;
    w->request.limits.cpu = w->request.limits.wall = NSEC_PER_SEC;
    run(w, "burn-in-many", "24");
    assert_ended(w, RUN_CPU_LIMIT, 0);
    assert_in_range(w->result.cpu, NSEC_PER_SEC, 12 * NSEC_PER_SEC);
}

static void what_sits_in_pipes_is_memory(void **state)
{
    WORLD(w);
#ifdef __SANITIZE_ADDRESS__
    if (has_cgroup(w))
        return; /* AddressSanitizer makes init allocate, which it cannot in a group that is full */
#endif
    w->request.limits.memory = 32 * MIB;
    w->request.limits.wall = NSEC_PER_SEC;
    run(w, "pipes", "120");
    assert_int_equal(w->result.end, RUN_MEMORY_LIMIT);
    run(w, "pipes", "4");
    assert_ended(w, RUN_WALL_LIMIT, 0);
}

/* The stack of a thread is as large as that of the main thread, and next to nothing of it is touched. */
static void as_many_threads_as_allowed_can_have_ordinary_stacks(void **state)
{
    WORLD(w);
    w->request.limits.memory = 2048 * MIB;
    w->request.limits.processes = 64;
    assert_says(w, "threads", "60", "60 threads\n");
}

/* ---- what is handed over */

static void a_product_can_be_a_directory(void **state)
{
    cleanup_fd int link = -1, message = -1;
    char bytes[16];
    WORLD(w);

    w->request.product = "feedback";
    w->request.product_is_directory = true;
    for (int i = 0; i < 2; i++) {
        run(w, "feed-back", "feedback");
        assert_ended(w, RUN_EXITED, 42);
        assert_non_null(strstr(said(w), "message: ok\n"));
        assert_true(w->result.product_fd >= 0);
    }
    message = openat(w->result.product_fd, "message", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    assert_int_equal(read(message, bytes, sizeof bytes), 5);
    link = openat(w->result.product_fd, "link", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    assert_int_equal(link, -1);
    w->request.product = NULL;
    assert_says(w, "list", ".", "");
}

static void the_end_of_a_pipe_is_seen_when_the_program_closes_it(void **state)
{
    const char *const argv[] = {"inmate", "close-early", "30", NULL};
    struct pollfd end = {.events = POLLIN};
    int fds[3], ends[2];
    char byte;
    WORLD(w);

    w->request.limits.wall = 2 * NSEC_PER_SEC;
    make_files(w, fds);
    close(fds[1]);
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    fds[1] = ends[1];
    assert_int_equal(start_with(w, argv, fds), 0);
    close(fds[1]);
    fds[1] = file_memfd_empty("stdout", NULL);
    end.fd = ends[0];
    assert_int_equal(poll(&end, 1, ANSWER_MAX_MS), 1);
    assert_int_equal(read(ends[0], &byte, 1), 0);
    end.fd = cell_fd(w->cell);
    assert_int_equal(poll(&end, 1, 0), 0); /* and it still runs */
    assert_int_equal(finish(w, fds), 0);
    assert_ended(w, RUN_WALL_LIMIT, 0);
    close(ends[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_CELL(time_in_which_everything_was_stopped_is_not_wall_time),
        IN_CELL(time_in_which_others_had_the_core_is_not_wall_time),
        IN_CELL(a_cell_can_be_pinned_to_a_core),
        IN_CELL(a_hole_in_an_output_is_not_memory),
        IN_CELL(output_and_memory_are_told_apart_where_the_output_is_reserved),
        IN_CELL(many_processes_share_the_time_limits),
        IN_CELL(what_sits_in_pipes_is_memory),
        IN_CELL(as_many_threads_as_allowed_can_have_ordinary_stacks),
        IN_CELL(a_product_can_be_a_directory),
        IN_CELL(the_end_of_a_pipe_is_seen_when_the_program_closes_it),
    };

    return RUN_AT_ALL_LEVELS("cell host", tests);
}
