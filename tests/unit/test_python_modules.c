/* SPDX-License-Identifier: MIT */
/* Which modules are found at the beginning of a Python source. */
#include "lang/python/modules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const struct {
    const char *source, *modules;
} examples[] = {
    {"", ""},
    {"print(1)\n", ""},
    {"import re", "re"},
    {"import re\n", "re"},
    {"import sys\nimport re\n", "re"},
    {"import sys, math, re\n", "re"},
    {"import re as regular, heapq\n", "heapq,re"},
    {"import heapq, re\n", "heapq,re"},
    {"from collections import deque\n", "collections"},
    {"from collections import deque as d, Counter\nimport re\n", "collections,re"},
    {"from collections.abc import Iterable\n", "collections.abc"},
    {"from collections import (\n  deque, # a comment\n  Counter)\nimport re\n", "collections,re"},
    {"from typing import *\nimport re\n", "re,typing"},
    {"from __future__ import annotations\nimport re\n", "re"},
    {"#!/usr/bin/python3\n# coding: utf-8\n\n  \nimport re # why\n", "re"},
    {"\xef\xbb\xbfimport re\n", "re"},
    {"import re; import heapq;from random import*\r\nimport json\r\n", "heapq,json,random,re"},
    {"import sys\ninput = sys.stdin.readline\nimport re\n", "re"},
    {"import sys\nsys.setrecursionlimit(10 ** 6)\nimport re\n", "re"},
    {"import\tre\n", "re"},
    {"import numpy as np\n", "numpy"},
    /* Not known, or known to be unfit. */
    {"import threading, os, re\n", "re"},
    {"import no_such_module\nimport re\n", "re"},
    {"import rex\n", ""},
    {"import re.x\n", ""},
    /* What could see or change what is loaded ends it. */
    {"print(1)\nimport re\n", ""},
    {"import re\nprint(1)\nimport heapq\n", "re"},
    {"import sys\nx = len(sys.modules)\nimport re\n", ""},
    {"import sys\nx = sys.modules, 1\nimport re\n", ""},
    {"sys.setrecursionlimit(f())\nimport re\n", ""},
    {"try:\n    import re\nexcept ImportError: pass\n", ""},
    {"if 1: import re\n", ""},
    {"'doc'\nimport re\n", ""},
    {"x = 1\nimport re\n", ""},
    {"importre\n", ""},
    {"import\n", ""},
    {"from re\n", ""},
    {"from . import re\nimport heapq\n", ""},
    {"from re import (a\n", "re"}, /* is no program anyway */
    {"import re \\\n, heapq\n", "re"},
    {"import re heapq\n", "re"},
    {"9import re\n", ""},
};

static void examples_are_read(void **state)
{
    char out[PYTHON_MODULES_MAX];
    (void)state;

    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        python_modules(examples[i].source, strlen(examples[i].source), out);
        if (strcmp(out, examples[i].modules) != 0)
            fail_msg("'%s': '%s', not '%s'", examples[i].source, out, examples[i].modules);
    }
}

static void nothing_is_read_beyond_the_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        for (size_t n = 0; n <= strlen(examples[i].source); n++) {
            char out[PYTHON_MODULES_MAX];
            char *exact = malloc(n + 1); /* the address sanitizer watches the byte after it */

            assert_non_null(exact);
            exact = realloc(exact, n ? n : 1);
            assert_non_null(exact);
            memcpy(exact, examples[i].source, n);
            python_modules(exact, n, out);
            assert_true(strlen(out) < PYTHON_MODULES_MAX);
            free(exact);
        }
    }
}

/* When garbage is looked for depends on what was loaded when: where that could be seen, nothing is. */
static void who_can_see_garbage_collected_gets_none(void **state)
{
    static const char *const sources[] = {
        "import re\nclass A:\n    def __del__(self): print(1)\n",
        "import re, weakref\n",
    };
    (void)state;

    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        char out[PYTHON_MODULES_MAX] = "unset";

        python_modules(sources[i], strlen(sources[i]), out);
        assert_string_equal(out, "");
    }
}

static void all_of_them_have_room(void **state)
{
    static const char all[] =
        "import array, bisect, calendar, collections, collections.abc, contextlib, copy, datetime\n"
        "import dataclasses, decimal, enum, fractions, functools, hashlib, heapq, json, numbers\n"
        "import numpy, operator, pprint, random, re, secrets, statistics, string, struct, textwrap\n"
        "import timeit, types, typing\n";
    char out[PYTHON_MODULES_MAX];
    int commas = 0;
    (void)state;

    python_modules(all, sizeof all - 1, out);
    for (const char *p = out; *p; p++)
        commas += *p == ',';
    assert_int_equal(commas, 29);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_are_read),
        cmocka_unit_test(nothing_is_read_beyond_the_end),
        cmocka_unit_test(who_can_see_garbage_collected_gets_none),
        cmocka_unit_test(all_of_them_have_room),
    };

    return cmocka_run_group_tests_name("python modules", tests, NULL, NULL);
}
