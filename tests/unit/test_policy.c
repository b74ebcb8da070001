/* SPDX-License-Identifier: MIT */
/*
 * The system-call filters, in a simulator: every row of the tables, its neighbours, all that no
 * row names, and a listing of each whole filter against tests/unit/filters/. With
 * WINNOW_UPDATE_GOLDEN=1 in the environment the listings are written anew: read the difference.
 */
#include "base/file.h"
#include "sandbox/policy/policy.h"
#include "sandbox/policy/policy_tables.h"
#include "tests/unit/filter_listing.h"
#include "winnow/cleanup.h"

#include <asm/unistd.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <cmocka.h>

enum { X32_BIT = 0x40000000 };

static const char *const profile_names[POLICY_COUNT] = {
    [PROFILE_NATIVE] = "native",
    [PROFILE_INTERPRETER] = "interpreter",
    [PROFILE_COMPILER] = "compiler",
    [POLICY_BASIC + PROFILE_NATIVE] = "basic-native",
    [POLICY_BASIC + PROFILE_INTERPRETER] = "basic-interpreter",
    [POLICY_BASIC + PROFILE_COMPILER] = "basic-compiler",
};

struct fixture {
    struct policy_filter filters[POLICY_COUNT];
    char names[CALLS][64]; /* by number */
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct err err;

    if (!f)
        return -1;
    *state = f;
    for (int profile = 0; profile < POLICY_COUNT; profile++)
        if (policy_compile(&f->filters[profile], (unsigned)profile, &err) < 0)
            return -1;
    for (int nr = 0; nr < CALLS; nr++)
        call_name(nr, f->names[nr], sizeof f->names[nr]);
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    for (int profile = 0; profile < POLICY_COUNT; profile++)
        policy_release(&f->filters[profile]);
    free(f);
    return 0;
}

static int number_of(const struct fixture *f, const char *name)
{
    for (int nr = 0; nr < CALLS; nr++)
        if (strcmp(f->names[nr], name) == 0)
            return nr;
    return -1;
}

/* A call that Debian 12's libseccomp knows and an older one need not: its row is left out there. */
static bool too_new(const struct fixture *f, const char *name, size_t n)
{
    static const char *const recent[] = {"futex_waitv", "process_madvise"};

    for (size_t i = 0; i < sizeof recent / sizeof *recent; i++)
        if (strlen(recent[i]) == n && strncmp(recent[i], name, n) == 0)
            return number_of(f, recent[i]) < 0;
    return false;
}

static uint32_t action_of(enum rule_action action)
{
    switch (action) {
    case RULE_ALLOW:
        return SECCOMP_RET_ALLOW;
    case RULE_DENY:
        return SECCOMP_RET_ERRNO | EPERM;
    case RULE_AGAIN:
        return SECCOMP_RET_ERRNO | EAGAIN;
    case RULE_NO_EXEC:
        return SECCOMP_RET_ERRNO | EACCES;
    case RULE_KILL:
        return SECCOMP_RET_USER_NOTIF;
    }
    return BPF_BROKEN;
}

static bool rule_applies(const struct rule *rule, unsigned arg, uint64_t value)
{
    uint64_t seen = rule->arg == arg ? value : NO_ARGUMENT;

    switch (rule->test) {
    case TEST_ALWAYS:
        return true;
    case TEST_EQUAL:
        return seen == rule->value;
    case TEST_MASKED:
        return (seen & rule->mask) == rule->value;
    }
    return false;
}

/* What the tables say of a call; BPF_BROKEN when two of their rows contradict each other. */
static uint32_t tables_say(unsigned profile, const char *call, unsigned arg, uint64_t value)
{
    uint32_t said = SECCOMP_RET_ERRNO | ENOSYS;
    bool found = false;

    for (const struct rule *const *table = policy_tables[profile]; *table; table++) {
        for (const struct rule *rule = *table; rule->call; rule++) {
            if (strcmp(rule->call, call) != 0 || !rule_applies(rule, arg, value))
                continue;
            if (found && said != action_of(rule->action))
                return BPF_BROKEN;
            said = action_of(rule->action);
            found = true;
        }
    }
    return said;
}

