/* SPDX-License-Identifier: MIT */
/* The rules of each policy, as data. */
#ifndef SANDBOX_POLICY_TABLES_H
#define SANDBOX_POLICY_TABLES_H

#include "sandbox/policy/policy.h"

#include <stdint.h>

enum rule_action {
    RULE_ALLOW,
    RULE_DENY,    /* EPERM: honest programs try it, and handle a refusal */
    RULE_AGAIN,   /* EAGAIN, the error of a process limit */
    RULE_NO_EXEC, /* EACCES, the error of a missing execute permission */
    RULE_KILL,    /* only attacks try it: ends the run, and the verdict names the call */
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

/*
 * A placeholder for the program's own pid, which is unknown when the filter is compiled. It is greater
 * than any pid (PID_MAX_LIMIT is 4194304, proc_sys_kernel(5)).
 */
#define POLICY_OWN_PID 0x7f5a17e5u

/* For each policy a NULL-terminated list of tables; each table ends with a row without a call. */
extern const struct rule *const *const policy_tables[POLICY_COUNT];

#endif
