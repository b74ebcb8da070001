/* SPDX-License-Identifier: MIT */
/* Runs in live cells: how they end, the limits that end them, and the life of a cell itself. */
#include "tests/unit/cell_fixture.h"

#include <elf.h>
#include <errno.h>
#include <time.h>

/* ---- ends */

/* A sealed file that is no program, or one whose only header names this interpreter. */
static int make_product(const char *interpreter)
{
    struct {
        Elf64_Ehdr head;
        Elf64_Phdr names;
        char interpreter[64];
    } file = {
        .head = {.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB,
                             EV_CURRENT},
                 .e_type = ET_EXEC,
                 .e_machine = EM_X86_64,
                 .e_version = EV_CURRENT,
                 .e_phoff = sizeof file.head,
                 .e_ehsize = sizeof file.head,
                 .e_phentsize = sizeof file.names,
                 .e_phnum = 1},
        .names = {.p_type = PT_INTERP, .p_offset = offsetof(__typeof__(file), interpreter)},
    };

    if (!interpreter)
        return file_memfd("program", "main(){}", 8, NULL);
    file.names.p_filesz = strlen(interpreter) + 1;
    memcpy(file.interpreter, interpreter, strlen(interpreter));
    return file_memfd("program", &file, sizeof file, NULL);
}

static void an_exit_status_is_reported(void **state)
{
    static const int codes[] = {0, 1, 42, 127, 255};
    WORLD(w);

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        char arg[8];

        snprintf(arg, sizeof arg, "%d", codes[i]);
        run(w, "exit", arg);
        assert_ended(w, RUN_EXITED, codes[i]);
    }
}

static void a_deadly_signal_is_reported(void **state)
{
    static const int signals[] = {SIGSEGV, SIGABRT, SIGKILL, SIGTERM, SIGFPE, SIGUSR1, SIGPIPE};
    WORLD(w);

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        char arg[8];

        snprintf(arg, sizeof arg, "%d", signals[i]);
        run(w, "signal", arg);
        assert_ended(w, RUN_SIGNALED, signals[i]);
    }
}

static void a_forbidden_call_is_named(void **state)
{
    WORLD(w);
    run(w, "socket", "");
    assert_ended(w, RUN_FORBIDDEN_CALL, 0);
    assert_string_equal(w->result.call, "socket(AF_INET, SOCK_STREAM)");
    assert_string_equal(said(w), "");
    assert_says(w, "cat", "", "0123456789");
}

static void no_other_program_can_be_executed(void **state)
{
    WORLD(w);
    assert_says(w, "execute", "/usr/bin/true", "execve: EACCES\n");
    assert_says(w, "execute", "/proc/self/exe", "execve: EACCES\n");
}

/* Whatever exec says of a stranger's bytes is the stranger's doing, and the cell goes on. */
static void a_product_that_cannot_be_executed_is_no_failure_of_ours(void **state)
{
    static const struct {
        const char *interpreter; /* NULL: not even a program header */
        int error;
    } products[] = {
        {NULL, ENOEXEC},
        {"/no/such", ENOENT},
        {"/usr", EACCES},
        {"/dev/null", EACCES},
        {"", ENOEXEC},
        {"/proc/1/exe", EPERM},
        {"/usr/bin/gcc/x", ENOTDIR},
    };
    WORLD(w);

    for (size_t i = 0; i < sizeof products / sizeof *products; i++) {
        cleanup_fd int product = make_product(products[i].interpreter);

        w->request.program_fd = product;
        run(w, "exit", "0");
        assert_ended(w, RUN_NOT_EXECUTABLE, products[i].error);
        w->request.program_fd = w->inmate;
        assert_says(w, "cat", "", "0123456789");
    }
}

static void what_lingers_is_dead_before_the_answer(void **state)
{
    struct timespec quarter = {.tv_nsec = 250000000};
    const char *const argv[] = {"inmate", "linger", NULL};
    int fds[3], copy;
    WORLD(w);

    assert_int_equal(start(w, argv, fds), 0);
    copy = dup(fds[1]);
    assert_int_equal(finish(w, fds), 0);
    assert_ended(w, RUN_EXITED, 0);
    nanosleep(&quarter, NULL);
    assert_int_equal(file_size(copy), 0);
    close(copy);
}

/* ---- limits */

static void the_cpu_limit_ends_a_run(void **state)
{
    WORLD(w);
    w->request.limits.cpu = 200 * NSEC_PER_MS;
    run(w, "burn", "0.1");
    assert_ended(w, RUN_EXITED, 0);
    assert_in_range(w->result.cpu, 90 * NSEC_PER_MS, 200 * NSEC_PER_MS);
    run(w, "burn", "");
    assert_ended(w, RUN_CPU_LIMIT, 0);
    assert_in_range(w->result.cpu, 200 * NSEC_PER_MS, 500 * NSEC_PER_MS);
}

