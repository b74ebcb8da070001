/* SPDX-License-Identifier: MIT */
/*
 * Makes the filters of libseccomp shorter, which have one comparison for each call. Each run installs
 * its filter, and the kernel compiles it each time: for a static no-op that was more than half of the
 * cell's cost. Here, calls with neighbouring numbers and the same fate share a comparison.
 *
 *     load arch, number     binary search for the      ───►  fates: returns, and      ───►  tests of arguments,
 *                           number                           jumps to what follows          unchanged
 *
 * Tests of single bits that lead to the same place become one. The fate of all 2^32 numbers is found by following the given program: between two numbers that it
 * compares with, nothing changes. Tests evaluate the result for each row of the tables.
 */
#include "sandbox/policy/policy.h"
#include "winnow/cleanup.h"

#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>

enum { NR_AT = offsetof(struct seccomp_data, nr), ARCH_AT = offsetof(struct seccomp_data, arch) };
enum { HEAD = 4, CODE_MAX = 1024, FATES_MAX = 64 };

/* The result of a call's number: an answer, or the instruction that tests the arguments. */
struct fate {
    bool answered;
    uint32_t at; /* the answer, or the index of the instruction */
};

struct compaction {
    struct sock_filter code[CODE_MAX];
    unsigned length;
    uint32_t arch;
    uint32_t starts[CODE_MAX]; /* the first number of each range, ascending from 0 */
    unsigned fate_of[CODE_MAX];
    unsigned range_count;
    struct fate fates[FATES_MAX];
    unsigned fate_count;
    unsigned short moved[CODE_MAX]; /* new index of an instruction that tests arguments */
    bool kept[CODE_MAX];
    struct sock_filter out[CODE_MAX];
    unsigned n;
};

static bool jump_taken(const struct sock_filter *op, uint32_t a)
{
    switch (BPF_OP(op->code)) {
    case BPF_JEQ:
        return a == op->k;
    case BPF_JGT:
        return a > op->k;
    default:
        return a >= op->k;
    }
}

/*
 * Passes over tests of no bits: for the upper half of an argument of which only the lower one counts,
 * libseccomp writes "load, and 0, is it 0?". `at` is where a jump leads.
 */
static unsigned pass_empty_tests(const struct compaction *c, unsigned at)
{
    while (at + 2 < c->length && c->code[at].code == (BPF_LD | BPF_W | BPF_ABS) &&
           c->code[at + 1].code == (BPF_ALU | BPF_AND | BPF_K) && c->code[at + 1].k == 0 &&
           c->code[at + 2].code == (BPF_JMP | BPF_JEQ | BPF_K) && c->code[at + 2].k == 0)
        at += 3u + c->code[at + 2].jt;
    return at;
}

/* Follows the program for one number; false at an instruction that libseccomp does not use. */
static bool follow_program(const struct compaction *c, uint32_t arch, uint32_t nr,
                           struct fate *fate)
{
    uint32_t a = 0;

