/* SPDX-License-Identifier: MIT */
/*
 * Builds a filter. A call that is in no table fails with ENOSYS: future C libraries, which try new
 * calls and fall back to old ones, still run. A call that only an attack makes becomes a notification
 * to the cell's init (SECCOMP_RET_USER_NOTIF): the kernel does not execute it, init kills everything in
 * the cell, and the verdict names the call, which would be unknown after a plain KILL_PROCESS. The
 * kernel kills programs that use foreign architectures or x32 numbers at once (KILL_PROCESS).
 *
 * The filter is installed before the program is executed, so it must allow one execveat: the init's,
 * and no later one. A random key in the sixth argument marks it; execveat has only five, and the
 * kernel ignores the sixth. The program starts with cleared registers in a new address space, so it
 * cannot find the key.
 */
#include "sandbox/policy/policy.h"
#include "sandbox/policy/call_words.h"
#include "sandbox/policy/policy_tables.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>

static uint32_t action_of(enum rule_action action)
{
    switch (action) {
    case RULE_ALLOW:
        return SCMP_ACT_ALLOW;
    case RULE_IGNORE:
        return SCMP_ACT_ERRNO(0);
    case RULE_DENY:
        return SCMP_ACT_ERRNO(EPERM);
    case RULE_AGAIN:
        return SCMP_ACT_ERRNO(EAGAIN);
    case RULE_NO_EXEC:
        return SCMP_ACT_ERRNO(EACCES);
    case RULE_ASK:
    case RULE_KILL:
        return SCMP_ACT_NOTIFY;
    }
    return SCMP_ACT_KILL_PROCESS;
}

/* Adds one row. A name unknown to this libseccomp is skipped: such a new call then gets ENOSYS. */
static int add_rule(scmp_filter_ctx ctx, const struct rule *rule)
{
    struct scmp_arg_cmp tests[RULE_TESTS_MAX];
    const char *calls = rule->calls;
    char name[RULE_NAME_MAX];
    int rc = 0;

    for (unsigned i = 0; i < rule->test_count; i++) {
        const struct argument_test *test = &rule->tests[i];

        /* Such a row can never match, but libseccomp masks the value and would match other calls. */
        if ((test->value & ~test->mask) != 0)
            return -EINVAL;
        tests[i] = (struct scmp_arg_cmp){test->arg, SCMP_CMP_MASKED_EQ, test->mask, test->value};
    }
    while (rc == 0 && rule_next_call(&calls, name)) {
        int nr = seccomp_syscall_resolve_name(name);

        if (nr != __NR_SCMP_ERROR)
            rc = seccomp_rule_add_array(ctx, action_of(rule->action), nr, rule->test_count, tests);
    }
    return rc;
}

static int add_table(scmp_filter_ctx ctx, const struct rule *rule, struct err *err)
{
    for (; rule->calls; rule++) {
        int rc = add_rule(ctx, rule);

        if (rc < 0) {
            errno = -rc;
            return err_sys(err, ERR_JUDGE, "filter rule for %s", rule->calls);
        }
    }
    return 0;
}

bool rule_next_call(const char **calls, char name[RULE_NAME_MAX])
{
    size_t n = strcspn(*calls, " ");

    snprintf(name, RULE_NAME_MAX, "%.*s", (int)n, *calls);
    *calls += n;
    *calls += **calls == ' ';
    return n > 0;
}

/* Allows the start of the program: by descriptor, with the key. Any other execveat gets ENOSYS. */
static int add_start(scmp_filter_ctx ctx, struct policy_filter *filter, struct err *err)
{
    struct scmp_arg_cmp tests[] = {
        {.arg = 4, .op = SCMP_CMP_EQ, .datum_a = AT_EMPTY_PATH},
        {.arg = 5, .op = SCMP_CMP_EQ, .datum_a = 0},
    };
    int rc;

    if (getrandom(&filter->start_key, sizeof filter->start_key, 0) !=
        (ssize_t)sizeof filter->start_key)
        return err_sys(err, ERR_JUDGE, "getrandom");
    tests[1].datum_a = filter->start_key;
    rc = seccomp_rule_add_array(ctx, SCMP_ACT_ALLOW, SCMP_SYS(execveat), 2, tests);
    if (rc == 0)
        return 0;
    errno = -rc;
    return err_sys(err, ERR_JUDGE, "filter rule for execveat");
}

