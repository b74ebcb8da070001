/* SPDX-License-Identifier: MIT */
/*
 * Reading and writing a cell's group, in ordinary directories with the names of groups, which cgroup.c
 * takes as they are. The last tests use the host's groups, if root has any.
 */
#include "sandbox/limits/cgroup.h"
#include "tests/unit/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/prctl.h>
#include <cmocka.h>

/* The name that a cell's group has: "<pid>.<start time>.<number>". */
static void group_name(unsigned number, char *out, size_t size)
{
    cleanup_with(buf_release) struct buf stat = BUF_INIT((size_t)4096);
    int fd = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
    const char *p;

    assert_int_equal(file_read_fd(fd, &stat, NULL), 0);
    close(fd);
    p = strrchr(buf_str(&stat), ')') + 2; /* at field 3; the start time is field 22 */
    for (int field = 3; field < 22; field++)
        p = strchr(p, ' ') + 1;
    snprintf(out, size, "%d.%.*s.%u", (int)getpid(), (int)strcspn(p, " "), p, number);
}

static const char *const v1_files[][2] = {
    {"memory/cgroup.procs", ""},
    {"pids/cgroup.procs", ""},
    {"cpu/cgroup.procs", ""},
    {"share/cgroup.procs", ""},
    {"memory/memory.limit_in_bytes", "9223372036854771712\n"},
    {"memory/memory.usage_in_bytes", "4096\n"},
    {"memory/memory.max_usage_in_bytes", "8192\n"},
    {"memory/memory.oom_control", "oom_kill_disable 1\nunder_oom 5\noom_kill 3\n"},
    {"memory/memory.swappiness", "60\n"},
    {"pids/pids.max", "max\n"},
    {"pids/pids.events", "max 7\n"},
    {"cpu/cpuacct.usage", "123456789012\n"},
};

static const char *const v2_files[][2] = {
    {"cgroup.procs", ""},
    {"memory.max", "max\n"},
    {"memory.current", "4096\n"},
    {"memory.peak", "8192\n"},
    {"memory.events",
     "low 1\nhigh 2\nmax 9\noom 8\noom_kill 3\noom_group_kill 6\nsock_throttled 4\n"},
    {"memory.swap.max", "max\n"},
    {"pids.max", "max\n"},
    {"pids.events", "max 7\nmax.imposed 9\n"},
    {"cpu.stat", "usage_usec 123456789\nuser_usec 2\nsystem_usec 3\n"},
};

/* Where the file `name` of the fake group lies, below the folder. */
static void fake_path(int version, const char *name, char *out, size_t size)
{
    char group[64];
    const char *slash = version == 1 ? strchr(name, '/') : NULL;

    group_name(5, group, sizeof group);
    if (slash)
        snprintf(out, size, "%.*s/%s/%s", (int)(slash - name), name, group, slash + 1);
    else
        snprintf(out, size, "%s/%s", group, name);
}

static void put_fake(void *const *state, int version, const char *name, const char *text)
{
    char path[256];

    fake_path(version, name, path, sizeof path);
    folder_put(state, path, text);
}

static void remove_fake(void *const *state, int version, const char *name)
{
    char path[256];
    cleanup_free char *whole = NULL;

    fake_path(version, name, path, sizeof path);
    whole = file_join(*state, path);
    assert_int_equal(unlink(whole), 0);
}

static void link_fake(void *const *state, int version, const char *name, const char *target)
{
    char path[256];

    remove_fake(state, version, name);
    fake_path(version, name, path, sizeof path);
    folder_link(state, path, target);
}

static void assert_fake(void *const *state, int version, const char *name, const char *text)
{
    cleanup_with(buf_release) struct buf got = BUF_INIT((size_t)4096);
    cleanup_free char *whole = NULL;
    char path[256];

    fake_path(version, name, path, sizeof path);
    whole = file_join(*state, path);
    assert_int_equal(file_read(whole, &got, NULL), 0);
    assert_memory_equal(buf_str(&got), text, strlen(text)); /* a regular file keeps its old end */
}

/* Makes the fake group and its host. */
static void make_fake(void *const *state, int version, struct cgroup_host *host)
{
    static const char *const names[CGROUP_HIERARCHIES] = {"memory", "pids", "cpu", "share"};
    size_t count =
        version == 1 ? sizeof v1_files / sizeof *v1_files : sizeof v2_files / sizeof *v2_files;

    memset(host, 0, sizeof *host);
    host->version = version;
    for (size_t i = 0; i < count; i++)
        put_fake(state, version, (version == 1 ? v1_files : v2_files)[i][0],
                 (version == 1 ? v1_files : v2_files)[i][1]);
    for (int i = 0; i < CGROUP_HIERARCHIES; i++)
        snprintf(host->dir[i], sizeof host->dir[i], version == 1 ? "%s/%s" : "%s",
                 (const char *)*state, names[i]);
}

