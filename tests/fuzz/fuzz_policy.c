/* SPDX-License-Identifier: MIT */
/*
 * The policy compiler. Tables made of the input's bytes are compiled, and the filter's answers
 * (tests/unit/bpf.h) compared with what the rows say, read one by one; the real policies are
 * asked about any call of any architecture.
 */
#include "sandbox/policy/policy.h"
#include "sandbox/policy/policy_tables.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/filter_listing.h"

#include <asm/unistd.h>
#include <fcntl.h>

/*
 * libseccomp 2.5.4 loses memory of its own with some tables that no policy of ours resembles
 * (corpus/policy has one); LeakSanitizer still watches over the rest.
 */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libseccomp.so";
}

enum { RULES_MAX = 24, TABLES_MAX = 3, QUESTIONS = 48, X32_BIT = 0x40000000, OWN_PID = 4242 };

/* Few, so that rows of one table meet. The last two are no calls of this machine. */
static const struct {
    const char *name;
    int nr;
} calls[] = {
#define CALL(name)                                                                                 \
    {                                                                                              \
#name, __NR_##name                                                                         \
    }
    CALL(read),         CALL(ioctl),           CALL(clone),
    CALL(socket),       CALL(execve),          CALL(execveat),
    CALL(prctl),        CALL(fcntl),           CALL(getpid),
    CALL(mmap),         CALL(prlimit64),       CALL(kill),
    CALL(openat),       CALL(restart_syscall), CALL(io_setup),
    CALL(personality),  CALL(futex),           CALL(exit),
    CALL(exit_group),   CALL(getrandom),       CALL(bpf),
    CALL(seccomp),      CALL(clone3),          CALL(landlock_create_ruleset),
#undef CALL
    {"socketcall", -1}, {"no_such_call", -1},
};
enum { NAMES = sizeof calls / sizeof *calls };

struct tables {
    struct rule rows[RULES_MAX + TABLES_MAX]; /* each table ended by a row without a call */
    const struct rule *list[TABLES_MAX + 1];
    size_t row_count;
};

static int number_of(const char *call)
{
    for (size_t i = 0; i < NAMES; i++)
        if (strcmp(calls[i].name, call) == 0)
            return calls[i].nr;
    return -1;
}

/* The call's name, "" for numbers that have none; asked of libseccomp once. */
static const char *name_of(int nr)
{
    static char names[CALLS][64];

    if (nr < 0 || nr >= CALLS)
        return "";
    if (!names[__NR_read][0])
        for (int i = 0; i < CALLS; i++)
            call_name(i, names[i], sizeof names[i]);
    return names[nr];
}

/* A few bits, a bit anywhere, the own pid, or any value. */
static uint64_t take_value(struct feed *feed)
{
    uint8_t kind = feed_byte(feed);

    if (kind < 128)
        return kind;
    if (kind < 192)
        return (uint64_t)1 << (kind & 63);
    if (kind < 200)
        return POLICY_OWN_PID;
    return feed_u64(feed);
}

static void take_rule(struct feed *feed, struct rule *rule)
{
    rule->calls = calls[feed_below(feed, NAMES)].name;
    rule->action = (enum rule_action)feed_below(feed, RULE_KILL + 1);
    rule->test_count = feed_below(feed, RULE_TESTS_MAX + 1);
    rule->why = "the input wants it";
    for (unsigned i = 0; i < rule->test_count; i++)
        rule->tests[i] =
            (struct argument_test){.arg = feed_below(feed, 8), /* the last two do not exist */
                                   .mask = feed_below(feed, 2) ? UINT64_MAX : take_value(feed),
                                   .value = take_value(feed)};
}

static void take_tables(struct feed *feed, struct tables *tables)
{
    unsigned count = 1 + feed_below(feed, TABLES_MAX);
    struct rule *row = tables->rows;

    memset(tables, 0, sizeof *tables);
    for (unsigned i = 0; i < count; i++) {
        unsigned rules = feed_below(feed, RULES_MAX / TABLES_MAX + 1);

        tables->list[i] = row;
        while (rules-- > 0)
            take_rule(feed, row++);
        row++;
    }
    tables->row_count = (size_t)(row - tables->rows);
}

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

