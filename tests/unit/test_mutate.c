/* SPDX-License-Identifier: MIT */
#include "base/hash.h"
#include "base/rng.h"
#include "inputs/mutate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PROPOSALS = 200, LIMIT = 1 << 20 };

static struct mutator *mutator_of(const char *a, const char *b, uint64_t seed)
{
    struct example examples[2] = {{a, strlen(a)}, {b ? b : "", b ? strlen(b) : 0}};
    struct mutator *m = NULL;

    assert_int_equal(mutator_new(&m, examples, b ? 2 : 1, seed, LIMIT, NULL), 0);
    return m;
}

typedef bool (*is_good)(const char *text);

/* How many of PROPOSALS proposals are good. */
static int count_good(const char *a, const char *b, is_good good)
{
    struct mutator *m = mutator_of(a, b, 1);
    struct buf out = BUF_INIT(LIMIT);
    int count = 0;

    for (int i = 0; i < PROPOSALS; i++) {
        assert_int_equal(mutator_next(m, &out, NULL), 0);
        count += good(buf_str(&out));
    }
    buf_release(&out);
    mutator_free(m);
    return count;
}

/* Reads "n, then n integers, then the end"; returns n or -1. */
static long read_list(const char *text, long *values, long room)
{
    char *end;
    long n = strtol(text, &end, 10);

    if (n < 0 || n > room)
        return -1;
    for (long i = 0; i < n; i++) {
        const char *from = end;

        values[i] = strtol(from, &end, 10);
        if (end == from)
            return -1;
    }
    return strspn(end, " \n") == strlen(end) ? n : -1;
}

static bool is_list(const char *text)
{
    long values[200];

    return read_list(text, values, 200) >= 0;
}

static bool is_permutation(const char *text)
{
    long values[200], n = read_list(text, values, 200);
    bool seen[201] = {false};

    for (long i = 0; i < n; i++) {
        if (values[i] < 1 || values[i] > n || seen[values[i]])
            return false;
        seen[values[i]] = true;
    }
    return n > 0;
}

static bool is_ascending(const char *text)
{
    long values[200], n = read_list(text, values, 200);

    for (long i = 1; i < n; i++)
        if (values[i] < values[i - 1])
            return false;
    return n > 0;
}

static bool has_no_minus(const char *text)
{
    return strchr(text, '-') == NULL;
}

static bool is_board(const char *text)
{
    int rows, columns, used;

    if (sscanf(text, "%d %d\n%n", &rows, &columns, &used) != 2)
        return false;
    for (text += used; rows > 0; rows--, text++) {
        for (int i = 0; i < columns; i++, text++)
            if (*text != '.' && *text != '#')
                return false;
        if (*text != '\n')
            return false;
    }
    return *text == '\0';
}

static bool is_graph(const char *text)
{
    int n, m, u, v, used;

    if (sscanf(text, "%d %d%n", &n, &m, &used) != 2)
        return false;
    for (; m > 0; m--) {
        text += used;
        if (sscanf(text, "%d %d%n", &u, &v, &used) != 2 || u < 1 || v < 1 || u > n || v > n)
            return false;
    }
    text += used;
    return strspn(text, "\n") == strlen(text);
}

static void sizes_follow_their_lists(void **state)
{
    (void)state;
    assert_int_equal(count_good("3\n4 7 2\n", "5\n9 1 1 30 2\n", is_list), PROPOSALS);
}

static void permutations_mostly_stay_permutations(void **state)
{
    int good = count_good("4\n2 3 4 1\n", "3\n1 3 2\n", is_permutation);

    (void)state;
    assert_in_range(good, PROPOSALS * 70 / 100, PROPOSALS);
}

static void ascending_lists_mostly_stay_ascending(void **state)
{
    int good = count_good("5\n1 3 4 8 10\n", "4\n2 5 7 20\n", is_ascending);

    (void)state;
    assert_in_range(good, PROPOSALS * 80 / 100, PROPOSALS);
}