static void the_cpu_limit_counts_children(void **state)
{
    WORLD(w);
    w->request.limits.cpu = 200 * NSEC_PER_MS;
    w->request.limits.wall = 2 * NSEC_PER_SEC;
    if (has_cgroup(w)) {
        run(w, "burn-in-child", "");
        assert_ended(w, RUN_CPU_LIMIT, 0);
        assert_in_range(w->result.cpu, 200 * NSEC_PER_MS, 500 * NSEC_PER_MS);
    }
    /* Without a cgroup what children used is known when they are reaped. */
    run(w, "burn-in-child", "0.3");
    assert_ended(w, RUN_CPU_LIMIT, 0);
}

static void the_wall_limit_ends_a_run(void **state)
{
    WORLD(w);
    w->request.limits.wall = 300 * NSEC_PER_MS;
    run(w, "sleep", "0.05");
    assert_ended(w, RUN_EXITED, 0);
    assert_in_range(w->result.wall, 50 * NSEC_PER_MS, 300 * NSEC_PER_MS);
    run(w, "sleep", "60");
    assert_ended(w, RUN_WALL_LIMIT, 0);
    assert_in_range(w->result.wall, 300 * NSEC_PER_MS, NSEC_PER_SEC);
    assert_true(w->result.cpu < 100 * NSEC_PER_MS);
}

static void a_run_that_sleeps_for_too_long_is_ended(void **state)
{
    WORLD(w);
    w->request.limits.idle = 300 * NSEC_PER_MS;
    run(w, "sleep", "0.05");
    assert_ended(w, RUN_EXITED, 0);
    run(w, "sleep", "60");
    assert_ended(w, RUN_IDLE_LIMIT, 0);
    assert_true(w->result.wall > 300 * NSEC_PER_MS);
    run(w, "burn", "0.6");
    assert_ended(w, RUN_EXITED, 0);
    run(w, "burn-in-child", "0.6"); /* its parent sleeps, the run does not */
    assert_ended(w, RUN_EXITED, 0);
}

static void a_run_that_waits_for_somebody_else_does_not_sleep(void **state)
{
    const char *const argv[] = {"inmate", "sleep", "0.6", NULL};
    int fds[3];
    WORLD(w);

    w->request.limits.idle = 300 * NSEC_PER_MS;
    assert_int_equal(start(w, argv, fds), 0);
    cell_hold_idle(w->cell, true);
    assert_int_equal(finish(w, fds), 0);
    assert_ended(w, RUN_EXITED, 0);
    run(w, "sleep", "60"); /* the next run does not wait */
    assert_ended(w, RUN_IDLE_LIMIT, 0);
}

/* Small figures are those of the cell's init, whose resident set a program starts from. */
static void the_memory_limit_ends_a_run(void **state)
{
    bytes_t least;
    WORLD(w);

    run(w, "exit", "0");
    least = w->result.memory;
    w->request.limits.memory = 48 * MIB;
    run(w, "touch", "40");
    assert_ended(w, RUN_EXITED, 0);
    assert_in_range(w->result.memory, 40 * MIB, 48 * MIB);
    run(w, "touch", "200");
    assert_int_equal(w->result.end, RUN_MEMORY_LIMIT);
    assert_true(w->result.memory >= 47 * MIB);
    /* What one run took is not held against the next. */
    run(w, "touch", "2");
    assert_ended(w, RUN_EXITED, 0);
    assert_true(w->result.memory < least + 8 * MIB);
}

static void files_count_as_memory(void **state)
{
    WORLD(w);
    cell_close(w->cell);
    w->cell = NULL;
    assert_int_equal(cell_open(&w->cell, w->sandbox, 96 * MIB, -1, &w->err), 0);
    w->request.limits.memory = 48 * MIB;
    w->request.limits.file_size = 96 * MIB;
    run(w, "file", "64000000");
    assert_int_equal(w->result.end, RUN_MEMORY_LIMIT);
    assert_says(w, "cat", "", "0123456789");
}

