/* SPDX-License-Identifier: MIT */
/* A filter that was made shorter gives the answers that it gave before. */
#include "sandbox/policy/policy.h"
#include "tests/unit/bpf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { ARCH = 7, CALLS = 40, GAP = 100 };

#define LOAD(field)                                                                                \
    (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(answer) (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, answer)
#define IF_EQUAL(value, jt, jf)                                                                    \
    (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, jt, jf)

/*
 * As libseccomp writes them: a comparison for each call. Allowed are 10 to 29, and from 100 on again;
 * 30 is looked at more closely, the others are refused.
 */
static unsigned write_filter(struct sock_filter *code)
{
    unsigned n = 0;

    code[n++] = LOAD(arch);
    code[n++] = IF_EQUAL(ARCH, 1, 0);
    code[n++] = RETURN(SECCOMP_RET_KILL_PROCESS);
    code[n++] = LOAD(nr);
    code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, GAP, 0, 1);
    code[n++] = RETURN(SECCOMP_RET_ALLOW);
    for (unsigned nr = 10; nr < 30; nr++) {
        code[n++] = IF_EQUAL(nr, 0, 1);
        code[n++] = RETURN(SECCOMP_RET_ALLOW);
    }
    code[n++] = IF_EQUAL(30, 0, 3);
    code[n++] = LOAD(args[0]);
    code[n++] = IF_EQUAL(5, 0, 1);
    code[n++] = RETURN(SECCOMP_RET_ALLOW);
    code[n++] = RETURN(SECCOMP_RET_ERRNO | 38);
    return n;
}

static struct policy_filter make_filter(void)
{
    struct policy_filter filter = {.code = calloc(256, sizeof *filter.code)};

    assert_non_null(filter.code);
    filter.length = (unsigned short)write_filter(filter.code);
    return filter;
}

static uint32_t ask(const struct sock_filter *code, size_t n, uint32_t arch, uint32_t nr,
                    uint64_t arg)
{
    struct seccomp_data data = {.nr = (int)nr, .arch = arch, .args = {arg}};

    return bpf_run(code, n, &data);
}

static void assert_same_answers(const struct sock_filter *code, unsigned n,
                                const struct policy_filter *filter)
{
    static const uint32_t far[] = {GAP - 1, GAP, GAP + 1, 0x3fffffff, 0x40000000, UINT32_MAX};

    for (uint32_t arch = ARCH - 1; arch <= ARCH + 1; arch++)
        for (uint64_t arg = 4; arg <= 6; arg++) {
            for (uint32_t nr = 0; nr < CALLS; nr++)
                assert_int_equal(ask(filter->code, filter->length, arch, nr, arg),
                                 ask(code, n, arch, nr, arg));
            for (size_t i = 0; i < sizeof far / sizeof *far; i++)
                assert_int_equal(ask(filter->code, filter->length, arch, far[i], arg),
                                 ask(code, n, arch, far[i], arg));
        }
}

static void it_is_shorter_and_answers_the_same(void **state)
{
    struct sock_filter before[256];
    unsigned n = write_filter(before);
    struct policy_filter filter = make_filter();
    (void)state;

    policy_compact(&filter, ARCH);
    assert_true(filter.length < n / 2);
    assert_same_answers(before, n, &filter);
    free(filter.code);
}

/* "Load, and the mask, is it the value?"; the targets are indices, or 0 for the next instruction. */
static unsigned write_bit_test(struct sock_filter *code, unsigned n, uint32_t mask, uint32_t value,
                               unsigned yes, unsigned no)
{
    code[n] = LOAD(args[0]);
    code[n + 1] = (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, mask);
    code[n + 2] = IF_EQUAL(value, (uint8_t)(yes ? yes - n - 3 : 0), (uint8_t)(no ? no - n - 3 : 0));
    return n + 3;
}

/* Tests of bits, as libseccomp writes them for the flags of a call, with an empty one before them. */
static unsigned write_bit_tests(struct sock_filter *code)
{
    enum { BITS = 4 };
    unsigned n = 0, refused;

    code[n++] = LOAD(arch);
    code[n++] = IF_EQUAL(ARCH, 1, 0);
    code[n++] = RETURN(SECCOMP_RET_KILL_PROCESS);
    code[n++] = LOAD(nr);
    code[n++] = IF_EQUAL(30, 1, 0);
    code[n++] = RETURN(SECCOMP_RET_ERRNO | 38);
    refused = n + 3 + 3 * BITS + 3;
    n = write_bit_test(code, n, 0, 0, 0, refused);
    for (unsigned bit = 0; bit < BITS; bit++)
        n = write_bit_test(code, n, 1u << bit, 1u << bit, refused, 0);
    n = write_bit_test(code, n, 0x23, 0, refused + 1, 0);
    code[n++] = RETURN(SECCOMP_RET_USER_NOTIF);
    code[n++] = RETURN(SECCOMP_RET_ALLOW);
    return n;
}

static void tests_of_bits_are_joined(void **state)
{
    struct sock_filter before[64];
    unsigned n = write_bit_tests(before);
    struct policy_filter filter = {.code = calloc(64, sizeof *filter.code)};
    (void)state;

    assert_non_null(filter.code);
    memcpy(filter.code, before, n * sizeof *before);
    filter.length = (unsigned short)n;
    policy_compact(&filter, ARCH);
    assert_true(filter.length < n - 6);
    for (uint32_t nr = 28; nr < 33; nr++)
        for (uint64_t arg = 0; arg < 256; arg++)
            assert_int_equal(ask(filter.code, filter.length, ARCH, nr, arg),
                             ask(before, n, ARCH, nr, arg));
    free(filter.code);
}

/* What it does not understand it must not touch: any such instruction, wherever it stands. */
static void what_is_not_understood_is_left_alone(void **state)
{
    static const struct sock_filter odd[] = {
        BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xff),
        BPF_STMT(BPF_LD | BPF_IMM, 10),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 1, 0, 0),
        BPF_STMT(BPF_MISC | BPF_TAX, 0),
    };
    (void)state;

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct sock_filter before[256];
        struct policy_filter filter = make_filter();
        unsigned short length = ++filter.length;

        memmove(filter.code + 5, filter.code + 4, (length - 5u) * sizeof *filter.code);
        filter.code[4] = odd[i];
        memcpy(before, filter.code, length * sizeof *before);
        policy_compact(&filter, ARCH);
        assert_int_equal(filter.length, length);
        assert_memory_equal(filter.code, before, length * sizeof *before);
        free(filter.code);
    }
}

/* Ours are: the time that installing one takes is the greater part of what a run in a cell costs. */
static void our_filters_were_made_shorter(void **state)
{
    (void)state;
    for (unsigned policy = 0; policy < POLICY_COUNT; policy++) {
        struct policy_filter filter = {.code = NULL};
        unsigned calls = 0;

        assert_int_equal(policy_compile(&filter, policy, NULL), 0);
        for (unsigned i = 0; i < filter.length; i++)
            calls += filter.code[i].code == (BPF_JMP | BPF_JEQ | BPF_K);
        assert_true(filter.length < 300);
        assert_true(calls < 60); /* equality is left to arguments */
        policy_release(&filter);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_shorter_and_answers_the_same),
        cmocka_unit_test(tests_of_bits_are_joined),
        cmocka_unit_test(what_is_not_understood_is_left_alone),
        cmocka_unit_test(our_filters_were_made_shorter),
    };

    return cmocka_run_group_tests_name("shorter filters", tests, NULL, NULL);
}
