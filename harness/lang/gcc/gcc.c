/* SPDX-License-Identifier: MIT */
/*
 * The commands are those of the public judges (Kattis and DOMjudge: static, -O2; CMS: -pipe): a
 * static program starts faster and needs nothing of the host.
 */
#include "lang/gcc/gcc.h"

#include <stdio.h>
#include <string.h>

const char *const gcc_c[] = {
    "/usr/bin/gcc",    "-x", "c",       "-std=gnu17", "-O2", "-static", "-pipe", "-s",
    "-fmax-errors=20", "-o", "program", "main.c",     "-lm", NULL};

const char *const gcc_cpp[] = {"/usr/bin/g++", "-x",       "c++", "-std=gnu++20",    "-O2",
                               "-static",      "-pipe",    "-s",  "-fmax-errors=20", "-o",
                               "program",      "main.cpp", NULL};

void gcc_with_header(const char *argv[COMMAND_WORDS_MAX], const char *const *command,
                     const char *include)
{
    size_t n = 0;

    argv[n++] = *command++;
    argv[n++] = "-include";
    argv[n++] = include;
    while (*command && n < COMMAND_WORDS_MAX - 1)
        argv[n++] = *command++;
    argv[n] = NULL;
}

void gcc_for_header(const char *argv[COMMAND_WORDS_MAX], const char *const *command)
{
    size_t n = 0;

    for (; *command && n < COMMAND_WORDS_MAX - 1; command++, n++)
        argv[n] = n > 0 && strcmp(argv[n - 1], "-x") == 0 ? "c++-header" : *command;
    argv[n] = NULL;
}

/* The first "error:" in the log decides; a log without one gives its first line. */
bool gcc_first_error(const char *log, const char *source_name, char *out, size_t size)
{
    const char *mark = strstr(log, "error:"), *line, *end;
    size_t n = strlen(source_name);

    if (!mark)
        mark = strstr(log, "Error:");
    line = mark ? mark : log;
    while (line > log && line[-1] != '\n')
        line--;
    end = strchrnul(mark ? mark : log, '\n');
    snprintf(out, size, "%.*s", (int)(end - line), line);
    return strncmp(out, source_name, n) == 0 && out[n] == ':' && strstr(out, "error:");
}

bool gcc_is_reproducible(const char *source, size_t length)
{
    static const char *const words[] = {"__TIME__", "__DATE__", "__TIMESTAMP__", "native", "/proc",
                                        "/dev",     "/cache",   "/work",         "incbin"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (memmem(source, length, words[i], strlen(words[i])))
            return false;
    return true;
}
