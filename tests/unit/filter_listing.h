/* SPDX-License-Identifier: MIT */
/*
 * Lists what a compiled filter allows, by evaluating it: a line for each call, and one for each value
 * or bit of an argument that changes the answer. It does not read the policy's tables, so that the
 * listing shows what libseccomp compiled.
 */
#ifndef TESTS_UNIT_FILTER_LISTING_H
#define TESTS_UNIT_FILTER_LISTING_H

#include "base/buf.h"
#include "sandbox/policy/policy.h"
#include "tests/unit/bpf.h"

#include <errno.h>
#include <asm/unistd.h>
#include <linux/audit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CALLS = 600 /* numbers that are asked about; the highest today is below 480 */ };

/*
 * All arguments are this unless they are what is asked about: no row names it, and no row tests its bits.
 * FLIPPED is one of its bits. An answer that does not change with it comes from a test of other bits.
 */
#define NO_ARGUMENT 0x5555aaaa00a80000u
#define FLIPPED     0x80000u

static inline uint32_t ask_all(const struct policy_filter *filter, int nr, const uint64_t args[6])
{
    struct seccomp_data data = {.nr = nr, .arch = AUDIT_ARCH_X86_64};

    memcpy(data.args, args, sizeof data.args);
    return bpf_run(filter->code, filter->length, &data);
}

/* One argument is `value`, all others are `rest`. */
static inline uint32_t ask_with(const struct policy_filter *filter, int nr, unsigned arg,
                                uint64_t value, uint64_t rest)
{
    uint64_t args[6];

    for (unsigned i = 0; i < 6; i++)
        args[i] = i == arg ? value : rest;
    return ask_all(filter, nr, args);
}

static inline uint32_t ask(const struct policy_filter *filter, int nr, unsigned arg, uint64_t value)
{
    return ask_with(filter, nr, arg, value, NO_ARGUMENT);
}

static inline const char *action_words(uint32_t action)
{
    switch (action) {
    case SECCOMP_RET_ALLOW:
        return "allow";
    case SECCOMP_RET_USER_NOTIF:
        return "kill";
    case SECCOMP_RET_KILL_PROCESS:
        return "kill-process";
    case SECCOMP_RET_ERRNO | 0:
        return "ignore";
    case SECCOMP_RET_ERRNO | EPERM:
        return "EPERM";
    case SECCOMP_RET_ERRNO | EAGAIN:
        return "EAGAIN";
    case SECCOMP_RET_ERRNO | EACCES:
        return "EACCES";
    case SECCOMP_RET_ERRNO | ENOSYS:
        return "ENOSYS";
    default:
        return "?";
    }
}

/* "kill" stands for a notification of init; these calls it answers (inside/answer.c). */
static inline const char *answer_words(int nr, uint32_t action)
{
    bool answered = nr == __NR_execve || nr == __NR_statfs || nr == __NR_fstatfs;

    return answered && action == SECCOMP_RET_USER_NOTIF ? "ask" : action_words(action);
}

/* The call's name: what policy_describe_call writes before its parenthesis. "" for none. */
static inline void call_name(int nr, char *out, size_t size)
{
    const uint64_t args[6] = {0};
    char words[160];
    size_t n;

    policy_describe_call(nr, args, words, sizeof words);
    n = strcspn(words, "(");
    snprintf(out, size, "%.*s", words[n] ? (int)n : 0, words);
}

struct listing {
    char *lines[8 * CALLS];
    size_t count;
};

static inline void list_add(struct listing *list, char *line)
{
    if (list->count == sizeof list->lines / sizeof *list->lines || !line)
        abort();
    list->lines[list->count++] = line;
}

/* Tries one value of one argument; it is listed when it changes the answer. */
static inline void list_value(struct listing *list, const struct policy_filter *filter, int nr,
                              unsigned arg, uint64_t value)
{
    uint32_t base = ask(filter, nr, arg, NO_ARGUMENT), action = ask(filter, nr, arg, value);
    bool bit = (value & (value - 1)) == 0;
    bool masked = action == ask(filter, nr, arg, value ^ FLIPPED);
    char name[64], *line = NULL;

    if (action == base || (masked && !bit))
        return;
    call_name(nr, name, sizeof name);
    if (asprintf(&line, "%s %s arg%u%s%#llx\n", name, answer_words(nr, action), arg,
                 masked ? "&" : "=", (unsigned long long)value) < 0)
        abort();
    list_add(list, line);
}

/* The same while all other arguments are 0: for rows that test more than one. */
static inline void list_beside_zeros(struct listing *list, const struct policy_filter *filter,
                                     int nr, unsigned arg, uint64_t value)
{
    uint32_t action = ask_with(filter, nr, arg, value, 0);
    char name[64], *line = NULL;

    if (action == (SECCOMP_RET_ERRNO | ENOSYS) || action == ask(filter, nr, arg, value) ||
        action == ask_with(filter, nr, arg, value ^ FLIPPED, 0))
        return;
    call_name(nr, name, sizeof name);
    if (asprintf(&line, "%s %s arg%u=%#llx, others 0\n", name, action_words(action), arg,
                 (unsigned long long)value) < 0)
        abort();
    list_add(list, line);
}

/* The values worth trying: each bit of the lower half, and every constant that the filter compares with. */
static inline void list_arguments(struct listing *list, const struct policy_filter *filter, int nr)
{
    for (unsigned arg = 0; arg < 6; arg++) {
        for (int bit = 0; bit < 32; bit++)
            list_value(list, filter, nr, arg, (uint64_t)1 << bit);
        for (int i = 0; i < filter->length; i++)
            if (filter->code[i].code == (BPF_JMP | BPF_JEQ | BPF_K)) {
                list_value(list, filter, nr, arg, filter->code[i].k);
                list_beside_zeros(list, filter, nr, arg, filter->code[i].k);
            }
    }
}

static inline int listing_order(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Writes the sorted listing without repetitions. */
static inline void filter_list(const struct policy_filter *filter, struct buf *out)
{
    struct listing list = {.count = 0};
    const char *last = "";

    for (int nr = 0; nr < CALLS; nr++) {
        uint32_t base = ask(filter, nr, 6, 0);
        char name[64], *line = NULL;

        list_arguments(&list, filter, nr);
        if (base == (SECCOMP_RET_ERRNO | ENOSYS))
            continue;
        call_name(nr, name, sizeof name);
        if (asprintf(&line, "%s %s\n", name, answer_words(nr, base)) < 0)
            abort();
        list_add(&list, line);
    }
    qsort(list.lines, list.count, sizeof *list.lines, listing_order);
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.lines[i], last) != 0 && buf_adds(out, list.lines[i]) < 0)
            abort();
        last = list.lines[i];
    }
    for (size_t i = 0; i < list.count; i++)
        free(list.lines[i]);
}

#endif
