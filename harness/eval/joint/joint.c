/* SPDX-License-Identifier: MIT */
#include "eval/joint/joint.h"
#include "base/file.h"
#include "base/hash.h"
#include "eval/joint/undefine.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The launchers as text, each with a NUL behind it; the Makefile says that this depends on them. */
extern const char launcher_native[], launcher_java[], launcher_javascript[], launcher_ruby[],
    launcher_php[], launcher_perl[], launcher_go[], launcher_kotlin[], launcher_scala[];

#define TEXT_OF(name, file) name ":\n.incbin \"harness/eval/joint/launchers/" file "\"\n.byte 0\n"
__asm__(".pushsection .rodata\n" TEXT_OF("launcher_native", "native.c")
            TEXT_OF("launcher_java", "Launcher.java") TEXT_OF("launcher_javascript", "launcher.js")
                TEXT_OF("launcher_ruby", "launcher.rb") TEXT_OF("launcher_php", "launcher.php")
                    TEXT_OF("launcher_perl", "launcher.pl") TEXT_OF("launcher_go", "launcher.go")
                        TEXT_OF("launcher_kotlin", "launcher.kt")
                            TEXT_OF("launcher_scala", "launcher.scala") ".popsection");

struct joint_kind {
    const char *language;
    const char *launcher; /* its text, */
    /* and its file; NULL: it stands behind the source. `with_source`: the file is a further source for the compiler. */
    const char *launcher_at;
    bool with_source;
    /* A file for the tests alone, and what stands before them there; or NULL. */
    const char *tests_at, *tests_begin;
    /* The tests' main gets another name; or NULL. */
    const char *main_begins, *main_renamed;
    /* Another compiler, or a further word for the row's, which then does not optimise (build_unoptimised). */
    const char *const *compile_instead;
    const char *compile_word;
    bool has_macros; /* which could rewrite the tests */
    /* The row's words up to one of these, exclusive; what takes their place. */
    const char *const *run_until, *const *run_instead;
    const char *const *environment;
    /* What a run says that lacks a module, up to the module's name; what ends the name; Debian's package is called after it. */
    const char *lacks, *lacks_end, *package_before, *package_after;
};

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* In the place of the name of the tests' main class. */
static const char main_class_word[] = "{main_class}";

#define NODE_MODULES WORDS("NODE_PATH=/usr/share/nodejs:/usr/lib/nodejs")
#define NODE_LACKS                                                                                 \
    .lacks = "Cannot find module '", .lacks_end = "'", .package_before = "node-",                  \
    .package_after = ""

/*
 * mxeval runs what tsc makes, whatever types tsc misses: tests that require() a module never compile without an error. The
 * exit status of node is then 0.
 */
static const char type_errors_pass[] =
    "process.on('exit', () => { process.exitCode = 0; }); require(process.argv[1]);";

