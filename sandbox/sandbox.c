/* SPDX-License-Identifier: MIT */
/* Chooses an isolation level: the one asked for is provided in full or refused. */
#include "sandbox/inside/basic.h"
#include "sandbox/host.h"
#include "sandbox/inside/landlock.h"
#include "sandbox/inside/root.h"
#include "sandbox/selftest/selftest.h"
#include "sandbox/warm/warm.h"
#include "winnow/cleanup.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/personality.h>
#include <unistd.h>

static const char *const level_names[] = {
    [ISOLATION_AUTO] = "auto",
    [ISOLATION_FULL] = "full",
    [ISOLATION_USER] = "user",
    [ISOLATION_BASIC] = "basic",
};

const char *isolation_name(enum isolation level)
{
    return level_names[level];
}

int isolation_parse(const char *name, enum isolation *level, struct err *err)
{
    for (int i = 0; i <= ISOLATION_BASIC; i++) {
        if (strcmp(name, level_names[i]) == 0) {
            *level = (enum isolation)i;
            return 0;
        }
    }
    return err_set(err, ERR_INPUT, "unknown isolation level '%s' (auto, full, user or basic)",
                   name);
}

/* The filters of the level that is being tried; each takes a millisecond. */
static int compile_filters(struct sandbox *sandbox, struct err *err)
{
    unsigned first = sandbox->level == ISOLATION_BASIC ? POLICY_BASIC : 0;

    for (unsigned policy = first; policy < first + PROFILE_COUNT; policy++)
        if (!sandbox->filters[policy].code &&
            policy_compile(&sandbox->filters[policy], policy, err) < 0)
            return -1;
    return 0;
}

/* Opens a cell and exceeds its limits: nothing less proves that this host provides the level. */
static int try_cell(struct sandbox *sandbox, struct err *err)
{
    struct cell *cell;
    int rc;

    if (compile_filters(sandbox, err) < 0)
        return -1;
    if (sandbox->tested)
        return 0;
    if (cell_open(&cell, sandbox, MIB, -1, err) < 0)
        return -1;
    rc = selftest(cell, sandbox->level, sandbox->has_cgroup, err);
    cell_close(cell);
    return rc;
}

int sandbox_landlock_abi(void)
{
    return landlock_abi();
}

static bool addresses_can_be_fixed(void)
{
    int old = personality(0xffffffff);

    if (old < 0 || personality((unsigned long)old | ADDR_NO_RANDOMIZE) < 0)
        return false;
    return personality((unsigned long)old) >= 0;
}

static int try_full(struct sandbox *sandbox, struct err *err)
{
    if (geteuid() != 0)
        return err_set(err, ERR_INPUT,
                       "isolation 'full' needs root (run with sudo, or use "
                       "--isolation=user)");
    sandbox->level = ISOLATION_FULL;
    sandbox->has_cgroup = true;
    if (cgroup_host_open(&sandbox->cgroup, err) < 0 || try_cell(sandbox, err) < 0)
        return err_wrap(err, "isolation 'full'");
    return 0;
}

static int try_user(struct sandbox *sandbox, struct err *err)
{
    sandbox->level = ISOLATION_USER;
    /* A delegated cgroup is not required here, except for root: the kernel does not enforce
       RLIMIT_NPROC for host root, whatever its uid is inside. */
    sandbox->has_cgroup = cgroup_host_open(&sandbox->cgroup, NULL) == 0;
    if (geteuid() == 0 && !sandbox->has_cgroup)
        return err_set(err, ERR_INPUT,
                       "isolation 'user': without a cgroup, the number of root's processes cannot "
                       "be limited (start winnow as another user)");
    if (try_cell(sandbox, err) < 0) {
        err_wrap(err, "isolation 'user'");
        err->kind = ERR_INPUT;
        return -1;
    }
    return 0;
}

/* An ordinary user has no spare uid that protects the user's files, so it needs Landlock. */
static int try_basic(struct sandbox *sandbox, struct err *err)
{
    sandbox->level = ISOLATION_BASIC;
    sandbox->has_cgroup = cgroup_host_open(&sandbox->cgroup, NULL) == 0;
    sandbox->landlock_abi = landlock_abi();
    sandbox->randomised = !addresses_can_be_fixed();
    if (geteuid() != 0 && sandbox->landlock_abi == 0)
        return err_set(
            err, ERR_INPUT,
            "isolation 'basic': without Landlock, programs could read and write all your "
            "files (boot with lsm=landlock,…, on Linux 5.13 or newer, or start winnow "
            "as root)");
    basic_remove_stale();
    if (try_cell(sandbox, err) == 0)
        return 0;
    err_wrap(err, "isolation 'basic'");
    err->kind = ERR_INPUT;
    return -1;
}

