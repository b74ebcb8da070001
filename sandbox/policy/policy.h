/* SPDX-License-Identifier: MIT */
/* System-call filters: tables of rules with reasons, compiled to BPF once, in the parent. */
#ifndef SANDBOX_POLICY_H
#define SANDBOX_POLICY_H

#include "winnow/sandbox.h"

#include <linux/filter.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * A policy for each profile, and another for where there is no pid namespace: the number of the one
 * is that of the profile, of the other POLICY_BASIC more.
 */
enum { POLICY_BASIC = PROFILE_COUNT, POLICY_COUNT = 2 * PROFILE_COUNT };

enum { POLICY_PID_SITES = 32 };

struct policy_filter {
    struct sock_filter *code; /* owned */
    unsigned short length;    /* instructions */
    uint64_t start_key;       /* in the sixth argument of the one execveat that passes */
    unsigned short pid_sites[POLICY_PID_SITES]; /* instructions that compare with the own pid */
    unsigned pid_site_count;
};

/* Compiles the policy's tables. Fails (ERR_JUDGE) when libseccomp or the kernel lacks something. */
int policy_compile(struct policy_filter *filter, unsigned policy, struct err *err);

struct rule; /* policy_tables.h */

/* The same for any NULL-terminated list of tables: what policy_compile is made of, and tests. */
int policy_compile_tables(struct policy_filter *filter, const struct rule *const *tables,
                          struct err *err);
void policy_release(struct policy_filter *filter);

/* Makes it shorter, the answers staying the same; leaves alone what it does not understand. */
void policy_compact(struct policy_filter *filter, uint32_t arch);

/* Before the filter is installed: the pid of the program it is for. No allocation, no failure. */
void policy_set_own_pid(const struct policy_filter *filter, pid_t pid);

/* Writes a forbidden call in words, "socket(AF_INET, SOCK_STREAM)", for the verdict's detail. */
void policy_describe_call(int nr, const uint64_t args[6], char *out, size_t size);

#endif
