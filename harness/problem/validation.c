/* SPDX-License-Identifier: MIT */
#include "problem/validation.h"
#include "base/file.h"
#include "lang/language.h"
#include "problem/flags.h"
#include "problem/place.h"
#include "problem/group/settings.h"
#include "winnow/cleanup.h"

#include <string.h>

enum { ARGS_MAX = 20 };

/* One block: the pointers, then the words that they point to. NULL: out of memory. */
static char **split_args(const char *flags, size_t *count)
{
    const size_t pointers = (ARGS_MAX + 1) * sizeof(char *);
    char **args = calloc(1, pointers + strlen(flags) + 1);
    char *rest;

    if (!args)
        return NULL;
    rest = (char *)args + pointers;
    memcpy(rest, flags, strlen(flags));
    *count = 0;
    for (char *word = words_next(&rest); word; word = words_next(&rest)) {
        if (*count < ARGS_MAX)
            args[*count] = word;
        ++*count;
    }
    return args;
}

static int take_args(struct problem *problem, const char *flags, struct err *err)
{
    size_t count;

    problem->validator_args = split_args(flags, &count);
    if (!problem->validator_args)
        return err_set(err, ERR_JUDGE, "out of memory");
    return count <= ARGS_MAX
               ? 0
               : err_set(err, ERR_INPUT, "more than %d arguments for the output validators",
                         ARGS_MAX);
}

/* A header or a script shows that the directory itself is the program, as contests often have it. */
static bool belongs_to_program(const char *name)
{
    return place_is_header(name) || place_is_script(name);
}

/*
 * Whether the entry of output_validators/ is a validator: a directory, or a source in any language. One
 * that is not run here is refused when it is to be built.
 */
static bool is_validator(const char *name, enum place place)
{
    return place_name_ok(name) && !belongs_to_program(name) && strcmp(name, "__pycache__") != 0 &&
           (place == PLACE_DIRECTORY ||
            (place == PLACE_FILE && (language_by_file(name) || language_not_run(name))));
}

static bool is_one_program(char *const *names, size_t count)
{
    bool belongs = false, source = false;

    for (size_t i = 0; i < count; i++) {
        belongs |= belongs_to_program(names[i]);
        source |= language_by_file(names[i]) || place_is_script(names[i]);
    }
    return belongs && source;
}

