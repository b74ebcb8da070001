/* SPDX-License-Identifier: MIT */
#include "eval/joint/joint.h"
#include "base/file.h"
#include "base/hash.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The launchers as text, each with a NUL behind it; the Makefile says that this depends on them. */
#define LAUNCHER(symbol, file)                                                                     \
    extern const char symbol[];                                                                    \
    __asm__(".pushsection .rodata\n" #symbol ":\n"                                                 \
            ".incbin \"harness/eval/joint/launchers/" file "\"\n"                                  \
            ".byte 0\n.popsection")

LAUNCHER(launcher_native, "native.c");
LAUNCHER(launcher_java, "Launcher.java");
LAUNCHER(launcher_javascript, "launcher.js");
LAUNCHER(launcher_ruby, "launcher.rb");

struct joint_kind {
    const char *language;
    const char *launcher;     /* its text, */
    const char *launcher_at;  /* and its file; NULL: it stands behind the source, */
    bool with_source;         /* or it is a further source for the compiler */
    const char *tests_at;     /* a file for the tests alone, or NULL */
    const char *compile_word; /* a further word for the compiler, or NULL */
    bool unoptimised; /* without its -O2, as the tools compile: what is undefined shows as there */
    /* The row's words up to one of these, exclusive; what takes their place. */
    const char *const *run_until, *const *run_instead;
    const char *const *environment;
};

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* In the place of the name of the tests' main class. */
static const char main_class_word[] = "{main_class}";

static const struct joint_kind kinds[] = {
    {
        .language = "c",
        .launcher = launcher_native,
        .compile_word = "-Wl,--wrap=main",
        .unoptimised = true,
    },
    {
        .language = "cpp",
        .launcher = launcher_native,
        .compile_word = "-Wl,--wrap=main",
        .unoptimised = true,
    },
    {
        .language = "java",
        .launcher = launcher_java,
        .launcher_at = "winnow/Launcher.java",
        .with_source = true,
        .run_until = WORDS("-jar"),
        .run_instead = WORDS("-cp", "program", "winnow.Launcher", main_class_word),
    },
    {
        .language = "javascript",
        .launcher = launcher_javascript,
        .launcher_at = "winnow.js",
        .run_until = WORDS("main.js"),
        .run_instead = WORDS("winnow.js"),
        .environment = WORDS("NODE_PATH=/usr/share/nodejs:/usr/lib/nodejs"),
    },
    {
        .language = "ruby",
        .launcher = launcher_ruby,
        .launcher_at = "winnow.rb",
        .tests_at = "tests.rb",
        .run_until = WORDS("main.rb"),
        .run_instead = WORDS("winnow.rb"),
    },
};

static const struct joint_kind *kind_of(const struct language *language)
{
    for (size_t i = 0; language && i < sizeof kinds / sizeof *kinds; i++)
        if (language_is(language, kinds[i].language))
            return &kinds[i];
    return NULL;
}

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

    for (const char *const *word = base->run; *word && !is_one_of(*word, kind->run_until); word++)
        joint->run[n++] = *word;
    for (const char *const *word = kind->run_instead; word && *word; word++)
        joint->run[n++] = *word == main_class_word ? joint->main_class : *word;
    joint->row.run = joint->run;
}

static void fill_compile(struct joint *joint, const struct language *base)
{
    size_t n = 0;

    if (!joint->kind->compile_word)
        return;
    for (const char *const *word = base->compile; *word && n < BUILD_WORDS_MAX - 1; word++)
        joint->compile[n++] = joint->kind->unoptimised && strcmp(*word, "-O2") == 0 ? "-O0" : *word;
    joint->compile[n] = joint->kind->compile_word;
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
    return make_launcher(joint, err);
}

int joint_new(struct joint **out, const char *language, const char *main_class, struct err *err)
{
    const struct language *base = language_by_name(language);
    const struct joint_kind *kind = kind_of(base);
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

/* ---- the source */

static const char name_word[] = "NAME";

/* The launcher, with a name in it that depends on the program: so no program can contain it. */
static int add_launcher(struct buf *out, const char *launcher)
{
    char name[48] = "winnow_", *hex = name + strlen(name);
    int rc = 0;

    hash_hex(hash_bytes(buf_str(out), out->len), hex);
    for (const char *at; rc == 0 && (at = strstr(launcher, name_word));
         launcher = at + strlen(name_word))
        rc = buf_add(out, launcher, (size_t)(at - launcher)) < 0 ? -1 : buf_adds(out, name);
    return rc < 0 ? -1 : buf_adds(out, launcher);
}

int joint_source(const struct joint *joint, const char *program, const char *tests, struct buf *out,
                 struct err *err)
{
    const struct joint_kind *kind = joint->kind;

    if (buf_adds(out, program) < 0 || (!kind->tests_at && buf_adds(out, tests) < 0) ||
        (!kind->launcher_at && add_launcher(out, kind->launcher) < 0))
        return err_set(err, ERR_INPUT, "the program is larger than %zu MiB", out->cap >> 20);
    return 0;
}