static void no_number_becomes_negative(void **state)
{
    (void)state;
    assert_int_equal(count_good("3 1\n0 0 5\n", "2 9\n1 0\n", has_no_minus), PROPOSALS);
    assert_int_equal(count_good("0\n", NULL, has_no_minus), PROPOSALS);
    assert_int_equal(count_good("0.25 1.00\n", NULL, has_no_minus), PROPOSALS);
}

static void boards_keep_their_shape(void **state)
{
    int good = count_good("2 3\n.#.\n#..\n", "3 2\n..\n##\n.#\n", is_board);

    (void)state;
    assert_int_equal(good, PROPOSALS);
}

static void edges_mostly_stay_within_the_nodes(void **state)
{
    int good = count_good("4 3\n1 2\n2 3\n4 1\n", "5 4\n1 5\n2 3\n4 5\n3 4\n", is_graph);

    (void)state;
    assert_in_range(good, PROPOSALS * 75 / 100, PROPOSALS);
}

static bool ends_in_crlf(const char *text)
{
    const char *at = text;
    size_t len = strlen(text);

    for (at = strchr(text, '\n'); at; at = strchr(at + 1, '\n'))
        if (at == text || at[-1] != '\r')
            return false;
    return len > 1 && text[len - 1] == '\n';
}

static bool ends_without_newline(const char *text)
{
    size_t len = strlen(text);

    return len > 0 && text[len - 1] != '\n';
}

static void line_ends_are_those_of_the_example(void **state)
{
    (void)state;
    assert_int_equal(count_good("3\r\n4 7 2\r\n1 5\r\n", NULL, ends_in_crlf), PROPOSALS);
    assert_int_equal(count_good("3\n4 7 2", NULL, ends_without_newline), PROPOSALS);
}

static int compare_strings(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void proposals_rarely_repeat(void **state)
{
    static const char *const examples[][2] = {
        {"3\n4 7 2\n", "5\n9 1 1 30 2\n"},
        {"abcab\n", "zz\n"},
        {"17\n", NULL},
        {"10 2\n", "3 5\n"},
    };

    (void)state;
    for (size_t e = 0; e < sizeof examples / sizeof examples[0]; e++) {
        struct mutator *m = mutator_of(examples[e][0], examples[e][1], 1);
        struct buf out = BUF_INIT(LIMIT);
        char *texts[60];
        size_t distinct = 0;

        for (size_t i = 0; i < 60; i++) {
            assert_int_equal(mutator_next(m, &out, NULL), 0);
            assert_string_not_equal(buf_str(&out), examples[e][0]);
            texts[i] = strdup(buf_str(&out));
        }
        qsort(texts, 60, sizeof *texts, compare_strings);
        for (size_t i = 0; i < 60; i++)
            distinct += i == 59 || strcmp(texts[i], texts[i + 1]) != 0;
        assert_in_range(distinct, 50, 60);
        for (size_t i = 0; i < 60; i++)
            free(texts[i]);
        buf_release(&out);
        mutator_free(m);
    }
}

/* All proposals folded into one hash. */
static struct hash128 fingerprint(uint64_t seed)
{
    struct mutator *m = mutator_of("3 2\n1 2 3\nab\ncd\n", "2 1\n5 5\nxyz\n", seed);
    struct buf out = BUF_INIT(LIMIT);
    struct hash128 all = {0, 0};

    for (int i = 0; i < PROPOSALS; i++) {
        assert_int_equal(mutator_next(m, &out, NULL), 0);
        all = hash_fold(all, hash_bytes(buf_str(&out), out.len));
    }
    buf_release(&out);
    mutator_free(m);
    return all;
}

static void the_seed_decides_everything(void **state)
{
    (void)state;
    assert_true(hash_equal(fingerprint(7), fingerprint(7)));
    assert_false(hash_equal(fingerprint(7), fingerprint(8)));
}

/* Any bytes: no crash, no endless loop, never longer than allowed. */
static void try_bytes(const char *data, size_t len, size_t max_bytes)
{
    struct example examples[2] = {{data, len}, {data, len / 2}};
    struct buf out = BUF_INIT(LIMIT);
    struct mutator *m = NULL;

    assert_int_equal(mutator_new(&m, examples, 2, 1, max_bytes, NULL), 0);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(mutator_next(m, &out, NULL), 0);
        assert_true(out.len <= max_bytes);
    }
    buf_release(&out);
    mutator_free(m);
}

