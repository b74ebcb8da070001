/* SPDX-License-Identifier: MIT */
#include "inputs/instance.h"
#include "inputs/structure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The structure of one or two examples (`b` may be NULL). */
static struct structure *read_off(const char *a, const char *b)
{
    struct span examples[2] = {{a, strlen(a)}, {b ? b : "", b ? strlen(b) : 0}};
    struct structure *structure = NULL;
    struct err err = {0};

    assert_int_equal(structure_new(&structure, examples, b ? 2 : 1, &err), 0);
    return structure;
}

static bool is_slot(const struct count *count, size_t slot, int mul, int off)
{
    return count->kind == COUNT_SLOT && count->slot == slot && count->mul == mul &&
           count->off == off;
}

static void a_list_is_counted_by_the_number_before_it(void **state)
{
    struct structure *s = read_off("3\n1 7 2\n", "1\n1\n");

    (void)state;
    assert_int_equal(s->body.count, 2);
    assert_true(s->body.sections[1].has_list);
    assert_true(is_slot(&s->body.sections[1].list, 0, 1, 0));
    assert_true(s->slots[0].counts);
    structure_free(s);
}

static void lists_of_n_plus_1_and_m_plus_1_are_found(void **state)
{
    struct structure *s = read_off("2 1\n1 1 1\n2 5\n", "1 0\n-1 3\n2\n");

    (void)state;
    assert_int_equal(s->body.count, 3);
    assert_true(is_slot(&s->body.sections[1].list, 0, 1, 1));
    assert_true(is_slot(&s->body.sections[2].list, 1, 1, 1));
    structure_free(s);
}

static void lines_are_counted_by_a_field_of_the_header(void **state)
{
    struct structure *s = read_off("1 3 2 1 5 10\n0 10\n", "2 8 4 2 5 10\n20 30\n50 100\n");

    (void)state;
    assert_int_equal(s->body.count, 2);
    assert_true(is_slot(&s->body.sections[1].repeat, 0, 1, 0));
    assert_int_equal(s->body.sections[1].fields, 2);
    structure_free(s);
}

static void a_board_has_r_lines_of_c_characters(void **state)
{
    struct structure *s = read_off("2 3\n.#.\n#..\n", "3 2\n..\n##\n.#\n");

    (void)state;
    assert_true(is_slot(&s->body.sections[1].repeat, 0, 1, 0));
    assert_int_equal(s->slots[2].type, SLOT_WORD);
    assert_true(is_slot(&s->slots[2].length, 1, 1, 0));
    assert_int_equal(s->slots[2].alphabet_size, 2);
    structure_free(s);
}

static void a_matrix_of_equal_sides_takes_rows_before_columns(void **state)
{
    struct structure *s = read_off("3 3\n0 0 0\n0 1 0\n0 0 0\n", NULL);

    (void)state;
    assert_true(is_slot(&s->body.sections[1].repeat, 0, 1, 0));
    assert_true(is_slot(&s->body.sections[1].list, 1, 1, 0));
    assert_true(s->slots[2].few);
    structure_free(s);
}

static void a_board_of_equal_sides_does_too(void **state)
{
    struct structure *s = read_off("3 3\n.#.\n#..\n...\n", NULL);

    (void)state;
    assert_true(is_slot(&s->body.sections[1].repeat, 0, 1, 0));
    assert_true(is_slot(&s->slots[2].length, 1, 1, 0));
    structure_free(s);
}

static void edges_are_counted_by_m_even_where_n_is_as_large(void **state)
{
    struct structure *s = read_off("3 3\n1 2\n2 3\n1 3\n", NULL);

    (void)state;
    assert_true(is_slot(&s->body.sections[1].repeat, 1, 1, 0));
    assert_int_equal(s->slots[3].bound_slot, 0);
    assert_true(s->slots[3].bound_sure > 0);
    structure_free(s);
}

static void test_cases_form_a_group(void **state)
{
    struct structure *s = read_off("3\n3\n1 2 5\n1\n7\n2\n4 4\n", NULL);
    const struct section *group = &s->body.sections[1];

    (void)state;
    assert_int_equal(s->body.count, 2);
    assert_true(group->group);
    assert_true(is_slot(&group->repeat, 0, 1, 0));
    assert_int_equal(group->body.count, 2);
    assert_true(is_slot(&group->body.sections[1].list, 1, 1, 0));
    structure_free(s);
}

static void the_number_of_test_cases_counts_nothing_within_one(void **state)
{
    struct structure *s = read_off("2\n5 2\nabcab\n3 1\nzzz\n", NULL);
    const struct section *group = &s->body.sections[1];

    (void)state;
    assert_int_equal(group->body.sections[0].fields, 2);
    assert_false(group->body.sections[0].has_list);
    assert_true(is_slot(&s->slots[3].length, 1, 1, 0));
    structure_free(s);
}

static void a_line_may_count_its_own_list(void **state)
{
    struct structure *s = read_off("3\n2 1 2\n0\n3 4 5 6\n", NULL);

    (void)state;
    assert_int_equal(s->body.sections[1].fields, 1);
    assert_true(is_slot(&s->body.sections[1].list, 1, 1, 0));
    structure_free(s);
}

static void equal_counts_in_two_lines_alone_are_a_coincidence(void **state)
{
    struct structure *s = read_off("5 3 1 3 13 9\n", "5 3 1 3 15 9\n");

    (void)state;
    assert_int_equal(s->body.sections[0].fields, 6);
    assert_false(s->body.sections[0].has_list);
    structure_free(s);
}