static void output_may_be_exactly_as_long_as_the_limit(void **state)
{
    WORLD(w);
    w->request.limits.output = 5000;
    w->request.limits.file_size = 1000;
    for (int stream = 0; stream < 2; stream++) {
        const char *command = stream == 0 ? "print" : "complain";
        const struct buf *printed = stream == 0 ? &w->out : &w->complaints;

        run(w, command, "4999");
        assert_ended(w, RUN_EXITED, 0);
        run(w, command, "5000");
        assert_ended(w, RUN_EXITED, 0);
        assert_int_equal(printed->len, 5000);
        run(w, command, "5001");
        assert_int_equal(w->result.end, RUN_OUTPUT_LIMIT);
        run(w, command, "10000000");
        assert_int_equal(w->result.end, RUN_OUTPUT_LIMIT);
        assert_int_equal(printed->len, 5001);
    }
    run(w, "print", "4321");
    assert_int_equal(w->result.output, 4321);
}

static void no_output_at_all_may_be_allowed(void **state)
{
    WORLD(w);
    w->request.limits.output = 0;
    run(w, "exit", "0");
    assert_ended(w, RUN_EXITED, 0);
    run(w, "print", "1");
    assert_int_equal(w->result.end, RUN_OUTPUT_LIMIT);
}

static void the_file_limit_ends_a_run(void **state)
{
    WORLD(w);
    w->request.limits.output = 1000;
    w->request.limits.file_size = 50000;
    run(w, "file", "50000");
    assert_ended(w, RUN_EXITED, 0);
    run(w, "file", "50002");
    assert_ended(w, RUN_FILE_LIMIT, SIGXFSZ);
    assert_says(w, "deaf-file", "50002", "write: EFBIG\n");
}

static void the_work_directory_has_a_size_of_its_own(void **state)
{
    WORLD(w);
    w->request.limits.file_size = 64 * MIB;
    run(w, "file", "17000000"); /* of 16 MiB */
    assert_ended(w, RUN_EXITED, 4);
}

/* The main process is one of them. Without a cgroup the refusal is only seen by the program. */
static void the_process_limit_holds(void **state)
{
    WORLD(w);
    w->request.limits.processes = 5;
    w->request.limits.wall = NSEC_PER_SEC;
    assert_says(w, "fork", "4", "4 children\n");
    run(w, "fork", "5");
    if (has_cgroup(w)) {
        assert_int_equal(w->result.end, RUN_PROCESS_LIMIT);
    } else {
        assert_ended(w, RUN_EXITED, 1);
        assert_string_equal(said(w), "4 children\n");
    }
    assert_says(w, "fork", "4", "4 children\n");
}

static void the_stack_is_as_large_as_the_memory_or_as_asked(void **state)
{
    WORLD(w);
    run(w, "stack", "40");
    assert_ended(w, RUN_EXITED, 0);
    w->request.limits.stack = 8 * MIB;
    run(w, "stack", "6");
    assert_ended(w, RUN_EXITED, 0);
    run(w, "stack", "40");
    assert_ended(w, RUN_SIGNALED, SIGSEGV);
}

/* ---- the cell */

static void hundreds_of_runs_leave_no_descriptor_behind(void **state)
{
    static const char *const commands[] = {"exit", "socket", "fork", "signal", "list"};
    const char *const args[] = {"3", "", "2", "9", "/work"};
    const char *const by_name[] = {"/usr/bin/true", NULL};
    const struct run_file file = {"given", STDIN_FILENO};
    int ours, inits;
    WORLD(w);

    for (int i = 0; i < 300; i++) {
        if (i == 10) {
            ours = count_descriptors(getpid());
            inits = count_descriptors(find_init());
            assert_true(inits > 0);
        }
        w->request.product = i % 2 ? "product" : NULL;
        w->request.files = &file;
        w->request.file_count = 0;
        w->request.program_fd = w->inmate;
        run(w, commands[i % 5], args[i % 5]);
        w->request.program_fd = -1; /* a compiler or an interpreter is not handed over */
        w->request.product = NULL;
        run_argv(w, by_name);
        assert_ended(w, RUN_EXITED, 0);
    }
    assert_int_equal(count_descriptors(find_init()), inits);
    assert_int_equal(count_descriptors(getpid()), ours);
}

static void a_cell_that_dies_gives_an_error_and_no_result(void **state)
{
    const char *const argv[] = {"inmate", "sleep", "10", NULL};
    int fds[3];
    WORLD(w);

    w->result.code = 77;
    assert_int_equal(start(w, argv, fds), 0);
    assert_int_equal(kill(find_init(), SIGKILL), 0);
    assert_int_equal(finish(w, fds), -1);
    assert_int_equal(w->err.kind, ERR_JUDGE);
    assert_string_equal(w->err.msg, "cell: the cell has died");
    assert_int_equal(w->result.code, 77);
}

