/* SPDX-License-Identifier: MIT */
/* The filters of all policies, for the tests that ask them. */
#ifndef TESTS_UNIT_POLICY_FIXTURE_H
#define TESTS_UNIT_POLICY_FIXTURE_H

#include "sandbox/policy/policy.h"
#include "tests/unit/filter_listing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static const char *const profile_names[POLICY_COUNT] = {
    [PROFILE_NATIVE] = "native",
    [PROFILE_INTERPRETER] = "interpreter",
    [PROFILE_COMPILER] = "compiler",
    [PROFILE_RUNTIME] = "runtime",
    [POLICY_BASIC + PROFILE_RUNTIME] = "basic-runtime",
    [POLICY_BASIC + PROFILE_NATIVE] = "basic-native",
    [POLICY_BASIC + PROFILE_INTERPRETER] = "basic-interpreter",
    [POLICY_BASIC + PROFILE_COMPILER] = "basic-compiler",
};

struct fixture {
    struct policy_filter filters[POLICY_COUNT];
    char names[CALLS][64]; /* by number */
};

static inline int set_up(void **state)
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

static inline int tear_down(void **state)
{
    struct fixture *f = *state;

    for (int profile = 0; profile < POLICY_COUNT; profile++)
        policy_release(&f->filters[profile]);
    free(f);
    return 0;
}

static inline int number_of(const struct fixture *f, const char *name)
{
    for (int nr = 0; nr < CALLS; nr++)
        if (strcmp(f->names[nr], name) == 0)
            return nr;
    return -1;
}

/* A call that Debian 12's libseccomp knows and an older one need not: its row is left out there. */
static inline bool too_new(const struct fixture *f, const char *name, size_t n)
{
    static const char *const recent[] = {"futex_waitv", "process_madvise"};

    for (size_t i = 0; i < sizeof recent / sizeof *recent; i++)
        if (strlen(recent[i]) == n && strncmp(recent[i], name, n) == 0)
            return number_of(f, recent[i]) < 0;
    return false;
}

#endif