static void a_repeated_example_is_no_more_evidence(void **state)
{
    struct structure *s = read_off("5\n2 9 8 2 7\n", "5\n2 9 8 2 7\n");

    (void)state;
    assert_int_equal(s->doc_count, 1);
    assert_int_equal(s->slots[1].seen, 5);
    structure_free(s);
}

static void a_permutation_needs_more_than_1_2_3(void **state)
{
    struct structure *shuffled = read_off("4\n2 3 4 1\n", "3\n1 3 2\n");
    struct structure *counted = read_off("3\n1 2 3\n", NULL);

    (void)state;
    assert_true(shuffled->slots[1].permutation_sure > 90);
    assert_int_equal(shuffled->slots[1].permutation_base, 1);
    assert_true(counted->slots[1].permutation_sure < 50);
    structure_free(shuffled);
    structure_free(counted);
}

static void ascending_lists_are_noticed(void **state)
{
    struct structure *s = read_off("5\n1 3 4 8 10\n", "4\n2 5 5 20\n");

    (void)state;
    assert_true(s->slots[1].rising_sure > 90);
    assert_false(s->slots[1].strict);
    assert_int_equal(s->slots[1].falling_sure, 0);
    structure_free(s);
}

static void digits_with_leading_zeros_and_bit_strings_are_words(void **state)
{
    struct structure *zeros = read_off("89\n", "00\n");
    struct structure *bits = read_off("1001\n", "1000000001\n");
    struct structure *tens = read_off("1000\n", "10\n");

    (void)state;
    assert_int_equal(zeros->slots[0].type, SLOT_WORD);
    assert_int_equal(bits->slots[0].type, SLOT_WORD);
    assert_int_equal(tens->slots[0].type, SLOT_INT);
    structure_free(zeros);
    structure_free(bits);
    structure_free(tens);
}

static void decimals_are_kept_in_one_scale(void **state)
{
    struct structure *s = read_off("2\n1.50 2.2\n", NULL);

    (void)state;
    assert_int_equal(s->slots[1].type, SLOT_DECIMAL);
    assert_int_equal(s->slots[1].decimals, 2);
    assert_int_equal(s->slots[1].max, 220);
    structure_free(s);
}

static void an_empty_list_may_end_the_input(void **state)
{
    struct structure *s = read_off("0\n", "2\n5 6\n");

    (void)state;
    assert_true(is_slot(&s->body.sections[1].list, 0, 1, 0));
    structure_free(s);
}

static void text_without_any_counts_is_free(void **state)
{
    struct structure *s = read_off("to be or\nnot\n", "that is\nthe question here and now\nyes\n");

    (void)state;
    assert_true(s->known);
    assert_int_equal(s->body.sections[0].repeat.kind, COUNT_FREE);
    assert_true(s->body.sections[0].has_list);
    assert_int_equal(s->body.sections[0].list.kind, COUNT_FREE);
    structure_free(s);
}

static void binary_and_empty_examples_have_no_structure(void **state)
{
    struct span bytes = {"\0\1\2abc", 6}, nothing = {NULL, 0};
    struct structure *s = NULL;

    (void)state;
    assert_int_equal(structure_new(&s, &bytes, 1, NULL), 0);
    assert_false(s->known);
    structure_free(s);
    assert_int_equal(structure_new(&s, &nothing, 1, NULL), 0);
    assert_false(s->known);
    structure_free(s);
}

static void an_example_is_printed_as_it_was(void **state)
{
    static const char *const examples[] = {
        "3\r\n 1  2\t3 \r\n",
        "2\n1 2\n3 4",
        "1\n\n-5 0.50 007\n\n",
        "a\nb\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct structure *s = read_off(examples[i], NULL);
        struct buf out = BUF_INIT(1000);

        assert_int_equal(doc_print(s, &s->docs[0], &out), 0);
        assert_string_equal(buf_str(&out), examples[i]);
        buf_release(&out);
        structure_free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_counted_by_the_number_before_it),
        cmocka_unit_test(lists_of_n_plus_1_and_m_plus_1_are_found),
        cmocka_unit_test(lines_are_counted_by_a_field_of_the_header),
        cmocka_unit_test(a_board_has_r_lines_of_c_characters),
        cmocka_unit_test(a_matrix_of_equal_sides_takes_rows_before_columns),
        cmocka_unit_test(a_board_of_equal_sides_does_too),
        cmocka_unit_test(edges_are_counted_by_m_even_where_n_is_as_large),
        cmocka_unit_test(test_cases_form_a_group),
        cmocka_unit_test(the_number_of_test_cases_counts_nothing_within_one),
        cmocka_unit_test(a_line_may_count_its_own_list),
        cmocka_unit_test(equal_counts_in_two_lines_alone_are_a_coincidence),
        cmocka_unit_test(a_repeated_example_is_no_more_evidence),
        cmocka_unit_test(a_permutation_needs_more_than_1_2_3),
        cmocka_unit_test(ascending_lists_are_noticed),
        cmocka_unit_test(digits_with_leading_zeros_and_bit_strings_are_words),
        cmocka_unit_test(decimals_are_kept_in_one_scale),
        cmocka_unit_test(an_empty_list_may_end_the_input),
        cmocka_unit_test(text_without_any_counts_is_free),
        cmocka_unit_test(binary_and_empty_examples_have_no_structure),
        cmocka_unit_test(an_example_is_printed_as_it_was),
    };

    return cmocka_run_group_tests_name("structure", tests, NULL, NULL);
}
