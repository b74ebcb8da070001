/* SPDX-License-Identifier: MIT */
/*
 * The kernel's side of a system-call filter: a small interpreter of classic BPF over a struct
 * seccomp_data, so that tests can evaluate a compiled filter for any call. It refuses instructions
 * that libseccomp does not generate. Source: seccomp(2) and the kernel's
 * Documentation/networking/filter.rst.
 */
#ifndef TESTS_UNIT_BPF_H
#define TESTS_UNIT_BPF_H

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What bpf_run gives for a program that the kernel would refuse; no filter returns it. */
enum { BPF_BROKEN = 0x7bad0000 };

static inline bool bpf_compare(const struct sock_filter *op, uint32_t a)
{
    switch (BPF_OP(op->code)) {
    case BPF_JEQ:
        return a == op->k;
    case BPF_JGT:
        return a > op->k;
    case BPF_JGE:
        return a >= op->k;
    default: /* BPF_JSET */
        return (a & op->k) != 0;
    }
}

/* The filter's answer to a call: SECCOMP_RET_… with its data. */
static inline uint32_t bpf_run(const struct sock_filter *code, size_t length,
                               const struct seccomp_data *data)
{
    uint32_t a = 0;

    for (size_t pc = 0; pc < length; pc++) {
        const struct sock_filter *op = &code[pc];

        switch (op->code) {
        case BPF_LD | BPF_W | BPF_ABS:
            if (op->k % sizeof a != 0 || op->k > sizeof *data - sizeof a)
                return BPF_BROKEN;
            memcpy(&a, (const char *)data + op->k, sizeof a);
            break;
        case BPF_ALU | BPF_AND | BPF_K:
            a &= op->k;
            break;
        case BPF_JMP | BPF_JA:
            pc += op->k;
            break;
        case BPF_JMP | BPF_JEQ | BPF_K:
        case BPF_JMP | BPF_JGT | BPF_K:
        case BPF_JMP | BPF_JGE | BPF_K:
        case BPF_JMP | BPF_JSET | BPF_K:
            pc += bpf_compare(op, a) ? op->jt : op->jf;
            break;
        case BPF_RET | BPF_K:
            return op->k;
        default:
            return BPF_BROKEN;
        }
    }
    return BPF_BROKEN;
}

#endif