static void hostile_examples_do_no_harm(void **state)
{
    size_t len = 600000;
    char *data = malloc(len);

    (void)state;
    assert_non_null(data);
    memset(data, 'a', len);
    try_bytes(data, len, 1000);
    memset(data, '9', len);
    try_bytes(data, len, LIMIT);
    for (size_t i = 0; i < len; i++)
        data[i] = "1 \n"[i % 3];
    try_bytes(data, len, LIMIT);
    for (size_t i = 0; i < 1500; i++)
        data[i] = "2 3\n1 2 3 0\n"[i % 12];
    try_bytes(data, 1500, LIMIT);
    try_bytes(data, 1500, 3);
    try_bytes(data, 1500, 0);
    memset(data, 0, 100);
    try_bytes(data, 100, 50);
    try_bytes(data, 0, LIMIT);
    try_bytes("999999999999999999 -999999999999999999\n", 39, LIMIT);
    free(data);
}

static void random_bytes_do_no_harm(void **state)
{
    static const char letters[] = "0123  45\n\n9-.ab#\r\t\"(\xc3\x01";
    struct rng rng;
    char data[80];

    (void)state;
    rng_init(&rng, 3, 0);
    for (int i = 0; i < 400; i++) {
        size_t len = (size_t)rng_below(&rng, sizeof data);
        /* The later letters are the stranger ones. */
        uint64_t kinds = 1 + rng_below(&rng, sizeof letters - 1);

        for (size_t j = 0; j < len; j++)
            data[j] = letters[rng_below(&rng, kinds)];
        try_bytes(data, len, 4000);
    }
}

static void binary_examples_lose_or_gain_single_bits(void **state)
{
    static const char bytes[] = "\0\1\2\3\4\5\6\7";
    struct example example = {bytes, sizeof bytes};
    struct buf out = BUF_INIT(LIMIT);
    struct mutator *m = NULL;

    (void)state;
    assert_int_equal(mutator_new(&m, &example, 1, 1, LIMIT, NULL), 0);
    for (int i = 0; i < PROPOSALS; i++) {
        int bits = 0;

        assert_int_equal(mutator_next(m, &out, NULL), 0);
        assert_int_equal(out.len, sizeof bytes);
        for (size_t j = 0; j < sizeof bytes; j++)
            bits += __builtin_popcount((unsigned char)(out.data[j] ^ bytes[j]));
        assert_in_range(bits, 1, 3);
    }
    buf_release(&out);
    mutator_free(m);
}

static void no_examples_are_no_obstacle(void **state)
{
    struct buf out = BUF_INIT(LIMIT);
    struct mutator *m = NULL;

    (void)state;
    assert_int_equal(mutator_new(&m, NULL, 0, 1, LIMIT, NULL), 0);
    assert_int_equal(mutator_next(m, &out, NULL), 0);
    assert_true(out.len > 0);
    buf_release(&out);
    mutator_free(m);
    mutator_free(NULL);
}

/* ---- what validators teach */

static bool is_small(const char *text)
{
    long n = strtol(text, NULL, 10);

    return n >= 1 && n <= 40;
}

static bool asks(const char *text)
{
    return strncmp(text, "ask ", 4) == 0;
}

struct teaching {
    int accepted, outside; /* of the last half of the proposals: valid ones, and others */
};

/* The proposals of a mutator that is told of each whether it is good. */
static struct teaching teach(const char *a, const char *b, is_good good, bool tell)
{
    struct mutator *m = mutator_of(a, b, 1);
    struct buf out = BUF_INIT(LIMIT);
    struct teaching result = {0};