static void check(const struct fixture *f, int profile, int nr, unsigned arg, uint64_t value)
{
    uint32_t want = tables_say((unsigned)profile, f->names[nr], arg, value);
    uint32_t got = ask(&f->filters[profile], nr, arg, value);

    if (want != got)
        fail_msg("%s: %s with arg%u = %#llx: filter %#x, tables %#x", profile_names[profile],
                 f->names[nr], arg, (unsigned long long)value, got, want);
}

/* A row's own value, those beside it, and those that the kernel might read as the same. */
static void check_row(const struct fixture *f, int profile, const struct rule *rule)
{
    const uint64_t value = rule->value;
    int nr = number_of(f, rule->call);

    if (too_new(f, rule->call, strlen(rule->call)))
        return;
    if (nr < 0)
        fail_msg("%s: no system call of this machine", rule->call);
    for (unsigned arg = 0; arg < 6; arg++) {
        const uint64_t values[] = {0, UINT64_MAX, value, value + 1, value - 1, ~value, value << 32};

        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            check(f, profile, nr, arg, values[i]);
    }
    for (int bit = 0; bit < 64 && rule->test != TEST_ALWAYS; bit++) {
        check(f, profile, nr, rule->arg, (uint64_t)1 << bit);
        check(f, profile, nr, rule->arg, value ^ (uint64_t)1 << bit);
        check(f, profile, nr, rule->arg, rule->mask ^ (uint64_t)1 << bit);
    }
}

static void every_row_and_its_neighbours_do_as_the_tables_say(void **state)
{
    const struct fixture *f = *state;

    for (int profile = 0; profile < POLICY_COUNT; profile++)
        for (const struct rule *const *table = policy_tables[profile]; *table; table++)
            for (const struct rule *rule = *table; rule->call; rule++)
                check_row(f, profile, rule);
}

static void every_row_has_a_reason(void **state)
{
    (void)state;
    for (int profile = 0; profile < POLICY_COUNT; profile++)
        for (const struct rule *const *table = policy_tables[profile]; *table; table++)
            for (const struct rule *rule = *table; rule->call; rule++)
                if (!rule->why || strlen(rule->why) < 3)
                    fail_msg("%s: no reason given", rule->call);
}

static void a_call_in_no_table_does_not_exist(void **state)
{
    const struct fixture *f = *state;

    for (int profile = 0; profile < POLICY_COUNT; profile++) {
        for (int nr = 0; nr <= CALLS; nr++) {
            bool named = false;

            for (const struct rule *const *t = policy_tables[profile]; *t && nr < CALLS; t++)
                for (const struct rule *rule = *t; rule->call; rule++)
                    named = named || strcmp(rule->call, f->names[nr]) == 0;
            if (named)
                continue;
            assert_int_equal(ask(&f->filters[profile], nr, 6, 0), SECCOMP_RET_ERRNO | ENOSYS);
            for (unsigned arg = 0; arg < 6; arg++)
                assert_int_equal(ask(&f->filters[profile], nr, arg, 0), SECCOMP_RET_ERRNO | ENOSYS);
        }
    }
}

static void an_x32_call_is_killed_by_the_kernel(void **state)
{
    const struct fixture *f = *state;

    for (int profile = 0; profile < POLICY_COUNT; profile++) {
        for (int nr = 0; nr <= CALLS; nr++)
            assert_int_equal(ask(&f->filters[profile], nr | X32_BIT, 0, 0),
                             SECCOMP_RET_KILL_PROCESS);
        assert_int_equal(ask(&f->filters[profile], 0x7fffffff, 0, 0), SECCOMP_RET_KILL_PROCESS);
        assert_int_equal(ask(&f->filters[profile], -2, 0, 0), SECCOMP_RET_KILL_PROCESS);
        /* What a tracer leaves for "no call": the kernel does nothing with it. */
        assert_int_equal(ask(&f->filters[profile], -1, 0, 0), SECCOMP_RET_ERRNO | ENOSYS);
    }
}

