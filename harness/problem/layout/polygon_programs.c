/* SPDX-License-Identifier: MIT */
#include "problem/layout/polygon.h"
#include "base/buf.h"
#include "base/file.h"
#include "lang/language.h"
#include "problem/promise/labels.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PROGRAMS_MAX = 1000, HEADERS_MAX = 20 };

/* Checkers that need no source: compare/checker.h. Polygon has the others as sources, too. */
static const char *const builtin[] = {"caseicmp", "casencmp", "casewcmp", "dcmp",  "fcmp",  "hcmp",
                                      "icmp",     "lcmp",     "ncmp",     "rcmp",  "rcmp4", "rcmp6",
                                      "rcmp9",    "uncmp",    "wcmp",     "yesno", "nyesno"};

/* What a tag promises: the directory that promises the same in the legacy package format. */
static const struct tag {
    const char *name, *label;
} tags[] = {
    {"main", "accepted"},
    {"accepted", "accepted"},
    {"rejected", "rejected"},
    {"wrong-answer", "wrong_answer"},
    {"presentation-error", "wrong_answer"}, /* which is one here */
    {"time-limit-exceeded", "time_limit_exceeded"},
    {"time-limit-exceeded-or-accepted", "slow"},
    {"time-limit-exceeded-or-memory-limit-exceeded", "brute_force"},
    {"memory-limit-exceeded", "memory_limit_exceeded"},
    {"failed", "run_time_error"},
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* The first source of a program; the file has to be there. */
static int find_source(const struct polygon *polygon, const struct xml_node *program, char **path,
                       struct err *err)
{
    const struct xml_node *source = xml_child(program, "source");
    bool is_file;

    if (!source)
        return polygon_refuse(polygon, program, err, "a %s without <source>", program->name);
    if (xml_next(source))
        return polygon_refuse(polygon, program, err, "a %s of several sources is not supported yet",
                              program->name);
    if (polygon_look(polygon, source, xml_attribute(source, "path"), path, &is_file, err) < 0)
        return -1;
    return is_file ? 0
                   : polygon_refuse(polygon, source, err, "%.200s: no such file",
                                    xml_attribute(source, "path"));
}

static int add_program(const struct polygon *polygon, const struct xml_node *program,
                       const char *label, struct program_list *list, struct err *err)
{
    cleanup_free char *path = NULL;
    char name[512];

    if (list->count == PROGRAMS_MAX)
        return polygon_refuse(polygon, program, err, "more than %d programs", PROGRAMS_MAX);
    if (find_source(polygon, program, &path, err) < 0)
        return -1;
    snprintf(name, sizeof name, "%s%s%s", label ? label : "", label ? "/" : "", base_name(path));
    return parts_add_program(list, path, name, label, err);
}

/* ---- solutions */

static int promise(struct package_program *s, struct err *err)
{
    struct expectation *e = calloc(1, sizeof *e);

    s->expectations = e;
    if (!e)
        return err_set(err, ERR_JUDGE, "out of memory");
    s->expectation_count = 1;
    label_promise(s->label, false, e);
    e->cases = NULL; /* a literal; none of these labels has one */
    return parts_format(&e->source, err, "%s", s->label);
}

static const char *label_of(const char *name)
{
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strcmp(tags[i].name, name) == 0)
            return tags[i].label;
    return NULL;
}

/* "python.2" tells what the name does not: a language that is not run here. */
static int take_language(struct package_program *s, const struct xml_node *solution,
                         struct err *err)
{
    const char *type = xml_attribute(xml_child(solution, "source"), "type");

    return strncmp(type, "python.2", 8) == 0 || strncmp(type, "python.pypy2", 12) == 0
               ? parts_format(&s->language, err, "python2")
               : 0;
}

static int take_solution(const struct polygon *polygon, const struct xml_node *solution,
                         struct program_list *list, struct err *err)
{
    const char *tag = xml_attribute(solution, "tag"), *label = label_of(tag);
    struct package_program *added;

    if (strcmp(tag, "do-not-run") == 0)
        return 0;
    if (!label)
        return parts_warn(polygon->loading->problem, err,
                          "%s:%zu: the tag '%.60s' is not understood: the solution is not used",
                          polygon->path, solution->line, tag);
    if (add_program(polygon, solution, label, list, err) < 0)
        return -1;
    added = &list->items[list->count - 1];
    return take_language(added, solution, err) < 0 ? -1 : promise(added, err);
}

static int take_solutions(const struct polygon *polygon, const struct xml_node *assets,
                          struct err *err)
{
    cleanup_with(program_list_release) struct program_list list = {0};
    const struct xml_node *s = xml_child(xml_child(assets, "solutions"), "solution");
    struct problem *problem = polygon->loading->problem;

    for (; s; s = xml_next(s))
        if (take_solution(polygon, s, &list, err) < 0)
            return -1;
    problem->submissions = list.items;
    problem->submission_count = list.count;
    list = (struct program_list){0};
    return 0;
}

/* ---- what judges */

static int take_validators(const struct polygon *polygon, const struct xml_node *assets,
                           struct err *err)
{
    cleanup_with(program_list_release) struct program_list list = {0};
    const struct xml_node *v = xml_child(xml_child(assets, "validators"), "validator");
    struct problem *problem = polygon->loading->problem;

    for (; v; v = xml_next(v))
        if (add_program(polygon, v, NULL, &list, err) < 0)
            return -1;
    problem->input_validators = list.items;
    problem->input_validator_count = list.count;
    list = (struct program_list){0};
    return 0;
}

