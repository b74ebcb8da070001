/* SPDX-License-Identifier: MIT */
#include "eval/joint/joint.h"
#include "base/file.h"
#include "eval/joint/joint_kind.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void joint_refusal(const char *language, char *out, size_t size)
{
    if (language_by_name(language))
        snprintf(out, size, "tests in %.80s are not run: winnow has no launcher for them",
                 language);
    else
        language_refusal(language, out, size);
}

/* ---- the row */

static bool is_one_of(const char *word, const char *const *list)
{
    for (; list && *list; list++)
        if (strcmp(word, *list) == 0)
            return true;
    return false;
}

static void fill_run(struct joint *joint, const struct language *base)
{
    const struct joint_kind *kind = joint->kind;
    size_t n = 0;

    for (const char *const *word = kind->run_before; word && *word; word++)
        joint->run[n++] = *word;
    for (const char *const *word = base->run; *word && !is_one_of(*word, kind->run_until); word++)
        joint->run[n++] = *word;
    for (const char *const *word = kind->run_instead; word && *word; word++)
        joint->run[n++] = *word == joint_main_class ? joint->main_class : *word;
    joint->row.run = joint->run;
}

static void fill_compile(struct joint *joint, const struct language *base)
{
    const struct joint_kind *kind = joint->kind;
    size_t n;

    if (kind->compile_instead)
        joint->row.compile = kind->compile_instead;
    if (!kind->compile_word)
        return;
    n = build_unoptimised(base, joint->compile);
    joint->compile[n++] = kind->compile_word;
    joint->compile[n] = NULL;
    joint->row.compile = joint->compile;
}

static int make_launcher(struct joint *joint, struct err *err)
{
    const struct joint_kind *kind = joint->kind;

    if (!kind->launcher_at)
        return 0;
    joint->launcher.name = kind->launcher_at;
    joint->launcher.fd = file_memfd("launcher", kind->launcher, strlen(kind->launcher), err);
    if (joint->launcher.fd < 0)
        return -1;
    if (kind->with_source)
        joint->with_source.list[joint->with_source.count++] = joint->launcher;
    return 0;
}

static int fill_joint(struct joint *joint, const struct language *base, const char *main_class,
                      struct err *err)
{
    joint->row = *base;
    joint->launcher.fd = -1;
    joint->main_class = strdup(main_class ? main_class : "Main");
    if (!joint->main_class)
        return err_set(err, ERR_JUDGE, "out of memory");
    fill_run(joint, base);
    fill_compile(joint, base);
    if (joint->kind->environment)
        joint->row.environment = joint->kind->environment;
    if (joint->kind->starts_programs)
        joint->row.run_profile = PROFILE_COMPILER;
    return make_launcher(joint, err);
}

bool joint_fits(const struct joint *joint, const char *language, const char *main_class,
                const char *tests)
{
    return strcmp(joint->row.name, language) == 0 &&
           strcmp(joint->main_class, main_class ? main_class : "Main") == 0 &&
           joint_kind_of(&joint->row, tests) == joint->kind;
}

int joint_new(struct joint **out, const char *language, const char *main_class, const char *tests,
              struct err *err)
{
    const struct language *base = language_by_name(language);
    const struct joint_kind *kind = joint_kind_of(base, tests);
    struct joint *joint = kind ? calloc(1, sizeof *joint) : NULL;

    *out = NULL;
    if (!kind)
        return 0;
    if (!joint)
        return err_set(err, ERR_JUDGE, "out of memory");
    joint->kind = kind;
    if (fill_joint(joint, base, main_class, err) < 0) {
        joint_free(joint);
        return -1;
    }
    *out = joint;
    return 0;
}

void joint_free(struct joint *joint)
{
    if (!joint)
        return;
    if (joint->launcher.fd >= 0)
        close(joint->launcher.fd);
    free(joint->main_class);
    free(joint);
}

const char *joint_launcher(const struct joint *joint)
{
    return joint->kind->launcher;
}

const char *joint_tests_file(const struct joint *joint)
{
    return joint->kind->tests_at;
}

/* ---- modules that are not there */

bool joint_needs_trial(const struct joint *joint)
{
    return joint->kind->lacks != NULL;
}

/* "Data::Compare" is data-compare in libdata-compare-perl, and a/b/c is a-b in golang-github-a-b-dev. */
static void name_in_package(const char *module, char *out, size_t size)
{
    size_t n = 0;
    bool slash = false;

    for (; *module && n + 1 < size && !(slash && *module == '/'); module++) {
        slash = slash || *module == '/';
        if (*module == '/' || (*module == ':' && module[1] == ':'))
            out[n++] = '-';
        else if (*module != ':')
            out[n++] = (char)tolower((unsigned char)*module);
    }
    out[n] = '\0';
}

static size_t skip_beginning(const char *module, const char *beginning)
{
    size_t length = beginning ? strlen(beginning) : 0;

    return length > 0 && strncmp(module, beginning, length) == 0 ? length : 0;
}

char *joint_lacking(const struct joint *joint, const char *said)
{
    const char *at = joint->kind->lacks ? strstr(said, joint->kind->lacks) : NULL;
    const struct joint_kind *kind = joint->kind;
    char module[80], name[80], *sentence;

    if (!at)
        return NULL;
    at += strlen(joint->kind->lacks);
    snprintf(module, sizeof module, "%.*s", (int)strcspn(at, joint->kind->lacks_end), at);
    if (module[strspn(module,
                      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:/-")])
        return NULL;
    name_in_package(module + skip_beginning(module, kind->not_in_package), name, sizeof name);
    if ((kind->package_before
             ? asprintf(&sentence, "its tests need the module '%s': apt install %s%s%s", module,
                        kind->package_before, name, kind->package_after)
             : asprintf(&sentence, "its tests need '%s', which Debian does not have", module)) < 0)
        return NULL;
    return sentence;
}