/* After policy_set_own_pid, the pid stands wherever a filter compared with the sign for it. */
static uint64_t with_own_pid(uint64_t value)
{
    uint64_t high = value >> 32, low = (uint32_t)value;

    high = high == POLICY_OWN_PID ? OWN_PID : high;
    low = low == POLICY_OWN_PID ? OWN_PID : low;
    return high << 32 | low;
}

static bool applies(const struct rule *rule, const __u64 args[6])
{
    for (unsigned i = 0; i < rule->test_count; i++) {
        const struct argument_test *test = &rule->tests[i];

        if ((args[test->arg] & test->mask) != with_own_pid(test->value))
            return false;
    }
    return true;
}

static bool names_call(const struct rule *rule, const char *call)
{
    const char *names = rule->calls;
    char name[RULE_NAME_MAX];

    while (rule_next_call(&names, name))
        if (strcmp(name, call) == 0)
            return true;
    return false;
}

/* Whether the answer is that of a row that applies; with none, whether it is ENOSYS. */
static bool as_the_rows_say(const struct rule *const *list, const struct policy_filter *filter,
                            const struct seccomp_data *data, uint32_t answer)
{
    const char *name = name_of(data->nr);
    bool found = false;

    if (data->nr == __NR_execveat && data->args[4] == AT_EMPTY_PATH &&
        data->args[5] == filter->start_key) {
        found = true;
        if (answer == SECCOMP_RET_ALLOW)
            return true;
    }
    for (; *list; list++) {
        for (const struct rule *rule = *list; rule->calls; rule++) {
            if (!names_call(rule, name) || !applies(rule, data->args))
                continue;
            found = true;
            if (answer == action_of(rule->action))
                return true;
        }
    }
    return !found && answer == (SECCOMP_RET_ERRNO | ENOSYS);
}

static bool known_answer(uint32_t answer)
{
    return answer == SECCOMP_RET_ALLOW || answer == SECCOMP_RET_KILL_PROCESS ||
           answer == SECCOMP_RET_USER_NOTIF || answer == SECCOMP_RET_ERRNO ||
           answer == (SECCOMP_RET_ERRNO | EPERM) || answer == (SECCOMP_RET_ERRNO | EAGAIN) ||
           answer == (SECCOMP_RET_ERRNO | EACCES) || answer == (SECCOMP_RET_ERRNO | ENOSYS);
}

/* -1 is what a tracer leaves for "no call": the kernel does nothing with it. */
static bool is_foreign(const struct seccomp_data *data)
{
    return data->arch != AUDIT_ARCH_X86_64 || ((uint32_t)data->nr >= X32_BIT && data->nr != -1);
}

static uint32_t take_arch(struct feed *feed)
{
    static const uint32_t some[] = {AUDIT_ARCH_I386, AUDIT_ARCH_AARCH64, AUDIT_ARCH_ARM, 0};
    uint8_t kind = feed_byte(feed);

    if (kind < 224)
        return AUDIT_ARCH_X86_64;
    return kind < 248 ? some[kind % 4] : (uint32_t)feed_u64(feed);
}

static int take_number(struct feed *feed)
{
    uint8_t kind = feed_byte(feed);

    if (kind < 160)
        return calls[kind % NAMES].nr;
    if (kind < 192)
        return (int)(feed_u16(feed) % 512);
    return kind < 224 ? calls[kind % NAMES].nr | X32_BIT : (int)(uint32_t)feed_u64(feed);
}

/* Argument values like those that a row tests, so that questions come close to them. */
static uint64_t take_argument(struct feed *feed, const struct argument_test *near)
{
    switch (feed_below(feed, 8)) {
    case 0:
        return 0;
    case 1:
        return with_own_pid(near->value);
    case 2:
        return near->mask;
    case 3:
        return near->value | ~near->mask;
    case 4:
        return near->value ^ take_value(feed);
    case 5:
        return near->value << 32 | near->value >> 32;
    default:
        return take_value(feed);
    }
}

