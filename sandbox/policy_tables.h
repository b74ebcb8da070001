/* SPDX-License-Identifier: MIT */
/* The rules of each profile, as data. */
#ifndef SANDBOX_POLICY_TABLES_H
#define SANDBOX_POLICY_TABLES_H

#include "winnow/sandbox.h"

#include <stdint.h>

enum rule_action {
    RULE_ALLOW,
    RULE_DENY,    /* EPERM: a program may ask and must cope */
    RULE_NO_EXEC, /* EACCES, what a missing execute permission gives */
    RULE_KILL,    /* only an attack asks: the run ends and the verdict names the call */
};

enum rule_test {
    TEST_ALWAYS,
    TEST_EQUAL,  /* argument == value, in 64 bits */
    TEST_MASKED, /* (argument & mask) == value, in 64 bits */
};

struct rule {
    const char *call;
    enum rule_action action;
    const char *why;
    enum rule_test test;
    unsigned arg;
    uint64_t mask, value;
};

/* For each profile a NULL-terminated list of tables, each ended by a row without a call. */
extern const struct rule *const *const policy_tables[PROFILE_COUNT];

#endif
