/* SPDX-License-Identifier: MIT */
#include "stage/inputs/given_tests.h"
#include "base/file.h"
#include "stage/inputs/given_inputs.h"
#include "winnow/cleanup.h"

struct reading {
    struct matrix *matrix;
    struct made_inputs *inputs;
    size_t room;
};

/* Its number, or their count: it is none of them. */
static size_t find_input(const struct made_inputs *inputs, const struct buf *bytes)
{
    struct hash128 hash = hash_bytes(buf_str(bytes), bytes->len);
    size_t number = 0;

    while (number < inputs->count && !hash_equal(inputs->list[number].hash, hash))
        number++;
    return number;
}

static int add_test(struct reading *reading, size_t input, struct hash128 expected, struct err *err)
{
    struct made_inputs *inputs = reading->inputs;
    struct made_test *grown;

    for (size_t i = 0; i < inputs->test_count; i++) {
        struct made_test *test = &inputs->tests[i];

        if (test->input == input && hash_equal(test->expected, expected)) {
            test->copies++;
            return 0;
        }
    }
    grown = array_grow(inputs->tests, inputs->test_count, &reading->room, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    inputs->tests = grown;
    grown[inputs->test_count++] =
        (struct made_test){.input = input, .expected = expected, .copies = 1};
    return 0;
}

static int take_given(void *context, const char *origin, const struct buf *input,
                      const struct buf *output, struct err *err)
{
    struct reading *reading = context;
    size_t number = output ? find_input(reading->inputs, input) : reading->inputs->count;
    struct hash128 expected;
    cleanup_fd int fd = -1;

    (void)origin;
    if (number == reading->inputs->count)
        return 0;
    fd = file_memfd("expected", buf_str(output), output->len, err);
    if (fd < 0 ||
        matrix_expect(reading->matrix, &reading->inputs->list[number], fd, &expected, err) < 0)
        return -1;
    return add_test(reading, number, expected, err);
}

int given_tests_read(struct matrix *matrix, struct err *err)
{
    const char *path = matrix->session->settings->inputs_dir;
    cleanup_with(given_inputs_close) struct given_inputs given = {0};
    struct reading reading = {.matrix = matrix, .inputs = &matrix->record->inputs};

    if (!path)
        return 0;
    if (given_inputs_open(&given, path, err) < 0)
        return -1;
    return given_inputs_each(&given, NULL, take_given, &reading, err);
}