/* 1: a program may be in the directory. */
static int has_program(const char *dir, struct err *err)
{
    char **names;
    size_t count;
    int found = 0;

    if (file_list(dir, &names, &count, err) < 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        found |= place_makes_program(names[i]);
    file_list_free(names, count);
    return found;
}

/* A file or directory of output_validators/; other judges pass over a directory without a program, too. */
static int take_legacy(struct loading *loading, const char *path, const char *name,
                       struct program_list *list, struct err *err)
{
    enum place place;
    int found = 1;

    if (place_look(loading->root, path, &place, err) < 0)
        return -1;
    if (!is_validator(name, place))
        return 0;
    if (place == PLACE_DIRECTORY && (found = has_program(path, err)) < 0)
        return -1;
    if (!found)
        return parts_warn(loading->problem, err, "%s: not used: there is no source in it", path);
    return list->count == VALIDATORS_MAX
               ? err_set(err, ERR_INPUT, "%s: more than %d validators", path, VALIDATORS_MAX)
               : parts_add_program(list, path, name, NULL, err);
}

/* Legacy: each file or directory is a validator. */
static int list_legacy(struct loading *loading, const char *dir, struct program_list *list,
                       struct err *err)
{
    char **names;
    size_t count;
    bool whole;
    int failed = 0;

    if (file_list(dir, &names, &count, err) < 0)
        return -1;
    whole = is_one_program(names, count);
    for (size_t i = 0; i < count && !failed && !whole; i++) {
        cleanup_free char *path = NULL;

        failed = parts_path(&path, dir, names[i], err) < 0 ||
                 take_legacy(loading, path, names[i], list, err) < 0;
    }
    file_list_free(names, count);
    if (whole && !failed)
        failed = parts_add_program(list, dir, "output_validators", NULL, err) < 0;
    return failed ? -1 : 0;
}

/* output_validator/ or static_validator/ is the program, or holds the program's directory and no source of its own. */
static int take_modern(struct loading *loading, const char *dir, const char *shown,
                       struct program_list *list, struct err *err)
{
    cleanup_free char *inner = NULL;
    char **names;
    size_t count, sources = 0, directories = 0;
    int failed = 0;

    if (file_list(dir, &names, &count, err) < 0)
        return -1;
    for (size_t i = 0; i < count && !failed; i++) {
        cleanup_free char *path = NULL;
        enum place place = PLACE_NONE;

        failed = parts_path(&path, dir, names[i], err) < 0 ||
                 place_look(loading->root, path, &place, err) < 0;
        sources += place_makes_program(names[i]);
        if (place == PLACE_DIRECTORY && directories++ == 0)
            inner = steal_ptr(&path);
    }
    file_list_free(names, count);
    if (failed)
        return -1;
    return parts_add_program(list, sources == 0 && directories == 1 ? inner : dir, shown, NULL,
                             err);
}

static int find_validators(struct loading *loading, struct program_list *list, struct err *err)
{
    cleanup_free char *one = NULL, *several = NULL;
    enum place place;

    if (parts_path(&one, loading->base, "output_validator", err) < 0 ||
        parts_path(&several, loading->base, "output_validators", err) < 0 ||
        place_look(loading->root, one, &place, err) < 0)
        return -1;
    if (place == PLACE_DIRECTORY)
        return take_modern(loading, one, "output_validator", list, err);
    if (place_look(loading->root, several, &place, err) < 0)
        return -1;
    return place == PLACE_DIRECTORY ? list_legacy(loading, several, list, err) : 0;
}

int validation_load(struct loading *loading, const char *flags, size_t line, const char *path,
                    struct err *err)
{
    cleanup_with(program_list_release) struct program_list list = {0};
    struct problem *problem = loading->problem;

    if (find_validators(loading, &list, err) < 0)
        return -1;
    if (loading->validation == VALIDATION_CUSTOM && list.count == 0)
        return err_set(err, ERR_INPUT,
                       "%s: validation is custom, but there is no validator in "
                       "output_validators/ or output_validator/",
                       path);
    if (loading->validation == VALIDATION_CUSTOM || (loading->modern && list.count > 0)) {
        if (problem->interactive && list.count != 1)
            return err_set(err, ERR_INPUT,
                           "%s: an interactive problem has exactly one output validator", path);
        problem->output_validators = list.items;
        problem->output_validator_count = list.count;
        list = (struct program_list){0};
        return take_args(problem, flags, err) < 0 ? err_wrap(err, "%s:%zu", path, line) : 0;
    }
    if (list.count > 0 &&
        parts_warn(problem, err, "%s: not used: problem.yaml does not say 'validation: custom'",
                   list.items[0].path) < 0)
        return -1;
    return flags_parse(flags, &problem->compare, err) < 0 ? err_wrap(err, "%s:%zu", path, line) : 0;
}

int static_validator_find(struct loading *loading, struct err *err)
{
    cleanup_free char *dir = NULL;
    enum place place;

    if (!loading->problem->is_package || !loading->modern)
        return 0;
    if (parts_path(&dir, loading->base, "static_validator", err) < 0 ||
        place_look(loading->root, dir, &place, err) < 0)
        return -1;
    if (place == PLACE_NONE)
        return 0;
    if (loading->problem->submit_answer)
        return err_set(
            err, ERR_INPUT,
            "%s: a submit-answer problem has no static validator: its submissions are outputs",
            dir);
    if (place == PLACE_DIRECTORY)
        return take_modern(loading, dir, "static_validator", &loading->static_validators, err);
    return err_set(err, ERR_INPUT, "%s: not a directory", dir);
}

static bool has_static_case(const struct problem *problem)
{
    for (size_t i = 0; i < problem->group_count; i++)
        if (problem->groups[i].has_static)
            return true;
    return false;
}

int static_validator_settle(struct loading *loading, struct err *err)
{
    struct program_list *list = &loading->static_validators;

    if (list->count == 0)
        return 0;
    if (!has_static_case(loading->problem))
        return parts_warn(
            loading->problem, err,
            "%s/static_validator: not used: no test group has a static_validation_score",
            loading->base);
    loading->problem->static_validator = list->items;
    *list = (struct program_list){0};
    return 0;
}