    for (unsigned pc = 0; pc < c->length; pc++) {
        const struct sock_filter *op = &c->code[pc];

        switch (op->code) {
        case BPF_LD | BPF_W | BPF_ABS:
            if (op->k != NR_AT && op->k != ARCH_AT) {
                *fate = (struct fate){.answered = false, .at = pass_empty_tests(c, pc)};
                return true;
            }
            a = op->k == NR_AT ? nr : arch;
            break;
        case BPF_JMP | BPF_JA:
            pc += op->k;
            break;
        case BPF_JMP | BPF_JEQ | BPF_K:
        case BPF_JMP | BPF_JGT | BPF_K:
        case BPF_JMP | BPF_JGE | BPF_K:
            pc += jump_taken(op, a) ? op->jt : op->jf;
            break;
        case BPF_RET | BPF_K:
            *fate = (struct fate){.answered = true, .at = op->k};
            return true;
        default:
            return false;
        }
    }
    return false;
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x, y;

    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

/* Every number that the program compares with, and the next one; sorted. */
static unsigned find_bounds(const struct compaction *c, uint32_t *bounds)
{
    unsigned n = 0;

    bounds[n++] = 0;
    for (unsigned i = 0; i < c->length; i++) {
        if (BPF_CLASS(c->code[i].code) != BPF_JMP || BPF_OP(c->code[i].code) == BPF_JA)
            continue;
        bounds[n++] = c->code[i].k;
        if (c->code[i].k != UINT32_MAX)
            bounds[n++] = c->code[i].k + 1;
    }
    qsort(bounds, n, sizeof *bounds, compare_numbers);
    return n;
}

/* The index of a fate, which is added if it is new; FATES_MAX when there are too many. */
static unsigned fate_index(struct compaction *c, struct fate fate)
{
    for (unsigned i = 0; i < c->fate_count; i++)
        if (c->fates[i].answered == fate.answered && c->fates[i].at == fate.at)
            return i;
    if (c->fate_count == FATES_MAX)
        return FATES_MAX;
    c->fates[c->fate_count] = fate;
    return c->fate_count++;
}

static bool find_ranges(struct compaction *c)
{
    uint32_t bounds[2 * CODE_MAX + 1];
    unsigned n = find_bounds(c, bounds);

    for (unsigned i = 0; i < n; i++) {
        struct fate fate;
        unsigned number;

        if (!follow_program(c, c->arch, bounds[i], &fate) ||
            (number = fate_index(c, fate)) == FATES_MAX)
            return false;
        if (c->range_count > 0 && c->fate_of[c->range_count - 1] == number)
            continue;
        if (c->range_count == CODE_MAX)
            return false;
        c->starts[c->range_count] = bounds[i];
        c->fate_of[c->range_count++] = number;
    }
    return c->range_count >= 2;
}

/* The index of the first fate in the new filter. */
static unsigned pool_at(const struct compaction *c)
{
    return HEAD + c->range_count - 1;
}

/* The search in ranges lo to hi, at least two: a comparison, the lower half, the upper half. */
static bool emit_search(struct compaction *c, unsigned lo, unsigned hi)
{
    unsigned mid = (lo + hi + 1) / 2, at = c->n++;
    unsigned below = mid - lo == 1 ? pool_at(c) + c->fate_of[lo] : at + 1;
    unsigned above = mid == hi ? pool_at(c) + c->fate_of[hi] : at + mid - lo;

    if (below - at - 1 > UINT8_MAX || above - at - 1 > UINT8_MAX)
        return false;
    c->out[at] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, c->starts[mid],
                                              (uint8_t)(above - at - 1), (uint8_t)(below - at - 1));
    return (mid - lo == 1 || emit_search(c, lo, mid - 1)) && (mid == hi || emit_search(c, mid, hi));
}

/* Marks an instruction and all that can follow it. */
static void keep_from(struct compaction *c, unsigned at)
{
    const struct sock_filter *op = &c->code[at];

    if (at >= c->length || c->kept[at])
        return;
    c->kept[at] = true;
    if (BPF_CLASS(op->code) == BPF_RET)
        return;
    if (BPF_CLASS(op->code) != BPF_JMP) {
        keep_from(c, at + 1);
    } else if (BPF_OP(op->code) == BPF_JA) {
        keep_from(c, pass_empty_tests(c, at + 1 + op->k));
    } else {
        keep_from(c, pass_empty_tests(c, at + 1 + op->jt));
        keep_from(c, pass_empty_tests(c, at + 1 + op->jf));
    }
}

/* Copies the tests of arguments in their order. Jumps lead forward, so they only get shorter. */
static bool emit_arguments(struct compaction *c)
{
    unsigned first = c->n;

    for (unsigned i = 0; i < c->length; i++)
        c->moved[i] = (unsigned short)(c->kept[i] ? c->n++ : 0);
    if (c->n > c->length)
        return false; /* not shorter */
    for (unsigned i = 0, at = first; i < c->length; i++) {
        struct sock_filter op = c->code[i];

        if (!c->kept[i])
            continue;
        if (op.code == (BPF_JMP | BPF_JA)) {
            op.k = c->moved[pass_empty_tests(c, i + 1 + op.k)] - at - 1;
        } else if (BPF_CLASS(op.code) == BPF_JMP) {
            op.jt = (uint8_t)(c->moved[pass_empty_tests(c, i + 1 + op.jt)] - at - 1);
            op.jf = (uint8_t)(c->moved[pass_empty_tests(c, i + 1 + op.jf)] - at - 1);
        }
        c->out[at++] = op;
    }
    return true;
}

