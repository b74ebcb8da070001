/* SPDX-License-Identifier: MIT */
/* System-call filters: tables of rules with reasons, compiled to BPF once, in the parent. */
#ifndef SANDBOX_POLICY_H
#define SANDBOX_POLICY_H

#include "winnow/sandbox.h"

#include <linux/filter.h>
#include <stdint.h>

struct filter {
    struct sock_filter *code; /* owned */
    unsigned short length;    /* instructions */
    uint64_t start_key;       /* in the sixth argument of the one execveat that passes */
};

/* Compiles the profile's table. Fails (ERR_JUDGE) when libseccomp or the kernel lacks something. */
int policy_compile(struct filter *filter, enum profile profile, struct err *err);

struct rule; /* policy_tables.h */

/* The same for any NULL-terminated list of tables: what policy_compile is made of, and tests. */
int policy_compile_tables(struct filter *filter, const struct rule *const *tables, struct err *err);
void policy_release(struct filter *filter);

/* Writes a forbidden call in words, "socket(0x2, 0x1, 0x0)", for the verdict's detail. */
void policy_describe_call(int nr, const uint64_t args[6], char *out, size_t size);

#endif
