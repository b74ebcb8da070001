/* SPDX-License-Identifier: MIT */
/* The system-call filters, in a simulator: every row of the tables, its neighbours, all that no row names. */
#include "sandbox/policy/policy_tables.h"
#include "tests/unit/policy_fixture.h"

#include <asm/unistd.h>
#include <fcntl.h>

enum { X32_BIT = 0x40000000 };

static uint32_t action_of(enum rule_action action)
{
    switch (action) {
    case RULE_ALLOW:
        return SECCOMP_RET_ALLOW;
    case RULE_IGNORE:
        return SECCOMP_RET_ERRNO | 0;
    case RULE_DENY:
        return SECCOMP_RET_ERRNO | EPERM;
    case RULE_AGAIN:
        return SECCOMP_RET_ERRNO | EAGAIN;
    case RULE_NO_EXEC:
        return SECCOMP_RET_ERRNO | EACCES;
    case RULE_ASK:
    case RULE_KILL:
        return SECCOMP_RET_USER_NOTIF;
    }
    return BPF_BROKEN;
}

static bool rule_names(const struct rule *rule, const char *call)
{
    const char *calls = rule->calls;
    char name[RULE_NAME_MAX];

    while (rule_next_call(&calls, name))
        if (strcmp(name, call) == 0)
            return true;
    return false;
}

static bool rule_applies(const struct rule *rule, const uint64_t args[6])
{
    for (unsigned i = 0; i < rule->test_count; i++)
        if ((args[rule->tests[i].arg] & rule->tests[i].mask) != rule->tests[i].value)
            return false;
    return true;
}

/* What the tables say of a call; BPF_BROKEN when two of their rows contradict each other. */
static uint32_t tables_say(unsigned profile, const char *call, const uint64_t args[6])
{
    uint32_t said = SECCOMP_RET_ERRNO | ENOSYS;
    bool found = false;

    for (const struct rule *const *table = policy_tables[profile]; *table; table++) {
        for (const struct rule *rule = *table; rule->calls; rule++) {
            if (!rule_names(rule, call) || !rule_applies(rule, args))
                continue;
            if (found && said != action_of(rule->action))
                return BPF_BROKEN;
            said = action_of(rule->action);
            found = true;
        }
    }
    return said;
}

static void check(const struct fixture *f, int profile, int nr, const uint64_t base[6],
                  unsigned arg, uint64_t value)
{
    uint64_t args[6];
    uint32_t want, got;

    memcpy(args, base, sizeof args);
    args[arg] = value;
    want = tables_say((unsigned)profile, f->names[nr], args);
    got = ask_all(&f->filters[profile], nr, args);
    if (want != got)
        fail_msg("%s: %s with arg%u = %#llx: filter %#x, tables %#x", profile_names[profile],
                 f->names[nr], arg, (unsigned long long)value, got, want);
}

/* A test's own value, those beside it, and those that the kernel might read as the same. */
static void check_values(const struct fixture *f, int profile, int nr, const uint64_t base[6],
                         const struct argument_test *test)
{
    const uint64_t value = test->value;

    for (unsigned arg = 0; arg < 6; arg++) {
        const uint64_t values[] = {0, UINT64_MAX, value, value + 1, value - 1, ~value, value << 32};

        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            check(f, profile, nr, base, arg, values[i]);
    }
    for (int bit = 0; bit < 64; bit++) {
        check(f, profile, nr, base, test->arg, (uint64_t)1 << bit);
        check(f, profile, nr, base, test->arg, value ^ (uint64_t)1 << bit);
        check(f, profile, nr, base, test->arg, test->mask ^ (uint64_t)1 << bit);
    }
}

/* Each of a row's tests, while its other tests hold, and while no other argument is right. */
static void check_row(const struct fixture *f, int profile, const struct rule *rule, int nr)
{
    const uint64_t nothing[6] = {NO_ARGUMENT, NO_ARGUMENT, NO_ARGUMENT,
                                 NO_ARGUMENT, NO_ARGUMENT, NO_ARGUMENT};
    const struct argument_test none = {0, 0, 0};
    uint64_t right[6];

    memcpy(right, nothing, sizeof right);
    for (unsigned i = 0; i < rule->test_count; i++)
        right[rule->tests[i].arg] = rule->tests[i].value;
    check_values(f, profile, nr, nothing, &none);
    for (unsigned i = 0; i < rule->test_count; i++) {
        check_values(f, profile, nr, nothing, &rule->tests[i]);
        check_values(f, profile, nr, right, &rule->tests[i]);
    }
}

static void check_rule(const struct fixture *f, int profile, const struct rule *rule)
{
    const char *calls = rule->calls;
    char name[RULE_NAME_MAX];

    while (rule_next_call(&calls, name)) {
        int nr = number_of(f, name);

        if (too_new(f, name, strlen(name)))
            continue;
        if (nr < 0)
            fail_msg("%s: no system call of this machine", name);
        check_row(f, profile, rule, nr);
    }
}

static void every_row_and_its_neighbours_do_as_the_tables_say(void **state)
{
    const struct fixture *f = *state;

    for (int profile = 0; profile < POLICY_COUNT; profile++)
        for (const struct rule *const *table = policy_tables[profile]; *table; table++)
            for (const struct rule *rule = *table; rule->calls; rule++)
                check_rule(f, profile, rule);
}

static void every_row_has_a_reason(void **state)
{
    (void)state;
    for (int profile = 0; profile < POLICY_COUNT; profile++)
        for (const struct rule *const *table = policy_tables[profile]; *table; table++)
            for (const struct rule *rule = *table; rule->calls; rule++)
                if (!rule->why || strlen(rule->why) < 3)
                    fail_msg("%s: no reason given", rule->calls);
}

static void a_call_in_no_table_does_not_exist(void **state)
{
    const struct fixture *f = *state;

    for (int profile = 0; profile < POLICY_COUNT; profile++) {
        for (int nr = 0; nr <= CALLS; nr++) {
            bool named = false;

            for (const struct rule *const *t = policy_tables[profile]; *t && nr < CALLS; t++)
                for (const struct rule *rule = *t; rule->calls; rule++)
                    named = named || rule_names(rule, f->names[nr]);
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
        {.calls = "read",
         .action = RULE_ALLOW,
         .why = "a slip of the pen",
         .test_count = 1,
         .tests = {{0, 0x80, 0x81}}},
        {.calls = NULL},
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
    };

    return cmocka_run_group_tests_name("policy", tests, set_up, tear_down);
}