static void take_question(struct feed *feed, const struct rule *near, struct seccomp_data *data)
{
    *data = (struct seccomp_data){.arch = take_arch(feed), .nr = take_number(feed)};
    if (near->calls && feed_below(feed, 4))
        data->nr = number_of(near->calls); /* a table of the input has one name a row */
    for (int i = 0; i < 6; i++)
        data->args[i] = take_argument(feed, &near->tests[feed_below(feed, RULE_TESTS_MAX)]);
}

static uint32_t answer_to(const struct policy_filter *filter, const struct seccomp_data *data)
{
    uint32_t answer = bpf_run(filter->code, filter->length, data);

    CHECK(known_answer(answer));
    CHECK(is_foreign(data) == (answer == SECCOMP_RET_KILL_PROCESS));
    return answer;
}

/* Why a row alone need not compile: nothing can make it true, or it tests one argument twice. */
static bool row_may_be_refused(const struct rule *rule)
{
    for (unsigned i = 0; i < rule->test_count; i++) {
        const struct argument_test *test = &rule->tests[i];

        if (test->arg > 5 || (test->value & ~test->mask) != 0)
            return true;
        for (unsigned j = 0; j < i; j++)
            if (rule->tests[j].arg == test->arg)
                return true;
    }
    return false;
}

/* Why a table need not compile: such a row, or two that may contradict each other. */
static bool may_be_refused(const struct tables *tables)
{
    for (size_t i = 0; i < tables->row_count; i++) {
        const struct rule *a = &tables->rows[i];

        if (!a->calls)
            continue;
        if (row_may_be_refused(a))
            return true;
        for (size_t j = 0; j < i; j++)
            if (tables->rows[j].calls && strcmp(tables->rows[j].calls, a->calls) == 0)
                return true;
    }
    return false;
}

static void built_tables(struct feed *feed)
{
    struct tables tables;
    struct policy_filter filter = {0};
    struct err err = {0};

    take_tables(feed, &tables);
    if (policy_compile_tables(&filter, tables.list, &err) < 0) {
        CHECK(may_be_refused(&tables) && err.kind == ERR_JUDGE && !filter.code);
        return;
    }
    policy_set_own_pid(&filter, OWN_PID);
    for (int i = 0; i < QUESTIONS && feed->left > 0; i++) {
        const struct rule *near = &tables.rows[feed_below(feed, (unsigned)tables.row_count)];
        struct seccomp_data data;
        uint32_t answer;

        take_question(feed, near, &data);
        if (feed_below(feed, 8) == 7) {
            data.args[4] = AT_EMPTY_PATH;
            data.args[5] = filter.start_key;
        }
        answer = answer_to(&filter, &data);
        CHECK(is_foreign(&data) || as_the_rows_say(tables.list, &filter, &data, answer));
    }
    policy_release(&filter);
}

/* Compiled once and held to the end. */
static const struct policy_filter *real_filters(void)
{
    static struct policy_filter filters[POLICY_COUNT];

    for (unsigned policy = 0; policy < POLICY_COUNT; policy++) {
        if (filters[policy].code)
            continue;
        CHECK(policy_compile(&filters[policy], policy, NULL) == 0);
        policy_set_own_pid(&filters[policy], OWN_PID);
    }
    return filters;
}

static void real_policies(struct feed *feed)
{
    const struct policy_filter *filters = real_filters();

    while (feed->left > 0) {
        struct rule near = {
            .tests = {{.value = with_own_pid(take_value(feed)), .mask = UINT64_MAX}}};
        struct seccomp_data data;

        take_question(feed, &near, &data);
        for (unsigned policy = 0; policy < POLICY_COUNT; policy++) {
            uint32_t answer = answer_to(&filters[policy], &data);

            CHECK(is_foreign(&data) ||
                  as_the_rows_say(policy_tables[policy], &filters[policy], &data, answer));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed = {data, size};

    if (feed_below(&feed, 4) == 3)
        real_policies(&feed);
    else
        built_tables(&feed);
    return 0;
}