static int export_code(scmp_filter_ctx ctx, struct policy_filter *filter, struct err *err)
{
    cleanup_fd int fd = memfd_create("winnow-filter", MFD_CLOEXEC);
    cleanup_free struct sock_filter *code = NULL;
    off_t size;
    int rc;

    if (fd < 0)
        return err_sys(err, ERR_JUDGE, "memfd_create");
    rc = seccomp_export_bpf(ctx, fd);
    if (rc < 0) {
        errno = -rc;
        return err_sys(err, ERR_JUDGE, "seccomp_export_bpf");
    }
    size = lseek(fd, 0, SEEK_END);
    if (size <= 0 || size > BPF_MAXINSNS * (off_t)sizeof *code)
        return err_set(err, ERR_JUDGE, "filter has an impossible size (%jd bytes)", (intmax_t)size);
    code = malloc((size_t)size);
    if (!code || pread(fd, code, (size_t)size, 0) != size)
        return err_sys(err, ERR_JUDGE, "cannot read the filter back");
    filter->length = (unsigned short)((size_t)size / sizeof *code);
    filter->code = steal_ptr(&code);
    return 0;
}

/*
 * Finds the comparisons with the own pid by their placeholder, which occurs nowhere else as a value. A
 * mask may be the same number (JSET), and stays.
 */
static int find_pid_sites(struct policy_filter *filter, struct err *err)
{
    filter->pid_site_count = 0;
    for (unsigned short i = 0; i < filter->length; i++) {
        if (filter->code[i].code != (BPF_JMP | BPF_JEQ | BPF_K) ||
            filter->code[i].k != POLICY_OWN_PID)
            continue;
        if (filter->pid_site_count == POLICY_PID_SITES) {
            policy_release(filter);
            return err_set(err, ERR_JUDGE, "filter compares with its own pid too often");
        }
        filter->pid_sites[filter->pid_site_count++] = i;
    }
    return 0;
}

void policy_set_own_pid(const struct policy_filter *filter, pid_t pid)
{
    for (unsigned i = 0; i < filter->pid_site_count; i++)
        filter->code[filter->pid_sites[i]].k = (uint32_t)pid;
}

int policy_compile(struct policy_filter *filter, unsigned policy, struct err *err)
{
    return policy_compile_tables(filter, policy_tables[policy], err);
}

int policy_compile_tables(struct policy_filter *filter, const struct rule *const *tables,
                          struct err *err)
{
    scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    int rc = -1;

    if (!ctx)
        return err_set(err, ERR_JUDGE, "seccomp_init: out of memory");
    if (seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) < 0 ||
        seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2) < 0) {
        err_set(err, ERR_JUDGE, "libseccomp is too old: 2.5 or newer is needed");
        goto out;
    }
    for (; *tables; tables++)
        if (add_table(ctx, *tables, err) < 0)
            goto out;
    if (add_start(ctx, filter, err) == 0 && export_code(ctx, filter, err) == 0) {
        policy_compact(filter, seccomp_arch_native());
        rc = find_pid_sites(filter, err);
    }
out:
    seccomp_release(ctx);
    return rc;
}

void policy_release(struct policy_filter *filter)
{
    free(filter->code);
    filter->code = NULL;
    filter->length = 0;
}

void policy_describe_call(int nr, const uint64_t args[6], char *out, size_t size)
{
    cleanup_free char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, nr);

    if (name)
        call_words(name, args, out, size);
    else
        snprintf(out, size, "system call number %d", nr);
}
