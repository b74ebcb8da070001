/* SPDX-License-Identifier: MIT */
#include "eval/suite/joint_formats.h"
#include "base/buf.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* By a name of the table, else as the ending of a file ("rb"). */
static const struct language *find_language(const char *name)
{
    const struct language *language = language_by_name(name);
    char file[40];

    if (language)
        return language;
    snprintf(file, sizeof file, "x.%.30s", name);
    language = language_by_file(file);
    return language && language_is_installed(language) ? language : NULL;
}

/* Leaves it NULL for Python; `cpp`: the standard of C++. A name that is not known stays, to be named later. */
static int set_language(struct task *task, const char *name, const char *cpp, struct err *err)
{
    const struct language *language = find_language(name);

    if (language && language_is(language, "python3"))
        return 0;
    task->language = strdup(!language ? name : language_is(language, "cpp") ? cpp : language->name);
    return task->language ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

int take_mxeval_language(struct task *task, const struct json_members *row, struct err *err)
{
    cleanup_free char *name = json_text(row, "language");

    if (!name)
        return 0;
    if (set_language(task, name, "cpp17", err) < 0)
        return -1;
    if (task->language)
        task->time_limit = 10 * NSEC_PER_SEC;
    return 0;
}

/* The tests begin on a line of their own. */
static int take_tests(struct task *task, const struct json_members *row, const char *key,
                      struct err *err)
{
    cleanup_free char *tests = NULL;

    if (json_need_text(&tests, row, key, err) < 0)
        return -1;
    return asprintf(&task->tests, "\n%s", tests) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

/* What CodeGeeX' evaluator puts before each program. */
static const char python_helpers[] =
    "import math\nimport re\nimport sys\nimport copy\nimport datetime\nimport itertools\n"
    "import collections\nimport heapq\nimport statistics\nimport functools\nimport hashlib\n"
    "import string\nfrom typing import *\nfrom collections import *\n";
static const char cpp_helpers[] =
    "#include<stdlib.h>\n#include<algorithm>\n#include<math.h>\n#include<stdio.h>\n"
    "#include<vector>\n#include<string>\n#include<climits>\n#include<cstring>\n"
    "#include<iostream>\n";

/* What its evaluator imports before a program in Go that uses it; `use`: here it stays unused in others. */
static const struct {
    const char *package, *use;
} go_helpers[] = {
    {"\"math\"", "math.Pi"},          {"\"strings\"", "strings.Compare"},
    {"\"fmt\"", "fmt.Sprint"},        {"\"strconv\"", "strconv.Itoa"},
    {"\"time\"", "time.Now"},         {"\"bytes\"", "bytes.Equal"},
    {"\"regexp\"", "regexp.Compile"}, {"\"sort\"", "sort.Ints"},
    {"\"math/rand\"", "rand.Int"},    {"\"crypto/md5\"", "md5.New"},
};

enum { GO_HELPERS = sizeof go_helpers / sizeof *go_helpers };

/* Of the packages that the tests' setup does not import: `use` instead of the package's name. */
static int add_go_helpers(struct buf *out, const char *setup, bool use)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < GO_HELPERS; i++)
        if (!strstr(setup, go_helpers[i].package))
            rc = buf_addf(out, "%s %s\n", use ? "var _ =" : "import",
                          use ? go_helpers[i].use : go_helpers[i].package);
    return rc;
}

/* The package and all imports are in the tests' setup, which takes the place of the prompt's own imports. */
static int make_go_prompt(struct task *task, const struct json_members *row, const char *prompt,
                          struct err *err)
{
    cleanup_free char *setup = NULL, *imports = json_text(row, "import");
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_SOURCE);
    const char *own = imports && *imports ? strstr(prompt, imports) : NULL;

    if (json_need_text(&setup, row, "test_setup", err) < 0)
        return -1;
    if (buf_adds(&text, setup) < 0 || buf_addc(&text, '\n') < 0 ||
        add_go_helpers(&text, setup, false) < 0 || add_go_helpers(&text, setup, true) < 0 ||
        (own && buf_add(&text, prompt, (size_t)(own - prompt)) < 0) ||
        buf_adds(&text, own ? own + strlen(imports) : prompt) < 0)
        return err_set(err, ERR_INPUT, "the prompt is larger than %zu MiB", text.cap >> 20);
    task->prompt = strdup(buf_str(&text));
    return task->prompt ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static int make_x_prompt(struct task *task, const struct json_members *row, struct err *err)
{
    cleanup_free char *prompt = NULL;
    bool is_cpp = task->language && strcmp(task->language, "cpp11") == 0;

    if (json_need_text(&prompt, row, "prompt", err) < 0)
        return -1;
    if (task->language && strcmp(task->language, "go") == 0)
        return make_go_prompt(task, row, prompt, err);
    return asprintf(&task->prompt, "%s%s", is_cpp ? cpp_helpers : "", prompt) < 0
               ? err_set(err, ERR_JUDGE, "out of memory")
               : 0;
}

int take_humaneval_x(struct task *task, const struct json_members *row, struct err *err)
{
    char name[24];

    snprintf(name, sizeof name, "%.*s", (int)strcspn(task->id, "/"), task->id);
    if (set_language(task, name, "cpp11", err) < 0 || make_x_prompt(task, row, err) < 0 ||
        take_tests(task, row, "test", err) < 0)
        return -1;
    task->time_limit = 5 * NSEC_PER_SEC;
    task->prelude = task->language ? NULL : python_helpers;
    task->canonical = json_text(row, "canonical_solution");
    return 0;
}

int take_multipl_e(struct task *task, const struct json_members *row, struct err *err)
{
    cleanup_free char *name = json_text(row, "language");

    if (!name)
        return err_set(err, ERR_INPUT, "no text under \"language\"");
    if (set_language(task, name, "cpp17", err) < 0 ||
        json_need_text(&task->prompt, row, "prompt", err) < 0 ||
        take_tests(task, row, "tests", err) < 0)
        return -1;
    task->time_limit = 15 * NSEC_PER_SEC;
    task->main_class = strdup("Problem");
    return task->main_class ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}