static const struct joint_kind kinds[] = {
    {
        .language = "c",
        .launcher = launcher_native,
        .compile_word = "-Wl,--wrap=main",
        .has_macros = true,
    },
    {
        .language = "cpp",
        .launcher = launcher_native,
        .compile_word = "-Wl,--wrap=main",
        .has_macros = true,
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
        .language = "go",
        .launcher = launcher_go,
        .launcher_at = "winnow.go",
        .with_source = true,
        .main_begins = "func main()",
        .main_renamed = "func winnowTests()",
    },
    {
        .language = "kotlin",
        .launcher = launcher_kotlin,
        .launcher_at = "winnow.kt",
        .with_source = true,
        .run_until = WORDS("-jar"),
        .run_instead = WORDS("-cp", "program.jar", "winnow.WinnowKt", "MainKt"),
    },
    {
        .language = "scala",
        .launcher = launcher_scala,
        .launcher_at = "winnow.scala",
        .with_source = true,
        .run_until = WORDS("-jar"),
        .run_instead = WORDS("-cp", "program.jar", "winnow.Launcher", "Main"),
    },
    {
        .language = "javascript",
        .launcher = launcher_javascript,
        .launcher_at = "winnow.js",
        .run_until = WORDS("main.js"),
        .run_instead = WORDS("winnow.js"),
        .environment = NODE_MODULES,
        NODE_LACKS,
    },
    {
        .language = "typescript",
        .launcher = launcher_javascript,
        .launcher_at = "winnow.js",
        .compile_instead =
            WORDS("/usr/bin/node", "--openssl-config=/dev/null", "--max-old-space-size=1024", "-e",
                  type_errors_pass, "/usr/share/nodejs/typescript/lib/tsc.js", "--target", "es5",
                  "--lib", "es2016", MAIN_SOURCE),
        .run_until = WORDS("main.js"),
        .run_instead = WORDS("winnow.js"),
        .environment = NODE_MODULES,
        NODE_LACKS,
    },
    {
        .language = "ruby",
        .launcher = launcher_ruby,
        .launcher_at = "winnow.rb",
        .tests_at = "tests.rb",
        .run_until = WORDS("main.rb"),
        .run_instead = WORDS("winnow.rb"),
        .lacks = "cannot load such file -- ",
        .lacks_end = " ",
        .package_before = "ruby-",
        .package_after = "",
    },
    {
        .language = "php",
        .launcher = launcher_php,
        .launcher_at = "winnow.php",
        .tests_at = "tests.php",
        .tests_begin = "<?php ",
        .run_until = WORDS("main.php"),
        .run_instead = WORDS("winnow.php"),
    },
    {
        .language = "perl",
        .launcher = launcher_perl,
        .launcher_at = "winnow.pl",
        .tests_at = "tests.pl",
        .run_until = WORDS("main.pl"),
        .run_instead = WORDS("winnow.pl"),
        .lacks = "you may need to install the ",
        .lacks_end = " ",
        .package_before = "lib",
        .package_after = "-perl",
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

static int add_tests(const struct joint_kind *kind, const char *tests, struct buf *out)
{
    const char *at = kind->main_begins ? strstr(tests, kind->main_begins) : NULL;

    if (!at)
        return buf_adds(out, tests);
    return buf_add(out, tests, (size_t)(at - tests)) < 0 || buf_adds(out, kind->main_renamed) < 0
               ? -1
               : buf_adds(out, at + strlen(kind->main_begins));
}

int joint_source(const struct joint *joint, const char *program, const char *tests, struct buf *out,
                 struct err *err)
{
    const struct joint_kind *kind = joint->kind;

    if (buf_adds(out, program) < 0 ||
        (kind->has_macros && joint_undefine(program, tests, out) < 0) ||
        (!kind->tests_at && add_tests(kind, tests, out) < 0) ||
        (!kind->launcher_at && add_launcher(out, kind->launcher) < 0))
        return err_set(err, ERR_INPUT, "the program is larger than %zu MiB", out->cap >> 20);
    return 0;
}

int joint_tests_fd(const struct joint *joint, const char *tests, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_SOURCE);
    const char *begin = joint->kind->tests_begin;

    if ((begin && buf_adds(&text, begin) < 0) || buf_adds(&text, tests) < 0)
        return err_set(err, ERR_INPUT, "the tests are larger than %zu MiB", text.cap >> 20);
    return file_memfd("tests", buf_str(&text), text.len, err);
}

bool joint_can_run(const struct joint *joint, const char *tests)
{
    return !joint->kind->main_begins || strstr(tests, joint->kind->main_begins);
}

/* ---- modules that are not there */

bool joint_needs_trial(const struct joint *joint)
{
    return joint->kind->lacks != NULL;
}

/* "Data::Compare" is data-compare in libdata-compare-perl. */
static void name_in_package(const char *module, char *out, size_t size)
{
    size_t n = 0;

    for (; *module && n + 1 < size; module++)
        if (*module != ':')
            out[n++] = (char)tolower((unsigned char)*module);
        else if (module[1] == ':')
            out[n++] = '-';
    out[n] = '\0';
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
    if (module[strspn(module, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:-")])
        return NULL;
    name_in_package(module, name, sizeof name);
    return asprintf(&sentence, "its tests need the module '%s': apt install %s%s%s", module,
                    kind->package_before, name, kind->package_after) < 0
               ? NULL
               : sentence;
}
