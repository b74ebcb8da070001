/* SPDX-License-Identifier: MIT */
#include "eval/suite/joint_formats.h"
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

int take_humaneval_x(struct task *task, const struct json_members *row, struct err *err)
{
    cleanup_free char *prompt = NULL;
    char name[24];
    bool is_cpp;

    snprintf(name, sizeof name, "%.*s", (int)strcspn(task->id, "/"), task->id);
    if (set_language(task, name, "cpp11", err) < 0 ||
        json_need_text(&prompt, row, "prompt", err) < 0 || take_tests(task, row, "test", err) < 0)
        return -1;
    is_cpp = task->language && strcmp(task->language, "cpp11") == 0;
    task->time_limit = 5 * NSEC_PER_SEC;
    task->prelude = python_helpers;
    task->canonical = json_text(row, "canonical_solution");
    return asprintf(&task->prompt, "%s%s", is_cpp ? cpp_helpers : "", prompt) < 0
               ? err_set(err, ERR_JUDGE, "out of memory")
               : 0;
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