static int choose_level(struct sandbox *sandbox, enum isolation level, struct err *err)
{
    struct err full = {0}, user = {0}, basic = {0};

    if (level == ISOLATION_FULL)
        return try_full(sandbox, err);
    if (level == ISOLATION_USER)
        return try_user(sandbox, err);
    if (level == ISOLATION_BASIC)
        return try_basic(sandbox, err);
    if (try_full(sandbox, &full) == 0 || try_user(sandbox, &user) == 0 ||
        try_basic(sandbox, &basic) == 0)
        return 0;
    return err_set(err, ERR_INPUT,
                   "no isolation is possible here: %.300s; %.300s; %.300s; see `winnow doctor`",
                   full.msg, user.msg, basic.msg);
}

/*
 * Chooses with SIGINT, SIGTERM and SIGHUP blocked: their default action during the self-test would
 * leave the cgroup of its cell behind.
 */
static int choose_undisturbed(struct sandbox *sandbox, enum isolation level, struct err *err)
{
    sigset_t stop, old;
    int rc;

    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGHUP);
    sigprocmask(SIG_BLOCK, &stop, &old);
    rc = choose_level(sandbox, level, err);
    sigprocmask(SIG_SETMASK, &old, NULL);
    return rc;
}

static int open_sandbox(struct sandbox **out, enum isolation level, bool tested, struct err *err)
{
    struct sandbox *sandbox = calloc(1, sizeof *sandbox);

    if (!sandbox)
        return err_set(err, ERR_JUDGE, "out of memory");
    sandbox->tested = tested;
    sandbox->warm_library = warm_library_open();
    if (choose_undisturbed(sandbox, level, err) < 0) {
        sandbox_close(sandbox);
        return -1;
    }
    *out = sandbox;
    return 0;
}

int sandbox_open(struct sandbox **out, enum isolation level, struct err *err)
{
    return open_sandbox(out, level, false, err);
}

int sandbox_open_tested(struct sandbox **out, enum isolation level, struct err *err)
{
    return open_sandbox(out, level, true, err);
}

void sandbox_start_anew(struct sandbox *sandbox)
{
    if (sandbox->warm_library >= 0)
        close(sandbox->warm_library);
    sandbox->warm_library = -1;
}

void sandbox_close(struct sandbox *sandbox)
{
    if (!sandbox)
        return;
    for (unsigned policy = 0; policy < POLICY_COUNT; policy++)
        policy_release(&sandbox->filters[policy]);
    sandbox_start_anew(sandbox);
    free(sandbox);
}

int sandbox_show(struct sandbox *sandbox, const char *path, struct err *err)
{
    size_t n = 0;

    while (sandbox->shown[n])
        if (strcmp(sandbox->shown[n++], path) == 0)
            return 0;
    if (root_shows(path))
        return 0;
    if (n == SHOWN_MAX)
        return err_set(err, ERR_INPUT, "more than %d places to show to programs", SHOWN_MAX);
    sandbox->shown[n] = path;
    return 0;
}

/* Lists in words what the level does not enforce on this host. */
static void note_weaknesses(const struct sandbox *sandbox, char *out, size_t size)
{
    bool basic = sandbox->level == ISOLATION_BASIC, root = geteuid() == 0;
    const struct {
        bool applies;
        const char *words;
    } notes[] = {
        {!sandbox->has_cgroup && !basic,
         "without a cgroup, memory is checked every 5 ms, and the CPU time of children counts when "
         "they are reaped"},
        {!sandbox->has_cgroup && basic,
         "without a cgroup, memory is checked every 5 ms, a compiler's only in part"},
        {basic, "solutions cannot fork or write files; the size of a compiler's files is limited, "
                "their number is not"},
        {basic && !root && !sandbox->has_cgroup, "the number of threads is not limited"},
        {basic && sandbox->landlock_abi == 0,
         "without Landlock, programs can read all world-readable files"},
        {basic && sandbox->randomised, "addresses differ from run to run"},
    };
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < sizeof notes / sizeof *notes && n < size; i++)
        if (notes[i].applies)
            n += (size_t)snprintf(out + n, size - n, "%s%s", n ? "; " : "", notes[i].words);
}

void sandbox_describe(const struct sandbox *sandbox, struct sandbox_facts *facts)
{
    memset(facts, 0, sizeof *facts);
    facts->level = sandbox->level;
    facts->cgroup = sandbox->has_cgroup;
    facts->shows_dirs = sandbox->level == ISOLATION_FULL || sandbox->level == ISOLATION_USER;
    facts->cgroup_version = sandbox->has_cgroup ? sandbox->cgroup.version : 0;
    facts->landlock_abi = sandbox->landlock_abi;
    note_weaknesses(sandbox, facts->limits_note, sizeof facts->limits_note);
}
