/* SPDX-License-Identifier: MIT */
/* Cells without namespaces (isolation basic), as root with a spare uid and as an ordinary user. */
#include "tests/unit/cell_fixture.h"

#include <ctype.h>

static int open_basic(void **state)
{
    return open_world(state, ISOLATION_BASIC);
}

static int open_basic_as_nobody(void **state)
{
    if (geteuid() == 0 &&
        (setgroups(0, NULL) < 0 || setresgid(NOBODY, NOBODY, 0) < 0 ||
         setresuid(NOBODY, NOBODY, 0) < 0 || prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) < 0))
        return -1;
    return open_world(state, ISOLATION_BASIC);
}

static void a_program_runs_and_its_end_is_reported(void **state)
{
    WORLD(w);

    assert_says(w, "cat", "", "0123456789");
    run(w, "exit", "7");
    assert_ended(w, RUN_EXITED, 7);
    run(w, "signal", "11");
    assert_ended(w, RUN_SIGNALED, 11);
}

static void the_limits_end_a_run(void **state)
{
    WORLD(w);

    w->request.limits.cpu = 20 * NSEC_PER_MS;
    run(w, "burn", "600");
    assert_ended(w, RUN_CPU_LIMIT, 0);
    w->request.limits.cpu = NSEC_PER_SEC;
    w->request.limits.wall = 20 * NSEC_PER_MS;
    run(w, "sleep", "600");
    assert_ended(w, RUN_WALL_LIMIT, 0);
    w->request.limits.wall = 5 * NSEC_PER_SEC;
    w->request.limits.idle = 20 * NSEC_PER_MS;
    run(w, "sleep", "600");
    assert_ended(w, RUN_IDLE_LIMIT, 0);
    w->request.limits.idle = 0;
    w->request.limits.memory = 24 * MIB;
    run(w, "touch", "64");
    assert_int_equal(w->result.end, RUN_MEMORY_LIMIT);
    w->request.limits.memory = 64 * MIB;
    w->request.limits.output = 1000;
    run(w, "print", "1001");
    assert_ended(w, RUN_OUTPUT_LIMIT, 0);
    run(w, "print", "1000");
    assert_ended(w, RUN_EXITED, 0);
}

static void a_forbidden_call_is_named(void **state)
{
    WORLD(w);

    run(w, "socket", "");
    assert_ended(w, RUN_FORBIDDEN_CALL, 0);
    assert_string_equal(w->result.call, "socket(AF_INET, SOCK_STREAM)");
}

static void the_hosts_files_cannot_be_opened(void **state)
{
    static const char *const paths[] = {"/etc/passwd", "/proc/1/status", "/proc/self/maps",
                                        "/tmp",        "/root",          "/etc",
                                        "/sys",        "/home"};
    WORLD(w);

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        run(w, "read", paths[i]);
        assert_ended(w, RUN_EXITED, 0);
        if (strcmp(said(w), "open: ENOENT\n") != 0 && strcmp(said(w), "open: EACCES\n") != 0)
            fail_msg("%s: %s", paths[i], said(w));
    }
}

static void an_interpreter_may_not_open_them_either(void **state)
{
    const char *const argv[] = {
        "/usr/bin/python3", "-c",
        "import os, sys\n"
        "for path in ('/etc/passwd', '/proc/self/status', '/tmp', '/etc'):\n"
        "    try:\n"
        "        os.open(path, os.O_RDONLY)\n"
        "        print('opened', path)\n"
        "    except PermissionError:\n"
        "        pass\n"
        "try:\n"
        "    open('mine', 'w')\n"
        "    print('wrote')\n"
        "except PermissionError:\n"
        "    print('well')\n",
        NULL};
    WORLD(w);

    w->request.profile = PROFILE_INTERPRETER;
    w->request.program_fd = -1;
    run_argv(w, argv);
    assert_ended(w, RUN_EXITED, 0);
    assert_string_equal(said(w), "well\n");
}

static void it_is_one_process(void **state)
{
    const char *const argv[] = {"/usr/bin/python3", "-c",
                                "import os\n"
                                "for act in (os.fork, os.setsid, lambda: os.setpgid(0, 0)):\n"
                                "    try:\n"
                                "        act()\n"
                                "        print('done')\n"
                                "    except OSError as e:\n"
                                "        print(e.errno)\n",
                                NULL};
    WORLD(w);

    w->request.profile = PROFILE_INTERPRETER;
    w->request.program_fd = -1;
    run_argv(w, argv);
    assert_ended(w, RUN_EXITED, 0);
    assert_string_equal(said(w), "11\n1\n1\n"); /* EAGAIN, EPERM, EPERM */
}