/* A program that decides: the checker, the interactor. */
static int add_judge(const struct polygon *polygon, const struct xml_node *node,
                     struct program_list *list, struct err *err)
{
    const struct language *language;

    if (add_program(polygon, node, NULL, list, err) < 0)
        return -1;
    language = language_by_file(list->items[list->count - 1].path);
    return language && language_is(language, "cpp")
               ? 0
               : polygon_refuse(polygon, node, err,
                                "the %s is not a C++ program that uses testlib.h", node->name);
}

static void hand_over_judges(struct problem *problem, struct program_list *list)
{
    problem->output_validators = list->items;
    problem->output_validator_count = list->count;
    *list = (struct program_list){0};
}

static int refuse_missing(const struct polygon *polygon, const struct xml_node *assets,
                          struct err *err)
{
    return polygon_refuse(polygon, assets ? assets : polygon->root, err, "there is no checker");
}

/*
 * After an interactor the checker is run on what the interactor has written to `tout`. One that does not
 * write there decides alone.
 */
static int take_interactor(const struct polygon *polygon, const struct xml_node *assets,
                           struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);
    cleanup_with(program_list_release) struct program_list list = {0};
    const struct xml_node *checker = xml_child(assets, "checker");

    if (add_judge(polygon, xml_child(assets, "interactor"), &list, err) < 0 ||
        file_read(list.items[0].path, &source, err) < 0)
        return -1;
    if (strstr(buf_str(&source), "tout")) {
        if (!checker)
            return refuse_missing(polygon, assets, err);
        if (add_judge(polygon, checker, &list, err) < 0)
            return -1;
    }
    polygon->loading->problem->interactive = true;
    hand_over_judges(polygon->loading->problem, &list);
    return 0;
}

static const char *builtin_name(const char *name)
{
    for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++) {
        size_t n = strlen(builtin[i]);

        if (strncmp(name, "std::", 5) == 0 && strncmp(name + 5, builtin[i], n) == 0 &&
            strcmp(name + 5 + n, ".cpp") == 0)
            return builtin[i];
    }
    return NULL;
}

static int take_checker(const struct polygon *polygon, const struct xml_node *assets,
                        struct err *err)
{
    const struct xml_node *checker = xml_child(assets, "checker");
    cleanup_with(program_list_release) struct program_list list = {0};
    const char *name = builtin_name(xml_attribute(checker, "name"));
    struct problem *problem = polygon->loading->problem;

    if (!checker)
        return refuse_missing(polygon, assets, err);
    if (!name) {
        if (add_judge(polygon, checker, &list, err) < 0)
            return -1;
        hand_over_judges(problem, &list);
        return 0;
    }
    if (xml_child(checker, "source") &&
        find_source(polygon, checker, &problem->checker_source, err) < 0)
        return -1;
    return parts_format(&problem->checker, err, "%s", name);
}

/* ---- resources */

/* A resource that Polygon compiles together with each solution. */
static int refuse_grader(const struct polygon *polygon, const struct xml_node *file,
                         struct err *err)
{
    const struct xml_node *asset = xml_child(xml_child(file, "assets"), "asset");

    for (; asset; asset = xml_next(asset))
        if (strcasecmp(xml_attribute(asset, "name"), "solution") == 0)
            return polygon_refuse(
                polygon, file, err,
                "'%.200s' is compiled with each solution, which is not supported yet",
                xml_attribute(file, "path"));
    return 0;
}

static int add_header(const struct polygon *polygon, const struct xml_node *file, struct err *err)
{
    struct problem *problem = polygon->loading->problem;
    const char *name = xml_attribute(file, "path");
    cleanup_free char *path = NULL;
    struct named_file *grown;
    bool is_file;

    if (problem->header_count == HEADERS_MAX)
        return polygon_refuse(polygon, file, err, "more than %d headers", HEADERS_MAX);
    if (polygon_look(polygon, file, name, &path, &is_file, err) < 0)
        return -1;
    if (!is_file)
        return polygon_refuse(polygon, file, err, "%.200s: no such file", name);
    grown = reallocarray(problem->headers, problem->header_count + 1, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    problem->headers = grown;
    grown[problem->header_count] = (struct named_file){.name = strdup(base_name(path))};
    if (!grown[problem->header_count].name)
        return err_set(err, ERR_JUDGE, "out of memory");
    grown[problem->header_count++].path = steal_ptr(&path);
    return 0;
}

static int take_resources(const struct polygon *polygon, struct err *err)
{
    const struct xml_node *file =
        xml_child(xml_child(xml_child(polygon->root, "files"), "resources"), "file");

    for (; file; file = xml_next(file)) {
        if (refuse_grader(polygon, file, err) < 0 ||
            (strncmp(xml_attribute(file, "type"), "h.", 2) == 0 &&
             add_header(polygon, file, err) < 0))
            return -1;
    }
    return 0;
}

int polygon_programs_load(const struct polygon *polygon, struct err *err)
{
    const struct xml_node *assets = xml_child(polygon->root, "assets");

    if (take_resources(polygon, err) < 0 ||
        (xml_child(assets, "interactor") ? take_interactor(polygon, assets, err)
                                         : take_checker(polygon, assets, err)) < 0)
        return -1;
    return take_validators(polygon, assets, err) < 0 ? -1 : take_solutions(polygon, assets, err);
}