static void a_foreign_architecture_is_killed_by_the_kernel(void **state)
{
    static const uint32_t foreign[] = {
        0,         AUDIT_ARCH_I386, AUDIT_ARCH_AARCH64, AUDIT_ARCH_ARM, AUDIT_ARCH_X86_64 & 0xffff,
        UINT32_MAX};
    const struct fixture *f = *state;

    for (int profile = 0; profile < POLICY_COUNT; profile++) {
        for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
            for (int nr = 0; nr <= CALLS; nr++) {
                struct seccomp_data data = {.nr = nr, .arch = foreign[i]};

                assert_int_equal(
                    bpf_run(f->filters[profile].code, f->filters[profile].length, &data),
                    SECCOMP_RET_KILL_PROCESS);
            }
        }
    }
}

/* KILL_THREAD leaves the other threads running, TRAP a signal handler, LOG everything. */
static void a_filter_has_no_other_answers_than_ours(void **state)
{
    const struct fixture *f = *state;

    for (int profile = 0; profile < POLICY_COUNT; profile++) {
        const struct policy_filter *filter = &f->filters[profile];

        assert_in_range(filter->length, 1, BPF_MAXINSNS);
        for (int i = 0; i < filter->length; i++)
            if (BPF_CLASS(filter->code[i].code) == BPF_RET &&
                (filter->code[i].code != (BPF_RET | BPF_K) ||
                 strcmp(action_words(filter->code[i].k), "?") == 0))
                fail_msg("%s: instruction %d returns %#x", profile_names[profile], i,
                         filter->code[i].k);
    }
}

static uint32_t ask_to_execute(const struct policy_filter *filter, uint64_t flags, uint64_t key)
{
    struct seccomp_data data = {
        .nr = __NR_execveat, .arch = AUDIT_ARCH_X86_64, .args = {3, 0, 0, 0, flags, key}};

    return bpf_run(filter->code, filter->length, &data);
}

static void only_the_start_with_the_key_may_execute_a_descriptor(void **state)
{
    const struct fixture *f = *state;

    for (int profile = 0; profile < POLICY_COUNT; profile++) {
        const struct policy_filter *filter = &f->filters[profile];
        const uint64_t key = filter->start_key;

        assert_int_equal(ask_to_execute(filter, AT_EMPTY_PATH, key), SECCOMP_RET_ALLOW);
        assert_int_equal(ask_to_execute(filter, 0, key), SECCOMP_RET_ERRNO | ENOSYS);
        assert_int_equal(ask_to_execute(filter, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW, key),
                         SECCOMP_RET_ERRNO | ENOSYS);
        assert_int_equal(ask_to_execute(filter, AT_EMPTY_PATH, 0), SECCOMP_RET_ERRNO | ENOSYS);
        for (int bit = 0; bit < 64; bit++)
            assert_int_equal(ask_to_execute(filter, AT_EMPTY_PATH, key ^ (uint64_t)1 << bit),
                             SECCOMP_RET_ERRNO | ENOSYS);
    }
}

static void a_key_is_drawn_for_each_filter(void **state)
{
    const struct fixture *f = *state;
    uint64_t keys[POLICY_COUNT + 1];
    struct policy_filter again;

    assert_int_equal(policy_compile(&again, PROFILE_NATIVE, NULL), 0);
    keys[POLICY_COUNT] = again.start_key;
    policy_release(&again);
    for (int i = 0; i < POLICY_COUNT; i++)
        keys[i] = f->filters[i].start_key;
    for (int i = 0; i <= POLICY_COUNT; i++) {
        assert_true(keys[i] >> 32 != 0);
        for (int j = 0; j < i; j++)
            assert_true(keys[i] != keys[j]);
    }
}