static void open_fake(void *const *state, int version, struct cgroup_cell *cell)
{
    struct cgroup_host host;
    struct err err;

    make_fake(state, version, &host);
    if (cgroup_cell_open(cell, &host, 5, &err) < 0)
        fail_msg("%s", err.msg);
}

static void counters_are_read_in_both_versions(void **state)
{
    for (int version = 1; version <= 2; version++) {
        struct cgroup_cell cell;
        struct cgroup_usage usage;

        open_fake(state, version, &cell);
        memset(&usage, 0xee, sizeof usage);
        assert_int_equal(cgroup_cell_read(&cell, &usage), 0);
        assert_true(usage.cpu == (version == 1 ? 123456789012 : 123456789000));
        assert_int_equal(usage.memory, 4096);
        assert_int_equal(usage.oom_kills, 3);
        assert_int_equal(usage.pids_refused, 7);
        cgroup_cell_close_fds(&cell);
    }
}

static void counters_are_read_anew_each_time(void **state)
{
    struct cgroup_cell cell;
    struct cgroup_usage usage;

    open_fake(state, 2, &cell);
    assert_int_equal(cgroup_cell_read(&cell, &usage), 0);
    put_fake(state, 2, "memory.current", "1\n");
    put_fake(state, 2, "memory.peak", "5\n");
    put_fake(state, 2, "memory.events", "oom_kill 4\n");
    put_fake(state, 2, "pids.events", "");
    put_fake(state, 2, "cpu.stat", "user_usec 2\nusage_usec 7");
    assert_int_equal(cgroup_cell_read(&cell, &usage), 0);
    assert_int_equal(usage.memory, 1);
    assert_int_equal(usage.peak, 5);
    assert_int_equal(usage.oom_kills, 4);
    assert_int_equal(usage.pids_refused, 0);
    assert_int_equal(usage.cpu, 7000);
    cgroup_cell_close_fds(&cell);
}

/* "oom_kill" is neither "oom_kill_disable" nor "oom_group_kill", and "max" is not "max.imposed". */
static void a_key_is_a_whole_word_at_the_start_of_a_line(void **state)
{
    struct cgroup_cell cell;
    struct cgroup_usage usage;

    open_fake(state, 2, &cell);
    put_fake(state, 2, "memory.events", "oom_kill_disable 1\nx oom_kill 2\nmy_oom_kill 3\n");
    put_fake(state, 2, "pids.events", "max.imposed 5\nmaximum 6\n");
    assert_int_equal(cgroup_cell_read(&cell, &usage), 0);
    assert_int_equal(usage.oom_kills, 0);
    assert_int_equal(usage.pids_refused, 0);
    cgroup_cell_close_fds(&cell);
}

static void limits_are_written_in_both_versions(void **state)
{
    for (int version = 1; version <= 2; version++) {
        struct cgroup_cell cell;

        open_fake(state, version, &cell);
        assert_int_equal(cgroup_cell_limit(&cell, 268435456, 65), 0);
        assert_fake(state, version, version == 1 ? "memory/memory.limit_in_bytes" : "memory.max",
                    "268435456");
        assert_fake(state, version, version == 1 ? "pids/pids.max" : "pids.max", "65");
        assert_fake(state, version, version == 1 ? "memory/memory.swappiness" : "memory.swap.max",
                    "0");
        cgroup_cell_close_fds(&cell);
    }
}

static void joining_writes_to_every_hierarchy(void **state)
{
    struct cgroup_cell cell;

    open_fake(state, 1, &cell);
    assert_int_equal(cgroup_cell_join(&cell), 0);
    assert_fake(state, 1, "memory/cgroup.procs", "0");
    assert_fake(state, 1, "pids/cgroup.procs", "0");
    assert_fake(state, 1, "cpu/cgroup.procs", "0");
    assert_fake(state, 1, "share/cgroup.procs", "0");
    cgroup_cell_close_fds(&cell);
    open_fake(state, 2, &cell);
    assert_int_equal(cgroup_cell_join(&cell), 0);
    assert_fake(state, 2, "cgroup.procs", "0");
    cgroup_cell_close_fds(&cell);
}

