/* SPDX-License-Identifier: MIT */
/* What a program in a live cell sees: who and where it is, its surroundings, its privileges. */
#include "tests/unit/cell_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>

/* The rest of the line that begins with `key`, in static memory. */
static const char *line_of(const struct world *w, const char *key)
{
    static char value[256];
    const char *line = said(w);
    size_t n = strlen(key);

    while (*line && strncmp(line, key, n) != 0) {
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    if (!*line)
        fail_msg("no line '%s' in: %s", key, said(w));
    line += n;
    snprintf(value, sizeof value, "%.*s", (int)strcspn(line, "\n"), line);
    return value;
}

static void it_is_somewhere_and_somebody_else(void **state)
{
    unsigned uid, effective;
    WORLD(w);

    run(w, "who", "");
    assert_ended(w, RUN_EXITED, 0);
    assert_string_equal(line_of(w, "cwd "), "/work");
    assert_string_equal(line_of(w, "host "), "winnow");
    assert_string_equal(line_of(w, "session "), "own");
    assert_string_equal(line_of(w, "pid 1 "), "its parent");
    assert_string_equal(line_of(w, "groups "), "0");
    assert_int_equal(sscanf(line_of(w, "uid "), "%u %u", &uid, &effective), 2);
    assert_int_equal(uid, effective);
    if (w->level == ISOLATION_FULL)
        assert_in_range(uid, 0x70000000, 0x7ffffffe);
    else
        assert_int_equal(uid, 1000);
    assert_int_equal(sscanf(line_of(w, "gid "), "%u %u", &uid, &effective), 2);
    assert_int_equal(uid, effective);
    assert_true(uid >= 1000);
}

static void two_cells_have_two_uids(void **state)
{
    struct cell *first, *second;
    char uid[64];
    WORLD(w);

    if (w->level != ISOLATION_FULL)
        return; /* one uid is all that is mapped */
    run(w, "who", "");
    snprintf(uid, sizeof uid, "%s", line_of(w, "uid "));
    assert_int_equal(cell_open(&second, w->sandbox, MIB, -1, &w->err), 0);
    first = w->cell;
    w->cell = second;
    run(w, "who", "");
    w->cell = first;
    cell_close(second);
    assert_string_not_equal(line_of(w, "uid "), uid);
}

static void its_environment_is_ours_and_nothing_more(void **state)
{
    WORLD(w);
    setenv("WINNOW_UNIT_SECRET", "1", 1);
    assert_says(w, "environment", "",
                "PATH=/usr/bin:/bin\nHOME=/work\nTMPDIR=/work\nLANG=C.UTF-8\nPYTHONHASHSEED=0\n"
                "PYTHONDONTWRITEBYTECODE=1\nONLINE_JUDGE=1\n");
}

static void its_descriptors_are_three(void **state)
{
    cleanup_fd int ours = open("/", O_RDONLY | O_DIRECTORY); /* not close-on-exec, on purpose */
    cleanup_fd int given = file_memfd("given", "x", 1, NULL);
    const struct run_file file = {"given", given};
    WORLD(w);

    assert_true(ours > 2);
    w->request.files = &file;
    w->request.file_count = 1;
    w->request.product = "product";
    assert_says(w, "descriptors", "", "0\n1\n2\n");
    cell_close(w->cell);
    w->cell = NULL;
    assert_int_equal(cell_open(&w->cell, w->sandbox, MIB, -1, &w->err), 0);
    assert_says(w, "descriptors", "", "0\n1\n2\n");
    /* As /proc tells it: these, and the one that lists them. */
    assert_says(w, "list", "/proc/self/fd", "0\n1\n2\n3\n");
}

static void it_has_no_capability_and_can_gain_none(void **state)
{
    static const char *const sets[] = {"CapInh:\t", "CapPrm:\t", "CapEff:\t", "CapBnd:\t",
                                       "CapAmb:\t"};
    WORLD(w);

    run(w, "read", "/proc/self/status");
    assert_ended(w, RUN_EXITED, 0);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        assert_string_equal(line_of(w, sets[i]), "0000000000000000");
    assert_string_equal(line_of(w, "NoNewPrivs:\t"), "1");
    assert_string_equal(line_of(w, "Seccomp:\t"), "2");
    assert_string_equal(line_of(w, "SigBlk:\t"), "0000000000000000");
    assert_string_equal(line_of(w, "SigIgn:\t"), "0000000000000000");
}

static void its_limits_are_hard(void **state)
{
    WORLD(w);
    w->request.limits.stack = 8 * MIB;
    run(w, "read", "/proc/self/limits");
    assert_ended(w, RUN_EXITED, 0);
    assert_non_null(strstr(line_of(w, "Max core file size "), "0                    0 "));
    assert_non_null(strstr(line_of(w, "Max stack size "), "8388608              8388608 "));
    assert_non_null(strstr(line_of(w, "Max open files "), "256                  256 "));
    assert_non_null(strstr(line_of(w, "Max locked memory "), "0                    0 "));
    assert_non_null(strstr(line_of(w, "Max cpu time "), "3                    3 "));
}

static void its_addresses_are_the_same_in_every_run(void **state)
{
    char first[2048];
    WORLD(w);

    run(w, "read", "/proc/self/maps");
    assert_ended(w, RUN_EXITED, 0);
    snprintf(first, sizeof first, "%s", said(w));
    assert_non_null(strstr(first, "[stack]"));
    for (int i = 0; i < 3; i++)
        assert_says(w, "read", "/proc/self/maps", first);
}

static void it_sees_no_network(void **state)
{
    WORLD(w);
    run(w, "read", "/proc/self/net/dev");
    assert_ended(w, RUN_EXITED, 0);
    /* Two lines of headings and the loopback device, or not even that. */
    if (strcmp(said(w), "open: ENOENT\n") != 0) {
        assert_non_null(line_of(w, "    lo:"));
        assert_string_equal(strchr(strstr(said(w), "lo:"), '\n'), "\n");
    }
}

static void its_root_is_minimal(void **state)
{
    static const char *const may[] = {"bin",    "dev",  "etc", "lib", "lib32", "lib64",
                                      "libx32", "proc", "tmp", "usr", "work"};
    WORLD(w);

    run(w, "list", "/");
    assert_ended(w, RUN_EXITED, 0);
    for (const char *name = said(w); *name; name = strchr(name, '\n') + 1) {
        bool known = false;

        for (size_t i = 0; i < sizeof may / sizeof *may; i++)
            known = known || strncmp(name, may[i], strcspn(name, "\n")) == 0;
        if (!known)
            fail_msg("unexpected: /%.*s", (int)strcspn(name, "\n"), name);
    }
    assert_says(w, "list", "/etc",
                access("/etc/alternatives", F_OK) == 0 ? "alternatives\nld.so.cache\n"
                                                       : "ld.so.cache\n");
    assert_says(w, "list", "/dev",
                "fd\nfull\nnull\nrandom\nshm\nstderr\nstdin\nstdout\nurandom\nzero\n");
}

static void the_host_is_out_of_sight(void **state)
{
    static const char *const paths[] = {
        "/etc/passwd", "/root",         "/home",        "/usr/share",
        "/usr/local",  "/sys",          "/var",         "/proc/sys",
        "/proc/kcore", "/proc/cpuinfo", "/proc/mounts", "/proc/2/status",
        "/dev/tty",    "/dev/kmsg",     "/dev/ptmx",    "/../../etc/passwd",
        "/sbin"};
    WORLD(w);

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        run(w, "read", paths[i]);
        if (strcmp(said(w), "open: ENOENT\n") != 0 && strcmp(paths[i], "/proc/mounts") != 0)
            fail_msg("%s: %.200s", paths[i], said(w));
    }
}

