/* SPDX-License-Identifier: MIT */
#include "problem/programs.h"
#include "base/file.h"
#include "lang/language.h"
#include "problem/place.h"
#include "winnow/cleanup.h"

#include <string.h>

#define PROGRAMS_MAX 10000 /* in one problem and of one kind */

static int take_file(struct loading *loading, const char *path, const char *name, const char *label,
                     struct program_list *list, struct err *err)
{
    cleanup_free char *shown = NULL;

    if (list->count == PROGRAMS_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d programs", path, PROGRAMS_MAX);
    if (parts_format(&shown, err, "%s%s%s", label ? label : "", label ? "/" : "", name) < 0 ||
        place_need_file(loading->root, path, err) < 0)
        return -1;
    return parts_add_program(list, path, shown, label, err);
}

static int take_name(struct loading *loading, const char *dir, const char *name, const char *label,
                     struct program_list *list, struct err *err)
{
    cleanup_free char *path = NULL;
    enum place place;

    if (parts_path(&path, dir, name, err) < 0 || place_look(loading->root, path, &place, err) < 0)
        return -1;
    if (!place_name_ok(name))
        return parts_warn(loading->problem, err,
                          "%s: ignored: names are letters, digits and _ . - only", path);
    if (place == PLACE_DIRECTORY)
        return parts_warn(loading->problem, err,
                          "%s: not used: programs of several files are not supported yet", path);
    if (language_by_file(name) ||
        (label && loading->problem->submit_answer && !place_has_suffix(name, ".md")))
        return take_file(loading, path, name, label, list, err);
    if (place_is_prose(name))
        return 0;
    return parts_warn(loading->problem, err,
                      "%s: not used: it is not a source file in C, C++ or Python", path);
}

/* All of dir, when it is there. */
static int take_directory(struct loading *loading, const char *dir, const char *label,
                          struct program_list *list, struct err *err)
{
    char **names;
    size_t count;
    enum place place;
    int failed = 0;

    if (place_look(loading->root, dir, &place, err) < 0)
        return -1;
    if (place == PLACE_NONE)
        return 0;
    if (file_list(dir, &names, &count, err) < 0)
        return -1;
    for (size_t i = 0; i < count && !failed; i++)
        failed = take_name(loading, dir, names[i], label, list, err);
    file_list_free(names, count);
    return failed;
}

static int take_part(struct loading *loading, const char *name, struct program_list *list,
                     struct err *err)
{
    cleanup_free char *dir = NULL;

    if (parts_path(&dir, loading->base, name, err) < 0)
        return -1;
    return take_directory(loading, dir, NULL, list, err);
}

static int take_label(struct loading *loading, const char *submissions, const char *label,
                      struct program_list *list, struct err *err)
{
    cleanup_free char *dir = NULL;
    enum place place;

    if (parts_path(&dir, submissions, label, err) < 0 ||
        place_look(loading->root, dir, &place, err) < 0)
        return -1;
    if (place == PLACE_DIRECTORY && place_name_ok(label))
        return take_directory(loading, dir, label, list, err);
    if (place_is_prose(label) && strcmp(label, "submissions.yaml") != 0)
        return 0;
    return parts_warn(loading->problem, err, "%s: not used", dir);
}

static int take_submissions(struct loading *loading, struct program_list *list, struct err *err)
{
    cleanup_free char *dir = NULL;
    char **labels;
    size_t count;
    enum place place;
    int failed = 0;

    if (parts_path(&dir, loading->base, "submissions", err) < 0 ||
        place_look(loading->root, dir, &place, err) < 0)
        return -1;
    if (place == PLACE_NONE)
        return 0;
    if (file_list(dir, &labels, &count, err) < 0)
        return -1;
    for (size_t i = 0; i < count && !failed; i++)
        failed = take_label(loading, dir, labels[i], list, err);
    file_list_free(labels, count);
    return failed;
}

static void hand_over_programs(struct program_list *list, struct package_program **items,
                               size_t *count)
{
    *items = list->items;
    *count = list->count;
    *list = (struct program_list){0};
}

int programs_load(struct loading *loading, struct err *err)
{
    cleanup_with(program_list_release) struct program_list generators = {0};
    cleanup_with(program_list_release) struct program_list validators = {0};
    cleanup_with(program_list_release) struct program_list submissions = {0};
    struct problem *problem = loading->problem;

    if (take_part(loading, "generators", &generators, err) < 0 ||
        take_part(loading, "input_validators", &validators, err) < 0 ||
        take_part(loading, "input_format_validators", &validators, err) < 0 ||
        take_submissions(loading, &submissions, err) < 0)
        return -1;
    hand_over_programs(&generators, &problem->generators, &problem->generator_count);
    hand_over_programs(&validators, &problem->input_validators, &problem->input_validator_count);
    hand_over_programs(&submissions, &problem->submissions, &problem->submission_count);
    return 0;
}
