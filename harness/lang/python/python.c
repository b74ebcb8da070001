/* SPDX-License-Identifier: MIT */
/*
 * A source is checked by compiling it, which is the `py_compile` step of the public judges, without
 * writing a file. The check is a script, so that an interpreter can wait for it (struct run_request).
 */
#include "lang/python/python.h"

#include <stdio.h>
#include <string.h>

/*
 * CPython counts the frames of this script and of compile() against the recursion limit, three
 * levels of the syntax tree for each; without them the limit is that of a run. The check ends before
 * the interpreter is taken apart: nothing is left to be written. Modules beside the main source are checked as it is.
 */
const char python_check[] =
    "import sys\n"
    "sys.setrecursionlimit(sys.getrecursionlimit() + 2)\n"
    "compile(open('main.py', 'rb').read(), 'main.py', 'exec', dont_inherit=True)\n"
    "import posix\n"
    "for name in sorted(posix.listdir('.')):\n"
    "    if name[-3:] == '.py':\n"
    "        compile(open(name, 'rb').read(), name, 'exec', dont_inherit=True)\n"
    "posix._exit(0)\n";

bool python_is_2(const char *source)
{
    const char *found = strncmp(source, "#!", 2) == 0 ? strstr(source, "python2") : NULL;

    return found && (size_t)(found - source) < strcspn(source, "\r\n");
}

bool python_error(const char *log, const char *source_name, char *out, size_t size)
{
    const char *end = log + strlen(log), *line;

    (void)source_name;
    while (end > log && end[-1] == '\n')
        end--;
    line = end;
    while (line > log && line[-1] != '\n')
        line--;
    snprintf(out, size, "%.*s", (int)(end - line), line);
    return false;
}