    for (int i = 0; i < PROPOSALS; i++) {
        assert_int_equal(mutator_next(m, &out, NULL), 0);
        if (tell)
            mutator_learn(m, buf_str(&out), out.len, good(buf_str(&out)));
        if (i >= PROPOSALS / 2)
            *(good(buf_str(&out)) ? &result.accepted : &result.outside) += 1;
    }
    buf_release(&out);
    mutator_free(m);
    return result;
}

static void what_is_rejected_is_proposed_less(void **state)
{
    static const struct {
        const char *a, *b;
        is_good good;
    } formats[] = {{"3 a\n", "20 b\n", is_small}, {"ask 5\n", "ask 7000\n", asks}};

    (void)state;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct teaching before = teach(formats[i].a, formats[i].b, formats[i].good, false);
        struct teaching after = teach(formats[i].a, formats[i].b, formats[i].good, true);

        assert_true(before.outside > 20);
        assert_true(after.outside < before.outside / 2);
        assert_true(after.outside > 0); /* it may be wrong, so it goes on to try */
    }
}

/* What was rejected for another reason comes back when something beyond is accepted. */
static void what_is_accepted_later_is_proposed_again(void **state)
{
    struct mutator *m = mutator_of("5\n", "9\n", 1);
    struct buf out = BUF_INIT(LIMIT);
    int beyond = 0;

    (void)state;
    for (int i = 0; i < 20; i++)
        mutator_learn(m, "100\n", 4, false);
    mutator_learn(m, "12\n", 3, true);
    for (int i = 0; i < PROPOSALS; i++) {
        assert_int_equal(mutator_next(m, &out, NULL), 0);
        beyond += strtol(buf_str(&out), NULL, 10) > 12;
    }
    assert_true(beyond > PROPOSALS / 4);
    buf_release(&out);
    mutator_free(m);
}

/* With two new numbers nobody knows which of them was wrong. */
static void a_rejection_with_two_new_things_teaches_nothing(void **state)
{
    struct mutator *taught = mutator_of("5 5\n", "9 9\n", 1),
                   *other = mutator_of("5 5\n", "9 9\n", 1);
    struct buf a = BUF_INIT(LIMIT), b = BUF_INIT(LIMIT);

    (void)state;
    for (int i = 0; i < 50; i++)
        mutator_learn(taught, "100 100\n", 8, false);
    mutator_learn(taught, "not of the format", 17, false);
    for (int i = 0; i < 50; i++) {
        assert_int_equal(mutator_next(taught, &a, NULL), 0);
        assert_int_equal(mutator_next(other, &b, NULL), 0);
        assert_string_equal(buf_str(&a), buf_str(&b));
    }
    buf_release(&a);
    buf_release(&b);
    mutator_free(taught);
    mutator_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_follow_their_lists),
        cmocka_unit_test(permutations_mostly_stay_permutations),
        cmocka_unit_test(ascending_lists_mostly_stay_ascending),
        cmocka_unit_test(no_number_becomes_negative),
        cmocka_unit_test(boards_keep_their_shape),
        cmocka_unit_test(edges_mostly_stay_within_the_nodes),
        cmocka_unit_test(line_ends_are_those_of_the_example),
        cmocka_unit_test(proposals_rarely_repeat),
        cmocka_unit_test(the_seed_decides_everything),
        cmocka_unit_test(hostile_examples_do_no_harm),
        cmocka_unit_test(random_bytes_do_no_harm),
        cmocka_unit_test(binary_examples_lose_or_gain_single_bits),
        cmocka_unit_test(no_examples_are_no_obstacle),
        cmocka_unit_test(what_is_rejected_is_proposed_less),
        cmocka_unit_test(what_is_accepted_later_is_proposed_again),
        cmocka_unit_test(a_rejection_with_two_new_things_teaches_nothing),
    };

    return cmocka_run_group_tests_name("mutate", tests, NULL, NULL);
}
