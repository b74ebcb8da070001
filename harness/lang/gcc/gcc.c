/* SPDX-License-Identifier: MIT */
#include "lang/gcc/gcc.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * The plugin is for objects of -flto, which no source can ask for. The build id is a hash of the whole program that
 * only a debugger looks for.
 */
static const char *const gold[] = {"-fuse-ld=gold", "-fno-use-linker-plugin", "-Wl,--build-id=none",
                                   NULL};

const char *const *gcc_linker_options(void)
{
    return access("/usr/bin/ld.gold", X_OK) == 0 ? gold : NULL;
}

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
    const char *before = "";
    size_t n = 0;

    for (; *command && n < COMMAND_WORDS_MAX - 1; before = *command++)
        if (strncmp(*command, "-Wl,", 4) != 0) /* gcc would link */
            argv[n++] = strcmp(before, "-x") == 0 ? "c++-header" : *command;
    argv[n] = NULL;
}

/* How a line of the log is understood, by the mark that comes first in it. */
enum line_kind { LINE_OTHER, LINE_ERROR, LINE_OF_LINKER };

/* A line that echoes the source, "   12 | text" or "      | ~~^~~", may hold any mark. */
static bool is_echo(const char *line)
{
    line += strspn(line, " 0123456789");
    return *line == '|';
}

/* Moves *line past the names of the linker's temporary files. */
static enum line_kind classify_line(const char **line, const char *end)
{
    static const struct {
        const char *text;
        enum line_kind kind;
    } marks[] = {
        {": warning: ", LINE_OTHER},
        {": note: ", LINE_OTHER},
        {": error: ", LINE_ERROR},
        {": fatal error: ", LINE_ERROR},
        {": internal compiler error: ", LINE_ERROR},
        {": sorry, unimplemented: ", LINE_ERROR},
        {": Error: ", LINE_ERROR}, /* the assembler's */
        {": out of memory", LINE_ERROR},
        {"virtual memory exhausted", LINE_ERROR},
        /* The linker's lines begin with names of temporary files. */
        {"undefined reference to ", LINE_OF_LINKER},
        {"multiple definition of ", LINE_OF_LINKER},
        {"relocation truncated to fit", LINE_OF_LINKER},
    };
    const char *first = end;
    enum line_kind kind = LINE_OTHER;

    if (is_echo(*line))
        return LINE_OTHER;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *at =
            memmem(*line, (size_t)(first - *line), marks[i].text, strlen(marks[i].text));

        if (at) {
            first = at;
            kind = marks[i].kind;
        }
    }
    if (kind == LINE_OF_LINKER)
        *line = first;
    return kind;
}

/* A log without an error gives its first line. */
bool gcc_first_error(const char *log, const char *source_name, char *out, size_t size)
{
    enum line_kind kind = LINE_OTHER;
    const char *line = log, *end = log;
    size_t n = strlen(source_name);

    for (const char *at = log; *at && kind == LINE_OTHER; at = end + (*end == '\n')) {
        end = strchrnul(at, '\n');
        line = at;
        kind = classify_line(&line, end);
    }
    if (kind == LINE_OTHER) {
        line = log + strspn(log, "\n");
        end = strchrnul(line, '\n');
    }
    snprintf(out, size, "%.*s", (int)(end - line), line);
    /* "error writing to": the disk or the assembler failed, at whatever line gcc was. */
    return kind == LINE_ERROR && strncmp(out, source_name, n) == 0 && out[n] == ':' &&
           strstr(out, "error: ") && !strstr(out, ": internal compiler error: ") &&
           !strstr(out, ": fatal error: error writing to ");
}