static void a_cell_can_do_without_a_share_of_its_own(void **state)
{
    struct cgroup_host host;
    struct cgroup_cell cell;
    struct err err;

    make_fake(state, 1, &host);
    host.dir[CGROUP_SHARE][0] = '\0';
    if (cgroup_cell_open(&cell, &host, 5, &err) < 0)
        fail_msg("%s", err.msg);
    assert_int_equal(cgroup_cell_join(&cell), 0);
    assert_fake(state, 1, "memory/cgroup.procs", "0");
    cgroup_cell_close_fds(&cell);
}

static void the_peak_is_reset_where_the_kernel_can(void **state)
{
    for (int version = 1; version <= 2; version++) {
        const char *file = version == 1 ? "memory/memory.max_usage_in_bytes" : "memory.peak";
        struct cgroup_cell cell;
        struct cgroup_usage usage;

        open_fake(state, version, &cell);
        assert_true(cell.peak_resets);
        put_fake(state, version, file, "8192\n");
        assert_int_equal(cgroup_cell_read(&cell, &usage), 0);
        assert_int_equal(usage.peak, 8192);
        assert_int_equal(cgroup_cell_reset_peak(&cell), 0);
        assert_fake(state, version, file, "0");
        cgroup_cell_close_fds(&cell);
    }
}

/*
 * Before Linux 6.12 memory.peak is read-only, but root's open for writing succeeds and only its
 * write fails, with EINVAL. A file that takes no such number imitates it.
 */
static void a_peak_that_cannot_be_reset_is_not_relied_on(void **state)
{
    struct cgroup_host host;
    struct cgroup_cell cell;
    struct cgroup_usage usage;

    make_fake(state, 2, &host);
    link_fake(state, 2, "memory.peak", "/proc/self/clear_refs");
    assert_int_equal(cgroup_cell_open(&cell, &host, 5, NULL), 0);
    assert_false(cell.peak_resets);
    assert_int_equal(cgroup_cell_reset_peak(&cell), 0);
    assert_int_equal(cgroup_cell_read(&cell, &usage), 0);
    assert_int_equal(usage.peak, 0);
    cgroup_cell_close_fds(&cell);
    /* Nor is one that is not there at all, as before Linux 5.19. */
    remove_fake(state, 2, "memory.peak");
    assert_int_equal(cgroup_cell_open(&cell, &host, 5, NULL), 0);
    assert_false(cell.peak_resets);
    assert_int_equal(cgroup_cell_read(&cell, &usage), 0);
    cgroup_cell_close_fds(&cell);
}

/* Only for the error of an old kernel: after a passing error the peak is read again. */
static void a_peak_that_fails_otherwise_is_a_failure(void **state)
{
    for (int version = 1; version <= 2; version++) {
        const char *file = version == 1 ? "memory/memory.max_usage_in_bytes" : "memory.peak";
        struct cgroup_host host;
        struct cgroup_cell cell;
        struct err err;

        make_fake(state, version, &host);
        link_fake(state, version, file, "/dev/full");
        assert_int_equal(cgroup_cell_open(&cell, &host, 5, &err), -1);
        assert_non_null(strstr(err.msg, "No space left"));
    }
}

static void a_counter_that_is_missing_is_named(void **state)
{
    static const char *const needed[] = {"cgroup.procs",  "memory.max", "memory.current",
                                         "memory.events", "pids.max",   "pids.events",
                                         "cpu.stat"};

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        struct cgroup_host host;
        struct cgroup_cell cell;
        struct err err = {0};

        make_fake(state, 2, &host);
        remove_fake(state, 2, needed[i]);
        assert_int_equal(cgroup_cell_open(&cell, &host, 5, &err), -1);
        assert_int_equal(err.kind, ERR_JUDGE);
        assert_non_null(strstr(err.msg, *state));
        assert_int_equal(cell.memory_max, -1);
        assert_int_equal(cell.procs[0], -1);
    }
}

static void a_write_that_fails_is_a_failure(void **state)
{
    struct cgroup_host host;
    struct cgroup_cell cell;

    make_fake(state, 2, &host);
    link_fake(state, 2, "pids.max", "/dev/full");
    link_fake(state, 2, "cgroup.procs", "/dev/full");
    assert_int_equal(cgroup_cell_open(&cell, &host, 5, NULL), 0);
    assert_int_equal(cgroup_cell_join(&cell), -1);
    assert_int_equal(errno, ENOSPC);
    assert_int_equal(cgroup_cell_limit(&cell, 1, 1), -1);
    cgroup_cell_close_fds(&cell);
}

