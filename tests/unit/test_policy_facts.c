/* SPDX-License-Identifier: MIT */
/*
 * Facts about the filters in plain sight, and a listing of each whole filter against tests/unit/filters/.
 * With WINNOW_UPDATE_GOLDEN=1 in the environment the listings are written anew: read the difference.
 */
#include "base/file.h"
#include "sandbox/policy/policy_tables.h"
#include "tests/unit/policy_fixture.h"
#include "winnow/cleanup.h"

#include <asm/unistd.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>

/* clock_getcpuclockid(3): of the process `pid`, or of its thread with kind 6 instead of 2. */
#define CLOCK_OF(pid, kind) (~(uint64_t)(pid) << 3 | (kind))

/* A few facts in plain sight, so that tables and listing cannot be wrong together. */
static void the_rules_that_matter_most_hold(void **state)
{
    static const struct {
        int nr;
        unsigned arg;
        uint64_t value;
        const char *action[PROFILE_COUNT];
    } facts[] = {
        {__NR_read, 6, 0, {"allow", "allow", "allow", "allow"}},
        {__NR_execve, 6, 0, {"EACCES", "ask", "EACCES", "allow"}},
        {__NR_execveat, 4, AT_EMPTY_PATH, {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_socket, 6, 0, {"kill", "kill", "EPERM", "EPERM"}},
        {__NR_socketpair, 0, 1, {"ENOSYS", "allow", "allow", "allow"}},
        {__NR_socketpair, 0, 2, {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_io_uring_setup, 6, 0, {"kill", "kill", "ENOSYS", "ENOSYS"}},
        {__NR_ptrace, 6, 0, {"kill", "kill", "kill", "kill"}},
        {__NR_clone,
         0,
         CLONE_VM | CLONE_THREAD | CLONE_SIGHAND,
         {"allow", "allow", "allow", "allow"}},
        {__NR_clone, 0, CLONE_NEWUSER | CLONE_VM, {"kill", "kill", "kill", "kill"}},
        {__NR_clone3, 6, 0, {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_ioctl, 1, TIOCSTI, {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_prctl, 0, 22 /* PR_SET_SECCOMP */, {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_memfd_create, 6, 0, {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_mknod, 6, 0, {"EPERM", "EPERM", "EPERM", "EPERM"}},
        /* the host's page cache */
        {__NR_fadvise64, 3, POSIX_FADV_DONTNEED, {"ignore", "ignore", "ignore", "ignore"}},
        {__NR_preadv2, 5, 0, {"allow", "allow", "allow", "allow"}},
        {__NR_preadv2, 5, 8 /* RWF_NOWAIT */, {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_mincore, 6, 0, {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_openat2, 6, 0, {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {451 /* cachestat */, 6, 0, {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_madvise, 2, MADV_DONTNEED, {"allow", "allow", "allow", "allow"}},
        {__NR_madvise, 2, MADV_HUGEPAGE, {"allow", "allow", "allow", "allow"}},
        {__NR_madvise, 2, MADV_MERGEABLE, {"ignore", "ignore", "ignore", "ignore"}},
        {__NR_madvise, 2, MADV_COLD, {"ignore", "ignore", "ignore", "ignore"}},
        {__NR_madvise, 2, MADV_PAGEOUT, {"ignore", "ignore", "ignore", "ignore"}},
        {__NR_madvise, 2, 25 /* MADV_COLLAPSE */, {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_fsync, 6, 0, {"ignore", "ignore", "ignore", "ignore"}},
        {__NR_statfs, 6, 0, {"ask", "ask", "ask", "ask"}},
        /* the clocks of process 1, of a thread, of the caller */
        {__NR_clock_gettime, 0, CLOCK_OF(1, 2), {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_clock_gettime, 0, CLOCK_OF(9, 6), {"allow", "allow", "allow", "allow"}},
        {__NR_clock_gettime, 0, CLOCK_OF(0, 2), {"allow", "allow", "allow", "allow"}},
        {__NR_clock_gettime, 0, 2, {"allow", "allow", "allow", "allow"}},
        /* tuning of the program's own, which has no effect or no effect on others */
        {__NR_sched_setaffinity, 0, 0, {"ignore", "ignore", "ignore", "ignore"}},
        {__NR_sched_setaffinity, 0, 1, {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_prlimit64, 0, POLICY_OWN_PID, {"allow", "allow", "allow", "allow"}},
        {__NR_prlimit64, 0, 1, {"ENOSYS", "ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_mlockall, 6, 0, {"ignore", "ignore", "ignore", "ignore"}},
        {__NR_personality, 0, 0xffffffff, {"allow", "allow", "allow", "allow"}},
        {__NR_personality, 0, 0x0040000, {"allow", "allow", "allow", "allow"}},
        {__NR_personality, 0, 0x0400000, {"kill", "kill", "kill", "kill"}},
    };
    const struct fixture *f = *state;

    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        for (int profile = 0; profile < PROFILE_COUNT; profile++)
            if (strcmp(answer_words(facts[i].nr, ask(&f->filters[profile], facts[i].nr,
                                                     facts[i].arg, facts[i].value)),
                       facts[i].action[profile]) != 0)
                fail_msg("%s: %s is not %s", profile_names[profile], f->names[facts[i].nr],
                         facts[i].action[profile]);
}

/* Rows that test more than one argument: each of them counts. */
static void a_program_may_lower_its_own_priority_only(void **state)
{
    static const struct {
        int nr;
        uint64_t args[6];
        const char *action;
    } facts[] = {
        {__NR_setpriority, {PRIO_PROCESS, 0, 10}, "ignore"},
        {__NR_setpriority, {PRIO_PROCESS, POLICY_OWN_PID, 10}, "ignore"},
        {__NR_setpriority, {PRIO_PROCESS, 0, (uint64_t)-1}, "EPERM"},
        {__NR_setpriority, {PRIO_PROCESS, 1, 10}, "ENOSYS"},
        {__NR_setpriority, {PRIO_USER, 0, 10}, "ENOSYS"},
        {__NR_sched_setscheduler, {0, SCHED_BATCH, 9}, "ignore"},
        {__NR_sched_setscheduler, {0, SCHED_FIFO, 9}, "ENOSYS"},
        {__NR_sched_setscheduler, {1, SCHED_BATCH, 9}, "ENOSYS"},
    };
    const uint64_t others_class[6] = {1, SCHED_OTHER, 9};
    const struct fixture *f = *state;

    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        for (int profile = 0; profile < POLICY_COUNT; profile++)
            assert_string_equal(
                action_words(ask_all(&f->filters[profile], facts[i].nr, facts[i].args)),
                facts[i].action);
    /* Mono sets the usual class for each thread by its number; that has no effect. */
    for (int profile = 0; profile < POLICY_COUNT; profile++)
        assert_string_equal(
            action_words(ask_all(&f->filters[profile], __NR_sched_setscheduler, others_class)),
            profile % PROFILE_COUNT >= PROFILE_RUNTIME ? "ignore" : "ENOSYS");
}

/* The rest of a listing from the next line on that this libseccomp can know of. */
static const char *skip_too_new(const struct fixture *f, const char *line)
{
    while (*line && too_new(f, line, strcspn(line, " ")))
        line = strchr(line, '\n') + 1;
    return line;
}

/* Shows the first line in which two listings differ. */
static void assert_same_lines(const struct fixture *f, const char *path, const char *got,
                              const char *want)
{
    for (;;) {
        size_t a, b;

        want = skip_too_new(f, want);
        a = strcspn(got, "\n");
        b = strcspn(want, "\n");
        if (a != b || strncmp(got, want, a) != 0)
            fail_msg("%s: wanted '%.*s', got '%.*s' (WINNOW_UPDATE_GOLDEN=1 writes it anew)", path,
                     (int)b, want, (int)a, got);
        if (!got[a] || !want[b])
            return;
        got += a + 1;
        want += b + 1;
    }
}

static void each_filter_is_as_it_was_reviewed(void **state)
{
    const struct fixture *f = *state;
    const char *update = getenv("WINNOW_UPDATE_GOLDEN");
    struct err err = {0};

    for (int profile = 0; profile < POLICY_COUNT; profile++) {
        cleanup_with(buf_release) struct buf got = BUF_INIT((size_t)MIB);
        cleanup_with(buf_release) struct buf want = BUF_INIT((size_t)MIB);
        char path[128];

        snprintf(path, sizeof path, "tests/unit/filters/%s.txt", profile_names[profile]);
        filter_list(&f->filters[profile], &got);
        if (update && strcmp(update, "1") == 0 && file_replace(path, got.data, got.len, &err) < 0)
            fail_msg("%s", err.msg);
        if (file_read(path, &want, &err) < 0)
            fail_msg("%s", err.msg);
        assert_same_lines(f, path, buf_str(&got), buf_str(&want));
    }
}

static void a_call_is_described_in_words(void **state)
{
    static const struct {
        int nr;
        uint64_t args[6];
        const char *words;
    } calls[] = {
        {__NR_socket, {2, 1, 0, 9}, "socket(AF_INET, SOCK_STREAM)"},
        {__NR_socket, {2, 1, 6, 9}, "socket(AF_INET, SOCK_STREAM, 0x6)"},
        {__NR_socket, {1, 02000001, 0}, "socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC)"},
        {__NR_socket, {1, 02000005, 0}, "socket(AF_UNIX, SOCK_SEQPACKET|SOCK_CLOEXEC)"},
        {__NR_socket, {99, 77, 0}, "socket(0x63, 0x4d)"},
        {__NR_ptrace, {0, 0, 5}, "ptrace(PTRACE_TRACEME, 0)"},
        {__NR_unshare, {0x10000000}, "unshare(CLONE_NEWUSER)"},
        {__NR_clone, {0x30000011}, "clone(CLONE_NEWUSER|CLONE_NEWPID|0x11)"},
        {__NR_mount, {1, 2, 0, 9}, "mount(0x1, 0x2, 0)"},
        {__NR_vhangup, {1, 2, 3}, "vhangup()"},
    };
    const uint64_t args[6] = {2, UINT64_MAX, 0, 9, 9, 9};
    char words[160], few[10];

    (void)state;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        policy_describe_call(calls[i].nr, calls[i].args, words, sizeof words);
        assert_string_equal(words, calls[i].words);
    }
    policy_describe_call(9999, args, words, sizeof words);
    assert_string_equal(words, "system call number 9999");
    policy_describe_call(-5, args, words, sizeof words);
    assert_string_equal(words, "system call number -5");
    policy_describe_call(__NR_socket, args, few, sizeof few);
    assert_string_equal(few, "socket(AF");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rules_that_matter_most_hold),
        cmocka_unit_test(a_program_may_lower_its_own_priority_only),
        cmocka_unit_test(each_filter_is_as_it_was_reviewed),
        cmocka_unit_test(a_call_is_described_in_words),
    };

    return cmocka_run_group_tests_name("facts of the policy", tests, set_up, tear_down);
}
