/* SPDX-License-Identifier: MIT */
/* The list of survivors: ordered by candidate, and never longer than its limit. */
#include "record/survivors.h"
#include "base/rng.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

/* Keeps the survivors in the order given, each with its index as source. */
static void keep_all(struct survivors *survivors, const uint64_t *order, size_t count, size_t max)
{
    assert_int_equal(survivors_init(survivors, max, NULL), 0);
    for (size_t i = 0; i < count; i++) {
        struct survivor survivor = {.program_number = 1000 + order[i],
                                    .first = order[i],
                                    .language = language_at(0),
                                    .program = {.language = NULL, .fd = -1}};
        char source[32];
        int n = snprintf(source, sizeof source, "source %d", (int)order[i]);

        assert_int_equal(survivors_keep(survivors, &survivor, source, (size_t)n, NULL), 0);
    }
    survivors_order(survivors);
}

static void shuffle(uint64_t *order, size_t count, struct rng *rng)
{
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count - 1; i > 0; i--) {
        size_t j = rng_next(rng) % (i + 1);
        uint64_t swapped = order[i];

        order[i] = order[j];
        order[j] = swapped;
    }
}

static void the_first_ones_stay_in_whatever_order_they_come(void **state)
{
    enum { COUNT = 200 };
    static const size_t caps[] = {1, 2, 63, 64, 65, 199, 200, 201, 8192};
    struct rng rng;

    (void)state;
    rng_init(&rng, 1, 0);
    for (size_t c = 0; c < sizeof caps / sizeof *caps; c++) {
        cleanup_with(survivors_release) struct survivors survivors;
        cleanup_with(buf_release) struct buf room = BUF_INIT((size_t)100);
        uint64_t order[COUNT];
        size_t kept = caps[c] < COUNT ? caps[c] : COUNT;

        shuffle(order, COUNT, &rng);
        keep_all(&survivors, order, COUNT, caps[c]);
        assert_int_equal(survivors.count, kept);
        assert_int_equal(survivors.dropped, COUNT - kept);
        for (size_t i = 0; i < kept; i++) {
            char source[32];

            snprintf(source, sizeof source, "source %zu", i);
            assert_int_equal(survivors.list[i].first, i);
            assert_int_equal(survivors.list[i].program_number, 1000 + i);
            assert_int_equal(survivors_source(&survivors, i, &room, NULL), 0);
            assert_string_equal(buf_str(&room), source);
        }
    }
}

/* Descriptors that are open in this process. */
static size_t descriptors(void)
{
    cleanup_dir DIR *dir = opendir("/proc/self/fd");
    size_t count = 0;

    assert_non_null(dir);
    while (readdir(dir))
        count++;
    return count;
}

static void programs_of_those_that_do_not_stay_are_given_back(void **state)
{
    struct survivors survivors;
    size_t before = descriptors();

    (void)state;
    assert_int_equal(survivors_init(&survivors, 3, NULL), 0);
    for (uint64_t i = 0; i < 50; i++) {
        struct survivor survivor = {.first = i % 2 ? 100 + i : 100 - i,
                                    .language = language_at(0),
                                    .program = {.language = language_at(0)}};

        survivor.program.fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
        assert_int_equal(survivors_keep(&survivors, &survivor, "", 0, NULL), 0);
    }
    assert_int_equal(descriptors(), before + 1 + 3); /* the spool, and the programs */
    survivors_release(&survivors);
    assert_int_equal(descriptors(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_ones_stay_in_whatever_order_they_come),
        cmocka_unit_test(programs_of_those_that_do_not_stay_are_given_back),
    };

    return cmocka_run_group_tests_name("survivors", tests, NULL, NULL);
}