/* It is there, as it is everywhere; what it is made of is its own business. */
static void init_is_hidden(void **state)
{
    static const char *const paths[] = {"/proc/1/status", "/proc/1/environ", "/proc/1/mem",
                                        "/proc/1/maps"};
    WORLD(w);

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        run(w, "read", paths[i]);
        if (strcmp(said(w), "open: ENOENT\n") != 0 && strcmp(said(w), "open: EACCES\n") != 0 &&
            strcmp(said(w), "open: EPERM\n") != 0)
            fail_msg("%s: %.200s", paths[i], said(w));
    }
}

static void only_its_work_directory_can_be_written(void **state)
{
    static const char *const paths[] = {"/x",
                                        "/usr/x",
                                        "/usr/bin/x",
                                        "/usr/lib/x",
                                        "/etc/x",
                                        "/dev/x",
                                        "/proc/x",
                                        "/etc/ld.so.cache",
                                        "/usr/bin/gcc",
                                        "/proc/self/oom_score_adj",
                                        "/proc/self/comm"};
    WORLD(w);

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        run(w, "write", paths[i]);
        assert_ended(w, RUN_EXITED, 0);
        if (strcmp(said(w), "write: ok\n") == 0)
            fail_msg("%s can be written", paths[i]);
    }
    assert_says(w, "write", "/work/x", "write: ok\n");
    assert_says(w, "write", "/tmp/x", "write: ok\n");
    assert_says(w, "write", "/dev/null", "write: ok\n");
}

