/* SPDX-License-Identifier: MIT */
#include "problem/programs.h"
#include "base/file.h"
#include "lang/language.h"
#include "problem/place.h"
#include "problem/promise/submissions.h"
#include "winnow/cleanup.h"

#include <string.h>

#define PROGRAMS_MAX 10000 /* in one problem and of one kind */

/* A part of the package in which programs lie. */
struct program_part {
    const char *label;  /* of submissions; or NULL */
    bool takes_foreign; /* sources are listed in languages that are not run here, too */
    bool may_be_one;    /* one source with a header beside it: the whole directory is the program */
};

static int add_program(const char *path, const char *name, const char *label,
                       struct program_list *list, struct err *err)
{
    cleanup_free char *shown = NULL;

    if (list->count == PROGRAMS_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d programs", path, PROGRAMS_MAX);
    if (parts_format(&shown, err, "%s%s%s", label ? label : "", label ? "/" : "", name) < 0)
        return -1;
    return parts_add_program(list, path, shown, label, err);
}

static bool has_source(char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (place_makes_program(names[i]))
            return true;
    return false;
}

/* No file of the program is a link that leads out of the package. */
static int check_places(const struct loading *loading, const char *dir, char *const *names,
                        size_t count, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        cleanup_free char *path = NULL;
        enum place place;

        if (parts_path(&path, dir, names[i], err) < 0 ||
            place_look(loading->root, path, &place, err) < 0)
            return -1;
    }
    return 0;
}

/* Generators may have any directories beside them ("free-form"); those without a source are no programs. */
static int take_program_directory(struct loading *loading, const char *path, const char *name,
                                  const struct program_part *part, struct program_list *list,
                                  struct err *err)
{
    char **names;
    size_t count;
    bool is_program;
    int failed;

    if (file_list(path, &names, &count, err) < 0)
        return -1;
    is_program = has_source(names, count);
    failed = check_places(loading, path, names, count, err);
    file_list_free(names, count);
    if (failed)
        return -1;
    return is_program
               ? add_program(path, name, part->label, list, err)
               : parts_warn(loading->problem, err, "%s: not used: there is no source in it", path);
}

static bool is_taken(const struct problem *problem, const struct program_part *part,
                     const char *name)
{
    /* A submission is its output, whatever it is called. */
    if (problem->submit_answer && part->takes_foreign)
        return !place_has_suffix(name, ".md");
    return language_by_file(name) ||
           (part->takes_foreign ? place_is_foreign(name) : place_is_grammar(name));
}

static int take_name(struct loading *loading, const char *dir, const char *name,
                     const struct program_part *part, struct program_list *list, struct err *err)
{
    cleanup_free char *path = NULL;
    enum place place;

    if (parts_path(&path, dir, name, err) < 0 || place_look(loading->root, path, &place, err) < 0)
        return -1;
    if (!place_name_ok(name))
        return parts_warn(loading->problem, err,
                          "%s: ignored: names are letters, digits and _ . - only", path);
    if (place == PLACE_DIRECTORY)
        return take_program_directory(loading, path, name, part, list, err);
    if (is_taken(loading->problem, part, name))
        return place_need_file(loading->root, path, err) < 0
                   ? -1
                   : add_program(path, name, part->label, list, err);
    if (place_is_prose(name))
        return 0;
    return parts_warn(loading->problem, err,
                      "%s: not used: it is not a source in a language that is known", path);
}

static bool is_one_program(char *const *names, size_t count, const struct program_part *part)
{
    size_t headers = 0, sources = 0, scripts = 0;

    for (size_t i = 0; i < count; i++) {
        headers += place_is_header(names[i]);
        scripts += place_is_script(names[i]);
        sources += language_by_file(names[i]) != NULL;
    }
    return part->may_be_one && (scripts > 0 || (headers > 0 && sources == 1));
}

/* All of dir, when it is there. */
static int take_directory(struct loading *loading, const char *dir, const struct program_part *part,
                          struct program_list *list, struct err *err)
{
    char **names;
    size_t count;
    enum place place;
    bool whole;
    int failed = 0;

    if (place_look(loading->root, dir, &place, err) < 0)
        return -1;
    if (place == PLACE_NONE)
        return 0;
    if (file_list(dir, &names, &count, err) < 0)
        return -1;
    whole = is_one_program(names, count, part);
    if (whole)
        failed = check_places(loading, dir, names, count, err) < 0 ||
                 add_program(dir, strrchr(dir, '/') + 1, part->label, list, err) < 0;
    for (size_t i = 0; i < count && !failed; i++)
        if (!whole || place_is_grammar(names[i])) /* which is a validator of its own */
            failed = take_name(loading, dir, names[i], part, list, err);
    file_list_free(names, count);
    return failed ? -1 : 0;
}

static int take_part(struct loading *loading, const char *name, const struct program_part *part,
                     struct program_list *list, struct err *err)
{
    cleanup_free char *dir = NULL;

    if (parts_path(&dir, loading->base, name, err) < 0)
        return -1;
    return take_directory(loading, dir, part, list, err);
}

static int take_label(struct loading *loading, const char *submissions, const char *label,
                      struct program_list *list, struct err *err)
{
    const struct program_part part = {.label = label, .takes_foreign = true};
    cleanup_free char *dir = NULL;
    enum place place;

    if (parts_path(&dir, submissions, label, err) < 0 ||
        place_look(loading->root, dir, &place, err) < 0)
        return -1;
    if (place == PLACE_DIRECTORY && place_name_ok(label))
        return take_directory(loading, dir, &part, list, err);
    if (place_is_prose(label))
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
    return failed ? -1 : submissions_settle(loading, dir, list, err);
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
    const struct program_part generator = {.label = NULL};
    const struct program_part validator = {.may_be_one = true};
    struct problem *problem = loading->problem;

    if (take_part(loading, "generators", &generator, &generators, err) < 0 ||
        take_part(loading, "input_validators", &validator, &validators, err) < 0 ||
        take_part(loading, "input_format_validators", &validator, &validators, err) < 0 ||
        take_submissions(loading, &submissions, err) < 0)
        return -1;
    hand_over_programs(&generators, &problem->generators, &problem->generator_count);
    hand_over_programs(&validators, &problem->input_validators, &problem->input_validator_count);
    hand_over_programs(&submissions, &problem->submissions, &problem->submission_count);
    return 0;
}