static void it_can_signal_itself_and_nobody_else(void **state)
{
    char program[400], parent[16];
    const char *const argv[] = {"/usr/bin/python3", "-c", program, NULL};
    WORLD(w);

    snprintf(parent, sizeof parent, "%d", (int)getpid());
    snprintf(program, sizeof program,
             "import os, signal\n"
             "for pid in (%s, os.getppid(), -1, 1, -os.getpgid(0)):\n"
             "    try:\n"
             "        os.kill(pid, 0)\n"
             "        print('reached', pid, flush=True)\n"
             "    except OSError as e:\n"
             "        print(e.errno, flush=True)\n"
             "os.kill(os.getpid(), 0)\n"
             "os.kill(os.getpid(), signal.SIGUSR1)\n",
             parent);
    w->request.profile = PROFILE_INTERPRETER;
    w->request.program_fd = -1;
    run_argv(w, argv);
    assert_string_equal(said(w), "38\n38\n38\n38\n38\n"); /* ENOSYS: no rule lets it pass */
    assert_ended(w, RUN_SIGNALED, SIGUSR1);
}

/* How many processes have this parent. */
static int count_children(pid_t parent)
{
    cleanup_dir DIR *proc = opendir("/proc");
    const struct dirent *entry;
    int n = 0;

    while (proc && (entry = readdir(proc))) {
        char path[300], stat[512] = "";
        cleanup_file FILE *file = NULL;
        const char *rest;
        int its_parent;

        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        file = isdigit((unsigned char)entry->d_name[0]) ? fopen(path, "re") : NULL;
        if (file && fgets(stat, sizeof stat, file) && (rest = strrchr(stat, ')')) &&
            sscanf(rest, ") %*c %d", &its_parent) == 1)
            n += its_parent == parent;
    }
    return n;
}

/* The compiler's profile may fork and write: what it leaves is gone before the answer. */
static void what_a_compiler_leaves_is_gone(void **state)
{
    const char *const leave[] = {"/usr/bin/python3", "-c",
                                 "import os, time\n"
                                 "os.makedirs('a/b/c')\n"
                                 "open('a/b/c/file', 'w').write('x')\n"
                                 "os.symlink('/etc/passwd', 'link')\n"
                                 "if os.fork() == 0:\n"
                                 "    time.sleep(600)\n"
                                 "print(sorted(os.listdir('.')))\n",
                                 NULL};
    WORLD(w);

    w->request.profile = PROFILE_COMPILER;
    w->request.program_fd = -1;
    for (int i = 0; i < 2; i++) {
        run_argv(w, leave);
        assert_ended(w, RUN_EXITED, 0);
        assert_string_equal(said(w), "['a', 'link']\n");
        assert_int_equal(count_children(find_init()), 0);
    }
}

/* Directories named after this process in /tmp, as basic_host.c calls them. */
static int count_directories(void)
{
    cleanup_dir DIR *dir = opendir("/tmp");
    const struct dirent *entry;
    char prefix[64];
    int n = 0;

    snprintf(prefix, sizeof prefix, "winnow-cell.%d.", (int)getpid());
    while (dir && (entry = readdir(dir)))
        n += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
    return n;
}

static void a_closed_cell_leaves_no_process_and_no_directory(void **state)
{
    const char *const argv[] = {"inmate", "sleep", "600", NULL};
    int fds[3];
    pid_t init;
    WORLD(w);

    assert_int_equal(count_directories(), 1);
    init = find_init();
    assert_int_equal(start(w, argv, fds), 0);
    usleep(50000);
    cell_close(w->cell);
    w->cell = NULL;
    for (int i = 0; i < 3; i++)
        close(fds[i]);
    assert_int_equal(kill(init, 0), -1);
    assert_int_equal(count_directories(), 0);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* nothing came to us as an orphan */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_CELL(a_program_runs_and_its_end_is_reported),
        IN_CELL(the_limits_end_a_run),
        IN_CELL(a_forbidden_call_is_named),
        IN_CELL(the_hosts_files_cannot_be_opened),
        IN_CELL(an_interpreter_may_not_open_them_either),
        IN_CELL(it_is_one_process),
        IN_CELL(it_can_signal_itself_and_nobody_else),
        IN_CELL(what_a_compiler_leaves_is_gone),
        IN_CELL(a_closed_cell_leaves_no_process_and_no_directory),
    };

    unsetenv("TMPDIR");
    the_world()->inmate = compile_inmate();
    if (the_world()->inmate < 0)
        return 1;
    return (geteuid() == 0
                ? cmocka_run_group_tests_name("basic cell (root)", tests, open_basic, close_world)
                : 0) +
           cmocka_run_group_tests_name("basic cell (ordinary user)", tests, open_basic_as_nobody,
                                       close_world);
}