/* Bits of the value outside the mask: libseccomp would drop them and let the row apply. */
static void a_row_that_can_never_apply_is_refused(void **state)
{
    static const struct rule table[] = {
        {"read", RULE_ALLOW, "a slip of the pen", TEST_MASKED, 0, 0x80, 0x81},
        {NULL, RULE_ALLOW, NULL, TEST_ALWAYS, 0, 0, 0},
    };
    static const struct rule *const tables[] = {table, NULL};
    struct policy_filter filter = {0};
    struct err err = {0};

    (void)state;
    assert_int_equal(policy_compile_tables(&filter, tables, &err), -1);
    assert_int_equal(err.kind, ERR_JUDGE);
    assert_non_null(strstr(err.msg, "read"));
    assert_null(filter.code);
}

/* A few facts in plain sight, so that tables and listing cannot be wrong together. */
static void the_rules_that_matter_most_hold(void **state)
{
    static const struct {
        int nr;
        unsigned arg;
        uint64_t value;
        const char *action[PROFILE_COUNT];
    } facts[] = {
        {__NR_read, 6, 0, {"allow", "allow", "allow"}},
        {__NR_execve, 6, 0, {"EACCES", "EACCES", "allow"}},
        {__NR_execveat, 4, AT_EMPTY_PATH, {"ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_socket, 6, 0, {"kill", "kill", "kill"}},
        {__NR_socketpair, 0, 1, {"ENOSYS", "allow", "ENOSYS"}},
        {__NR_socketpair, 0, 2, {"ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_ptrace, 6, 0, {"kill", "kill", "kill"}},
        {__NR_clone, 0, CLONE_VM | CLONE_THREAD | CLONE_SIGHAND, {"allow", "allow", "allow"}},
        {__NR_clone, 0, CLONE_NEWUSER | CLONE_VM, {"kill", "kill", "kill"}},
        {__NR_clone3, 6, 0, {"ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_ioctl, 1, TIOCSTI, {"ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_prctl, 0, 22 /* PR_SET_SECCOMP */, {"ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_memfd_create, 6, 0, {"ENOSYS", "ENOSYS", "ENOSYS"}},
        {__NR_mknod, 6, 0, {"EPERM", "EPERM", "EPERM"}},
    };
    const struct fixture *f = *state;

    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        for (int profile = 0; profile < PROFILE_COUNT; profile++)
            if (strcmp(action_words(
                           ask(&f->filters[profile], facts[i].nr, facts[i].arg, facts[i].value)),
                       facts[i].action[profile]) != 0)
                fail_msg("%s: %s is not %s", profile_names[profile], f->names[facts[i].nr],
                         facts[i].action[profile]);
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
        cmocka_unit_test(every_row_and_its_neighbours_do_as_the_tables_say),
        cmocka_unit_test(every_row_has_a_reason),
        cmocka_unit_test(a_call_in_no_table_does_not_exist),
        cmocka_unit_test(an_x32_call_is_killed_by_the_kernel),
        cmocka_unit_test(a_foreign_architecture_is_killed_by_the_kernel),
        cmocka_unit_test(a_filter_has_no_other_answers_than_ours),
        cmocka_unit_test(only_the_start_with_the_key_may_execute_a_descriptor),
        cmocka_unit_test(a_key_is_drawn_for_each_filter),
        cmocka_unit_test(a_row_that_can_never_apply_is_refused),
        cmocka_unit_test(the_rules_that_matter_most_hold),
        cmocka_unit_test(each_filter_is_as_it_was_reviewed),
        cmocka_unit_test(a_call_is_described_in_words),
    };

    return cmocka_run_group_tests_name("policy", tests, set_up, tear_down);
}
