/* SPDX-License-Identifier: MIT */
/* System-call filters: tables of rules with reasons, which winnow compiles to BPF once. */
#ifndef SANDBOX_POLICY_H
#define SANDBOX_POLICY_H

#include "winnow/sandbox.h"

#include <linux/filter.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * Two policies for each profile. The number of the first is that of the profile; the second, for cells
 * without a pid namespace, has POLICY_BASIC added to it.
 */
enum { POLICY_BASIC = PROFILE_COUNT, POLICY_COUNT = 2 * PROFILE_COUNT };

enum { POLICY_PID_SITES = 32 };

struct policy_filter {
    struct sock_filter *code; /* owned */
    unsigned short length;    /* instructions */
    uint64_t start_key;       /* sixth argument of the only execveat that is allowed */
    unsigned short
        pid_sites[POLICY_PID_SITES]; /* indices of instructions that compare with the own pid */
    unsigned pid_site_count;
};

/* Compiles the policy's tables. Fails (ERR_JUDGE) when libseccomp or the kernel is too old. */
int policy_compile(struct policy_filter *filter, unsigned policy, struct err *err);

struct rule; /* policy_tables.h */

/* The same for any NULL-terminated list of tables; for policy_compile and the tests. */
int policy_compile_tables(struct policy_filter *filter, const struct rule *const *tables,
                          struct err *err);
void policy_release(struct policy_filter *filter);

/* Makes the filter shorter with the same answers. Leaves a filter of unknown form as it is. */
void policy_compact(struct policy_filter *filter, uint32_t arch);

/* Sets the pid of the program, before its filter is installed. Does not allocate, cannot fail. */
void policy_set_own_pid(const struct policy_filter *filter, pid_t pid);

/* Writes a forbidden call in words, "socket(AF_INET, SOCK_STREAM)", for the verdict's detail. */
void policy_describe_call(int nr, const uint64_t args[6], char *out, size_t size);

#endif
