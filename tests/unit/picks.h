/* SPDX-License-Identifier: MIT */
/* What select_picks gives, for the tests of selection. */
#ifndef TESTS_UNIT_PICKS_H
#define TESTS_UNIT_PICKS_H

#include "select/select.h"
#include "winnow/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct picks {
    struct select_pick *list;
    size_t count;
};

static inline void release_picks(struct picks *p)
{
    free(p->list);
}
#define cleanup_picks cleanup_with(release_picks)

static inline struct picks pick(const struct select_pool *pool, enum select_rule rule,
                                uint64_t seed, size_t k)
{
    struct picks p = {NULL, 0};
    struct err err = {ERR_NONE, ""};

    if (select_picks(pool, rule, seed, k, &p.list, &p.count, &err))
        fail_msg("%s", err.msg);
    return p;
}

#endif