static void a_dead_cell_takes_no_request(void **state)
{
    const char *const argv[] = {"inmate", "exit", "0", NULL};
    struct pollfd gone;
    int fds[3];
    WORLD(w);

    assert_int_equal(kill(find_init(), SIGKILL), 0);
    gone = (struct pollfd){.fd = cell_fd(w->cell), .events = POLLIN};
    assert_int_equal(poll(&gone, 1, ANSWER_MAX_MS), 1);
    assert_int_equal(start(w, argv, fds), -1);
    assert_int_equal(w->err.kind, ERR_JUDGE);
    assert_non_null(strstr(w->err.msg, "sending a request"));
    for (int i = 0; i < 3; i++)
        close(fds[i]);
}

static void closing_a_cell_ends_what_runs_in_it(void **state)
{
    const char *const argv[] = {"inmate", "sleep", "60", NULL};
    int fds[3];
    pid_t init;
    WORLD(w);

    assert_int_equal(start(w, argv, fds), 0);
    init = find_init();
    assert_int_equal(kill(init, 0), 0);
    cell_close(w->cell);
    w->cell = NULL;
    assert_int_equal(kill(init, 0), -1);
    assert_int_equal(errno, ESRCH);
    for (int i = 0; i < 3; i++)
        close(fds[i]);
}

static void a_program_that_is_not_there_is_our_failure(void **state)
{
    const char *const argv[] = {"/usr/bin/no-such-program", NULL};
    int fds[3];
    WORLD(w);

    w->request.program_fd = -1;
    assert_int_equal(start(w, argv, fds), 0);
    assert_int_equal(finish(w, fds), -1);
    assert_int_equal(w->err.kind, ERR_JUDGE);
    assert_non_null(strstr(w->err.msg, "No such file"));
}

static void a_run_without_limits_is_refused(void **state)
{
    const char *const argv[] = {"inmate", "exit", "0", NULL};
    int fds[3];
    WORLD(w);

    w->request.limits.cpu = 0;
    assert_int_equal(start(w, argv, fds), -1);
    for (int i = 0; i < 3; i++)
        close(fds[i]);
}

static void two_cells_run_at_the_same_time(void **state)
{
    const char *const argv[] = {"inmate", "sleep", "0.3", NULL};
    struct cell *first, *second;
    int fds[3], more[3];
    WORLD(w);

    assert_int_equal(cell_open(&second, w->sandbox, MIB, -1, &w->err), 0);
    first = w->cell;
    assert_int_equal(start(w, argv, fds), 0);
    w->cell = second;
    run(w, "exit", "7");
    assert_ended(w, RUN_EXITED, 7);
    assert_int_equal(start(w, argv, more), 0);
    assert_int_equal(finish(w, more), 0);
    assert_ended(w, RUN_EXITED, 0);
    w->cell = first;
    assert_int_equal(finish(w, fds), 0);
    assert_ended(w, RUN_EXITED, 0);
    cell_close(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_CELL(an_exit_status_is_reported),
        IN_CELL(a_deadly_signal_is_reported),
        IN_CELL(a_forbidden_call_is_named),
        IN_CELL(no_other_program_can_be_executed),
        IN_CELL(a_product_that_cannot_be_executed_is_no_failure_of_ours),
        IN_CELL(what_lingers_is_dead_before_the_answer),
        IN_CELL(the_cpu_limit_ends_a_run),
        IN_CELL(the_cpu_limit_counts_children),
        IN_CELL(the_wall_limit_ends_a_run),
        IN_CELL(a_run_that_sleeps_for_too_long_is_ended),
        IN_CELL(a_run_that_waits_for_somebody_else_does_not_sleep),
        IN_CELL(the_memory_limit_ends_a_run),
        IN_CELL(files_count_as_memory),
        IN_CELL(output_may_be_exactly_as_long_as_the_limit),
        IN_CELL(no_output_at_all_may_be_allowed),
        IN_CELL(the_file_limit_ends_a_run),
        IN_CELL(the_work_directory_has_a_size_of_its_own),
        IN_CELL(the_process_limit_holds),
        IN_CELL(the_stack_is_as_large_as_the_memory_or_as_asked),
        IN_CELL(hundreds_of_runs_leave_no_descriptor_behind),
        IN_CELL(a_cell_that_dies_gives_an_error_and_no_result),
        IN_CELL(a_dead_cell_takes_no_request),
        IN_CELL(closing_a_cell_ends_what_runs_in_it),
        IN_CELL(a_program_that_is_not_there_is_our_failure),
        IN_CELL(a_run_without_limits_is_refused),
        IN_CELL(two_cells_run_at_the_same_time),
    };

    return RUN_AT_ALL_LEVELS("cell", tests);
}
