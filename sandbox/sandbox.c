/* SPDX-License-Identifier: MIT */
/* Choosing an isolation level: what is asked for is had in full or refused. */
#include "sandbox/host.h"
#include "winnow/cleanup.h"

#include <signal.h>
#include <string.h>

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

/* Opens and closes a cell: the only honest test of whether cells can be had. */
static int try_cell(struct sandbox *sandbox, struct err *err)
{
    struct cell *cell;

    if (cell_open(&cell, sandbox, MIB, -1, err) < 0)
        return -1;
    cell_close(cell);
    return 0;
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
    /* A delegated cgroup is a gain here, not a condition: but for root, against whom the kernel
       does not hold RLIMIT_NPROC, whatever its uid is called inside. */
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

static int choose_level(struct sandbox *sandbox, enum isolation level, struct err *err)
{
    struct err full = {0}, user = {0};

    if (level == ISOLATION_FULL)
        return try_full(sandbox, err);
    if (level == ISOLATION_USER)
        return try_user(sandbox, err);
    if (level == ISOLATION_BASIC)
        return err_set(err, ERR_INPUT, "isolation 'basic' is not built yet (use full or user)");
    if (try_full(sandbox, &full) == 0 || try_user(sandbox, &user) == 0)
        return 0;
    return err_set(err, ERR_INPUT,
                   "no isolation can be had here: %.400s; %.400s; `winnow doctor` tells more",
                   full.msg, user.msg);
}

/*
 * Chooses with the signals held back that ask us to stop: their default action, while the cell for
 * the test is there, would leave its cgroup behind.
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

int sandbox_open(struct sandbox **out, enum isolation level, struct err *err)
{
    struct sandbox *sandbox = calloc(1, sizeof *sandbox);

    if (!sandbox)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (int profile = 0; profile < PROFILE_COUNT; profile++)
        if (policy_compile(&sandbox->filters[profile], (enum profile)profile, err) < 0)
            goto fail;
    if (choose_undisturbed(sandbox, level, err) < 0)
        goto fail;
    *out = sandbox;
    return 0;
fail:
    sandbox_close(sandbox);
    return -1;
}

void sandbox_close(struct sandbox *sandbox)
{
    if (!sandbox)
        return;
    for (int profile = 0; profile < PROFILE_COUNT; profile++)
        policy_release(&sandbox->filters[profile]);
    free(sandbox);
}

void sandbox_describe(const struct sandbox *sandbox, struct sandbox_facts *facts)
{
    memset(facts, 0, sizeof *facts);
    facts->level = sandbox->level;
    facts->cgroup = sandbox->has_cgroup;
    facts->shows_dirs = sandbox->level == ISOLATION_FULL || sandbox->level == ISOLATION_USER;
    facts->cgroup_version = sandbox->has_cgroup ? sandbox->cgroup.version : 0;
    if (!sandbox->has_cgroup)
        snprintf(facts->limits_note, sizeof facts->limits_note,
                 "without a cgroup, memory is limited per process, and the CPU time of children "
                 "counts when they are reaped");
}