static void a_closed_cell_has_no_descriptors(void **state)
{
    struct cgroup_cell cell;
    int fd;

    open_fake(state, 1, &cell);
    fd = cell.pids_events;
    assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
    cgroup_cell_close_fds(&cell);
    assert_int_equal(fcntl(fd, F_GETFD), -1);
    cgroup_cell_close_fds(&cell);
    cgroup_cell_clear(&cell);
    cgroup_cell_close_fds(&cell); /* does not close descriptor 0 */
    assert_true(fcntl(0, F_GETFD) >= 0);
}

/* The start time follows the process's name, which may contain any text. */
static void a_process_with_an_odd_name_finds_its_group(void **state)
{
    char name[16] = "";

    prctl(PR_GET_NAME, name);
    prctl(PR_SET_NAME, ") R 1 (x) y");
    counters_are_read_in_both_versions(state);
    prctl(PR_SET_NAME, name);
}

/* ---- on this host */

static void make_dir(const struct cgroup_host *host, const char *name)
{
    char path[700];

    snprintf(path, sizeof path, "%s/%s", host->dir[0], name);
    if (mkdir(path, 0755) < 0 && errno != EEXIST) /* left by a test that was killed */
        fail_msg("%s: %s", path, strerror(errno));
}

static bool take_dir(const struct cgroup_host *host, const char *name)
{
    char path[700];

    snprintf(path, sizeof path, "%s/%s", host->dir[0], name);
    return rmdir(path) == 0;
}

static void groups_of_the_dead_are_removed_and_others_kept(void **state)
{
    struct cgroup_host host;
    struct err err;
    char ours[64];

    (void)state;
    if (geteuid() != 0 || cgroup_host_open(&host, &err) < 0)
        skip();
    group_name(77, ours, sizeof ours);
    make_dir(&host, "4194305.12345.0"); /* no pid is that high */
    make_dir(&host, "1.0.0");           /* pid 1 lives, but was not started then */
    make_dir(&host, ours);
    make_dir(&host, "unit-test");
    assert_int_equal(cgroup_host_open(&host, &err), 0);
    assert_false(take_dir(&host, "4194305.12345.0"));
    assert_false(take_dir(&host, "1.0.0"));
    assert_true(take_dir(&host, ours));
    assert_true(take_dir(&host, "unit-test"));
}

static void a_group_of_the_host_can_be_made_used_and_removed(void **state)
{
    struct cgroup_host host;
    struct cgroup_cell cell;
    struct cgroup_usage usage;
    struct err err;

    (void)state;
    if (geteuid() != 0 || cgroup_host_open(&host, &err) < 0)
        skip();
    if (cgroup_cell_open(&cell, &host, 78, &err) < 0)
        fail_msg("%s", err.msg);
    assert_int_equal(cgroup_cell_limit(&cell, 64 * MIB, 9), 0);
    assert_int_equal(cgroup_cell_reset_peak(&cell), 0);
    assert_int_equal(cgroup_cell_read(&cell, &usage), 0);
    assert_int_equal(usage.memory, 0);
    assert_int_equal(usage.oom_kills, 0);
    assert_int_equal(usage.pids_refused, 0);
    cgroup_cell_close_fds(&cell);
    cgroup_cell_remove(&cell);
    for (int i = 0; i < CGROUP_HIERARCHIES; i++)
        assert_int_equal(access(cell.dir[i], F_OK), -1);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(counters_are_read_in_both_versions),
        IN_FOLDER(counters_are_read_anew_each_time),
        IN_FOLDER(a_key_is_a_whole_word_at_the_start_of_a_line),
        IN_FOLDER(limits_are_written_in_both_versions),
        IN_FOLDER(joining_writes_to_every_hierarchy),
        IN_FOLDER(a_cell_can_do_without_a_share_of_its_own),
        IN_FOLDER(the_peak_is_reset_where_the_kernel_can),
        IN_FOLDER(a_peak_that_cannot_be_reset_is_not_relied_on),
        IN_FOLDER(a_peak_that_fails_otherwise_is_a_failure),
        IN_FOLDER(a_counter_that_is_missing_is_named),
        IN_FOLDER(a_write_that_fails_is_a_failure),
        IN_FOLDER(a_closed_cell_has_no_descriptors),
        IN_FOLDER(a_process_with_an_odd_name_finds_its_group),
        cmocka_unit_test(groups_of_the_dead_are_removed_and_others_kept),
        cmocka_unit_test(a_group_of_the_host_can_be_made_used_and_removed),
    };

    return cmocka_run_group_tests_name("cgroup", tests, NULL, NULL);
}