static void an_interpreter_runs_a_source_that_is_given(void **state)
{
    static const char source[] = "import sys, asyncio\n"
                                 "async def f(): return sum(map(int, sys.stdin.read()))\n"
                                 "print(asyncio.run(f()), __file__, sys.argv[1:])\n";
    const char *const argv[] = {"/usr/bin/python3", "main.py", "a b", NULL};
    cleanup_fd int main_py = file_memfd("main.py", source, sizeof source - 1, NULL);
    const struct run_file file = {"main.py", main_py};
    WORLD(w);

    if (access("/usr/bin/python3", X_OK) < 0)
        skip();
    w->request.profile = PROFILE_INTERPRETER;
    w->request.program_fd = -1;
    w->request.files = &file;
    w->request.file_count = 1;
    w->request.limits.cpu = 10 * NSEC_PER_SEC;
    w->request.limits.wall = 10 * NSEC_PER_SEC;
    for (int i = 0; i < 2; i++) {
        run_argv(w, argv);
        assert_ended(w, RUN_EXITED, 0);
        assert_string_equal(said(w), "45 /work/main.py ['a b']\n");
    }
}

/* Read-only; a file that is renamed into it later appears at once. */
static void a_directory_can_be_shown_to_it(void **state)
{
    char dir[] = "/tmp/winnow-shown.XXXXXX", path[64], temp[64];
    struct sandbox_facts facts;
    WORLD(w);

    sandbox_describe(w->sandbox, &facts);
    assert_true(facts.shows_dirs);
    assert_non_null(mkdtemp(dir));
    assert_int_equal(chmod(dir, 0777), 0);
    snprintf(path, sizeof path, "%s/new", dir);
    snprintf(temp, sizeof temp, "%s/temp", dir);
    cell_close(w->cell);
    w->cell = NULL;
    assert_int_equal(cell_open_showing(&w->cell, w->sandbox, MIB, -1, dir, &w->err), 0);
    assert_says(w, "list", SHOWN_DIR, "");
    assert_int_equal(file_replace(temp, "content\n", 8, NULL), 0);
    assert_int_equal(chmod(temp, 0444), 0);
    assert_int_equal(rename(temp, path), 0);
    assert_says(w, "list", SHOWN_DIR, "new\n");
    assert_says(w, "read", SHOWN_DIR "/new", "content\n");
    run(w, "write", SHOWN_DIR "/mine");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(dir), 0); /* nothing else is in it */
}

static void a_directory_that_is_not_there_is_not_shown(void **state)
{
    WORLD(w);
    cell_close(w->cell);
    w->cell = NULL;
    assert_int_equal(cell_open_showing(&w->cell, w->sandbox, MIB, -1, "/no/such", &w->err), 0);
    run(w, "list", SHOWN_DIR);
    assert_int_equal(w->result.end, RUN_EXITED);
    assert_int_not_equal(w->result.code, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_CELL(it_is_somewhere_and_somebody_else),
        IN_CELL(two_cells_have_two_uids),
        IN_CELL(its_environment_is_ours_and_nothing_more),
        IN_CELL(its_descriptors_are_three),
        IN_CELL(it_has_no_capability_and_can_gain_none),
        IN_CELL(its_limits_are_hard),
        IN_CELL(its_addresses_are_the_same_in_every_run),
        IN_CELL(it_sees_no_network),
        IN_CELL(its_root_is_minimal),
        IN_CELL(the_host_is_out_of_sight),
        IN_CELL(init_is_hidden),
        IN_CELL(only_its_work_directory_can_be_written),
        IN_CELL(a_directory_can_be_shown_to_it),
        IN_CELL(a_directory_that_is_not_there_is_not_shown),
        IN_CELL(an_interpreter_runs_a_source_that_is_given),
    };

    return RUN_AT_ALL_LEVELS("cell view", tests);
}