static bool emit_filter(struct compaction *c, uint32_t foreign)
{
    const struct sock_filter head[HEAD] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARCH_AT),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, c->arch, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, foreign),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, NR_AT),
    };

    memcpy(c->out, head, sizeof head);
    c->n = HEAD;
    if (pool_at(c) + c->fate_count > CODE_MAX || !emit_search(c, 0, c->range_count - 1))
        return false;
    c->n += c->fate_count;
    for (unsigned i = 0; i < c->fate_count; i++)
        if (!c->fates[i].answered)
            keep_from(c, c->fates[i].at);
    if (!emit_arguments(c))
        return false;
    for (unsigned i = 0, at = pool_at(c); i < c->fate_count; i++, at++)
        c->out[at] = c->fates[i].answered
                         ? (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, c->fates[i].at)
                         : (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA,
                                                        c->moved[c->fates[i].at] - at - 1u);
    return true;
}

/* Whether the code there does not use the accumulator before loading it. */
static bool loads_anew(const struct compaction *c, unsigned at)
{
    return at < c->length &&
           (BPF_CLASS(c->code[at].code) == BPF_LD || BPF_CLASS(c->code[at].code) == BPF_RET);
}

/* Makes "and k, is it 0?" and "and bit, is it the bit?" one instruction, which leaves the second dead. */
static bool make_bit_test(struct compaction *c, unsigned at)
{
    struct sock_filter *op = &c->code[at];
    const struct sock_filter test = c->code[at + 1];
    bool bit = test.k == op->k && (op->k & (op->k - 1)) == 0;
    unsigned set = test.k == 0 ? test.jf : test.jt, clear = test.k == 0 ? test.jt : test.jf;

    if (op->code != (BPF_ALU | BPF_AND | BPF_K) || op->k == 0 ||
        test.code != (BPF_JMP | BPF_JEQ | BPF_K) || (test.k != 0 && !bit) || set == UINT8_MAX ||
        clear == UINT8_MAX || !loads_anew(c, at + 2 + set) || !loads_anew(c, at + 2 + clear))
        return false;
    *op = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, op->k, (uint8_t)(set + 1),
                                       (uint8_t)(clear + 1));
    return true;
}

/*
 * Joins a test of bits with the next one, of the same argument, where it leads if none is set: tests that
 * lead to the same place become one, as those of clone's flags; a test whose result is known goes.
 */
static void join_bit_tests(struct compaction *c)
{
    for (unsigned at = c->length - 1; at-- > 1;) {
        struct sock_filter *op = &c->code[at], *load, *next;
        bool same, known;

        if (!make_bit_test(c, at))
            continue;
        load = op + 1 + op->jf;
        next = load + 1;
        if (load->code != (BPF_LD | BPF_W | BPF_ABS) || op[-1].code != load->code ||
            op[-1].k != load->k || next->code != op->code)
            continue;
        same = next + 1 + next->jt == op + 1 + op->jt;
        known = (next->k & ~op->k) == 0;
        if ((!same && !known) || next + next->jf - op > UINT8_MAX)
            continue;
        op->k |= next->k;
        op->jf = (uint8_t)(next + next->jf - op);
    }
}

void policy_compact(struct policy_filter *filter, uint32_t arch)
{
    cleanup_free struct compaction *c = calloc(1, sizeof *c);
    struct fate foreign;

    if (!c || filter->length > CODE_MAX)
        return;
    memcpy(c->code, filter->code, filter->length * sizeof *c->code);
    c->length = filter->length;
    c->arch = arch;
    join_bit_tests(c);
    if (!follow_program(c, ~arch, 0, &foreign) || !foreign.answered || !find_ranges(c) ||
        !emit_filter(c, foreign.at))
        return;
    memcpy(filter->code, c->out, c->n * sizeof *c->out);
    filter->length = (unsigned short)c->n;
}
