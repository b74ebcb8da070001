/* SPDX-License-Identifier: MIT */
/* Transcripts: their order, what is kept of long ones, and that nobody can make them large. */
#include "base/screen/transcript.h"
#include "winnow/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void say(struct transcript *t, enum transcript_side side, nsec_t at, const char *text)
{
    transcript_add(t, side, at, text, strlen(text));
}

static void end_pass(struct transcript *t, nsec_t start, nsec_t candidate, nsec_t interactor)
{
    transcript_end_pass(
        t, start, (const struct transcript_end[]){{candidate, "c ends"}, {interactor, "i ends"}});
}

/* "0 c 3 text|…": pass, side, time and text of each entry. */
static const char *listing(const struct transcript *t, char room[400])
{
    size_t n = 0;

    room[0] = '\0';
    for (size_t i = 0; i < t->count; i++) {
        const struct transcript_entry *e = &t->list[i];

        n += (size_t)snprintf(room + n, 400 - n, "%u %c %d %.*s|", e->pass,
                              *transcript_side_name(e->side), (int)e->at,
                              e->ended ? 100 : (int)(e->end - e->begin),
                              e->ended ? e->ended : buf_str(&t->text) + e->begin);
    }
    return room;
}

static void chunks_are_split_into_lines_and_ends_stand_in_their_order(void **state)
{
    struct transcript *t = transcript_new();
    char room[400];

    (void)state;
    assert_non_null(t);
    transcript_begin_pass(t, 0);
    say(t, TRANSCRIPT_CANDIDATE, 12, "a\nb");
    say(t, TRANSCRIPT_INTERACTOR, 15, "c\n");
    say(t, TRANSCRIPT_CANDIDATE, 30, "late\n");
    end_pass(t, 10, 20, 16);
    assert_string_equal(listing(t, room),
                        "0 c 2 a\n|0 c 2 b|0 i 5 c\n|0 i 6 i ends|0 c 10 late\n|0 c 10 c ends|");
    assert_true(transcript_ended_first(t, 3));
    assert_false(transcript_ended_first(t, 5));
    transcript_begin_pass(t, 1);
    say(t, TRANSCRIPT_INTERACTOR, 101, "d\n");
    end_pass(t, 100, 102, 103);
    assert_non_null(strstr(listing(t, room), "|1 i 1 d\n|1 c 2 c ends|1 i 3 i ends|"));
    assert_true(transcript_ended_first(t, t->count - 2));
    assert_int_equal(t->left_out, 0);
    transcript_free(t);
}

static void a_run_that_is_measured_again_begins_its_pass_anew(void **state)
{
    struct transcript *t = transcript_new();
    char room[400];

    (void)state;
    assert_non_null(t);
    say(t, TRANSCRIPT_CANDIDATE, 1, "first pass\n");
    end_pass(t, 0, 2, 3);
    transcript_begin_pass(t, 1);
    for (int i = 0; i < 5000; i++)
        say(t, TRANSCRIPT_CANDIDATE, 1, "dropped\n");
    assert_true(t->left_out > 0);
    transcript_restart(t);
    say(t, TRANSCRIPT_CANDIDATE, 1, "second\n");
    end_pass(t, 0, 2, 3);
    assert_int_equal(t->left_out, 0);
    assert_string_equal(listing(t, room), "0 c 1 first pass\n|0 c 2 c ends|0 i 3 i ends|"
                                          "1 c 1 second\n|1 c 2 c ends|1 i 3 i ends|");
    transcript_free(t);
}

/* Whatever is written: beginning and end are there, the rest is counted, and memory is bounded. */
static void of_long_talks_the_beginning_and_the_end_are_kept(void **state)
{
    static const size_t lengths[] = {1, 2, 31, 1000, 1024, 1025, 9000, 65536};

    (void)state;
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
        struct transcript *t = transcript_new();
        char *chunk = malloc(lengths[k]);
        bytes_t written = 0, kept = 0;

        assert_true(t && chunk);
        say(t, TRANSCRIPT_INTERACTOR, 1, "the beginning\n");
        for (int i = 0; i < 3000; i++, written += (bytes_t)lengths[k]) {
            memset(chunk, 'x', lengths[k]);
            chunk[lengths[k] - 1] = i % 2 ? '\n' : 'y';
            transcript_add(t, i % 2 ? TRANSCRIPT_CANDIDATE : TRANSCRIPT_INTERACTOR, 2, chunk,
                           lengths[k]);
            assert_true(t->text.len <= 3 * TRANSCRIPT_BYTES);
            assert_true(t->count <= 3 * TRANSCRIPT_ENTRIES);
        }
        say(t, TRANSCRIPT_CANDIDATE, 3, "the end\n");
        end_pass(t, 0, 4, 5);
        for (size_t i = 0; i < t->count; i++) {
            assert_true(t->list[i].end <= t->text.len);
            assert_true(i == 0 || t->list[i].begin == t->list[i - 1].end);
            kept += (bytes_t)(t->list[i].end - t->list[i].begin);
        }
        assert_int_equal(kept + t->left_out, written + 14 + 8);
        assert_memory_equal(buf_str(&t->text), "the beginning\n", 14);
        assert_memory_equal(buf_str(&t->text) + t->text.len - 8, "the end\n", 8);
        assert_true(t->head > 0 && t->head < t->count);
        transcript_free(t);
        free(chunk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chunks_are_split_into_lines_and_ends_stand_in_their_order),
        cmocka_unit_test(a_run_that_is_measured_again_begins_its_pass_anew),
        cmocka_unit_test(of_long_talks_the_beginning_and_the_end_are_kept),
    };

    return cmocka_run_group_tests_name("transcript", tests, NULL, NULL);
}
