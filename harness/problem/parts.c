/* SPDX-License-Identifier: MIT */
#include "problem/parts.h"
#include "base/file.h"
#include "problem/tree.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#define WARNINGS_MAX 100

static int out_of_memory(struct err *err)
{
    return err_set(err, ERR_JUDGE, "out of memory");
}

/* Room for one item more. The lists keep no capacity: it is always the next power of two. */
static void *grow(void *items, size_t count, size_t size)
{
    size_t room = count == 0 ? 1 : count * 2;

    if ((count & (count - 1)) != 0)
        return items;
    return reallocarray(items, room, size);
}

int parts_format(char **out, struct err *err, const char *fmt, ...)
{
    char *text;
    va_list ap;
    int n;

    va_start(ap, fmt);
    n = vasprintf(&text, fmt, ap);
    va_end(ap);
    if (n < 0)
        return out_of_memory(err);
    *out = text;
    return 0;
}

int parts_path(char **path, const char *dir, const char *name, struct err *err)
{
    char *joined = file_join(dir, name);

    if (!joined)
        return out_of_memory(err);
    *path = joined;
    return 0;
}

static int append_warning(struct problem *problem, char **sentence, struct err *err)
{
    char **grown = grow(problem->warnings, problem->warning_count, sizeof *grown);

    if (!grown)
        return out_of_memory(err);
    problem->warnings = grown;
    problem->warnings[problem->warning_count++] = steal_ptr(sentence);
    return 0;
}

int parts_warn(struct problem *problem, struct err *err, const char *fmt, ...)
{
    cleanup_free char *sentence = NULL;
    va_list ap;
    int n;

    if (problem->warning_count > WARNINGS_MAX)
        return 0;
    if (problem->warning_count == WARNINGS_MAX) {
        sentence = strdup("there were more warnings than are listed here");
        return sentence ? append_warning(problem, &sentence, err) : out_of_memory(err);
    }
    va_start(ap, fmt);
    n = vasprintf(&sentence, fmt, ap);
    va_end(ap);
    if (n < 0) {
        sentence = NULL;
        return out_of_memory(err);
    }
    parts_printable(sentence);
    return append_warning(problem, &sentence, err);
}

static void test_release(struct test_case *test)
{
    free(test->name);
    free(test->input.path);
    free(test->input.bytes);
    free(test->answer.path);
    free(test->answer.bytes);
    tree_free(test->files, test->file_count);
}

/* Takes the test over. */
static int append_test(struct test_list *list, struct test_case *test, struct err *err)
{
    struct test_case *grown = grow(list->items, list->count, sizeof *grown);

    if (!grown)
        return out_of_memory(err);
    list->items = grown;
    list->items[list->count++] = *test;
    *test = (struct test_case){0};
    return 0;
}

int parts_add_static(struct test_list *list, const char *group_name, size_t group,
                     const struct case_settings *settings, struct err *err)
{
    cleanup_with(test_release) struct test_case test = {
        .group = group, .settings = settings, .is_static = true};

    return parts_format(&test.name, err, "%s/static_validation", group_name) < 0
               ? -1
               : append_test(list, &test, err);
}

int parts_add_test(struct test_list *list, const char *name, const char *input, const char *answer,
                   struct err *err)
{
    cleanup_with(test_release) struct test_case test = {
        .name = strdup(name), .input.path = strdup(input), .answer.path = strdup(answer)};

    if (!test.name || !test.input.path || !test.answer.path)
        return out_of_memory(err);
    return append_test(list, &test, err);
}

void parts_keep_bytes(struct test_case *test, struct test_data *input, struct test_data *answer)
{
    free(test->input.path);
    free(test->answer.path);
    test->input = *input;
    test->answer = *answer;
    *input = *answer = (struct test_data){0};
}

static void program_release(struct package_program *program)
{
    for (size_t i = 0; i < program->expectation_count; i++) {
        free(program->expectations[i].source);
        free(program->expectations[i].cases);
        free(program->expectations[i].message);
    }
    free(program->expectations);
    free(program->language);
    free(program->entrypoint);
    free(program->path);
    free(program->name);
    free(program->label);
}

int parts_add_program(struct program_list *list, const char *path, const char *name,
                      const char *label, struct err *err)
{
    cleanup_with(program_release) struct package_program program = {
        .path = strdup(path), .name = strdup(name), .label = label ? strdup(label) : NULL};
    struct package_program *grown;

    if (!program.path || !program.name || (label && !program.label))
        return out_of_memory(err);
    grown = grow(list->items, list->count, sizeof *grown);
    if (!grown)
        return out_of_memory(err);
    list->items = grown;
    list->items[list->count++] = program;
    program = (struct package_program){0};
    return 0;
}

/* How much of its name decides the order: of a static validation case that of its group, with the slash. */
static size_t order_length(const struct test_case *test)
{
    return test->is_static ? (size_t)(strrchr(test->name, '/') + 1 - test->name)
                           : strlen(test->name);
}

static int by_name(const void *a, const void *b)
{
    const struct test_case *x = a, *y = b;
    size_t n = order_length(x), m = order_length(y);
    int order = memcmp(x->name, y->name, n < m ? n : m);

    return order != 0 ? order : (n > m) - (n < m);
}

static const char *skip_zeros(const char *text)
{
    while (text[0] == '0' && isdigit((unsigned char)text[1]))
        text++;
    return text;
}

/* Runs of digits count as numbers: 9 before 10. Names that differ in leading zeros go by their bytes. */
static int by_number(const void *a, const void *b)
{
    const char *x = ((const struct test_case *)a)->name, *y = ((const struct test_case *)b)->name;

    while (*x && *y) {
        size_t n, m;

        x = skip_zeros(x);
        y = skip_zeros(y);
        n = strspn(x, "0123456789");
        m = strspn(y, "0123456789");
        if (n != m && n > 0 && m > 0)
            return n < m ? -1 : 1;
        if (*x != *y)
            return (unsigned char)*x < (unsigned char)*y ? -1 : 1;
        x++;
        y++;
    }
    return *x || *y ? (*x ? 1 : -1) : by_name(a, b);
}

static void hand_over_tests(struct test_list *list, int (*order)(const void *, const void *),
                            struct test_case **items, size_t *count)
{
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, order);
    *items = list->items;
    *count = list->count;
    *list = (struct test_list){0};
}

void parts_hand_over(struct problem *problem, struct test_list *samples, struct test_list *secrets,
                     bool by_numbers)
{
    int (*order)(const void *, const void *) = by_numbers ? by_number : by_name;

    hand_over_tests(samples, order, &problem->samples, &problem->sample_count);
    hand_over_tests(secrets, order, &problem->secrets, &problem->secret_count);
}

void test_list_release(struct test_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        test_release(&list->items[i]);
    free(list->items);
    *list = (struct test_list){0};
}

void program_list_release(struct program_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        program_release(&list->items[i]);
    free(list->items);
    *list = (struct program_list){0};
}

void parts_printable(char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            *text = '?';
    }
}
