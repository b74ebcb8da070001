/* SPDX-License-Identifier: MIT */
/* The rules of each policy, as data. */
#ifndef SANDBOX_POLICY_TABLES_H
#define SANDBOX_POLICY_TABLES_H

#include "sandbox/policy/policy.h"

#include <stdint.h>

enum rule_action {
    RULE_ALLOW,
    RULE_IGNORE,  /* 0, and nothing is done: advice and self-tuning that no program can miss */
    RULE_DENY,    /* EPERM: honest programs try it, and handle a refusal */
    RULE_AGAIN,   /* EAGAIN, the error of a process limit */
    RULE_NO_EXEC, /* EACCES, the error of a missing execute permission */
    RULE_ASK,     /* the cell's init answers (inside/answer.c) */
    RULE_KILL,    /* only attacks try it: ends the run, and the verdict names the call */
};

enum { RULE_TESTS_MAX = 3 };

/* A row applies when all its tests hold: (argument & mask) == value, in 64 bits. None: always. */
struct rule {
    const char *calls; /* their names, with a blank in between */
    const char *why;
    enum rule_action action;
    unsigned test_count;
    struct argument_test {
        unsigned arg;
        uint64_t mask, value;
    } tests[RULE_TESTS_MAX];
};

/*
 * A placeholder for the program's own pid, which is unknown when the filter is compiled. It is greater
 * than any pid (PID_MAX_LIMIT is 4194304, proc_sys_kernel(5)).
 */
#define POLICY_OWN_PID 0x7f5a17e5u

enum { RULE_NAME_MAX = 32 };

/* Takes the next name out of a row's calls; false after the last. */
bool rule_next_call(const char **calls, char name[RULE_NAME_MAX]);

/* For each policy a NULL-terminated list of tables; each table ends with a row without calls. */
extern const struct rule *const *const policy_tables[POLICY_COUNT];

#endif
