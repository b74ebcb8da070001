/* SPDX-License-Identifier: MIT */
#include "lang/compile/compiler_log.h"

#include <stdio.h>
#include <string.h>

struct span {
    const char *at;
    size_t n;
};

static struct span line_at(const char *at)
{
    struct span line = {at, strcspn(at, "\n")};

    while (line.n > 0 && (*line.at == ' ' || *line.at == '\t')) {
        line.at++;
        line.n--;
    }
    while (line.n > 0 && (line.at[line.n - 1] == '\r' || line.at[line.n - 1] == ' '))
        line.n--;
    return line;
}

static const char *after(const char *at)
{
    at += strcspn(at, "\n");
    return at + (*at == '\n');
}

static bool has(struct span line, const char *text)
{
    return memmem(line.at, line.n, text, strlen(text)) != NULL;
}

static bool begins(struct span line, const char *text)
{
    return line.n >= strlen(text) && memcmp(line.at, text, strlen(text)) == 0;
}

/* "…error…", unless the line speaks of something else first, or quotes the source. */
static bool is_error(struct span line)
{
    return (has(line, "rror") || has(line, "Fatal: ")) && !has(line, "arning: ") &&
           !begins(line, "|");
}

/* The first line that speaks of an error; else the first that is no heading ("# command-line-arguments"). */
static const char *find_error_line(const char *log)
{
    const char *other = NULL;

    for (const char *at = log; *at; at = after(at)) {
        struct span line = line_at(at);

        if (is_error(line))
            return at;
        if (!other && line.n > 0 && line.at[0] != '#' && !has(line, "arning: "))
            other = at;
    }
    return other ? other : log;
}

/* The last line before `at` that names the source: OCaml and Node print the place first. */
static struct span place_before(const char *log, const char *at, const char *source_name)
{
    struct span place = {"", 0};

    for (const char *line = log; line < at; line = after(line))
        if (has(line_at(line), source_name))
            place = line_at(line);
    return place;
}

bool compiler_log_error(const char *log, const char *source_name, char *out, size_t size)
{
    const char *at = find_error_line(log);
    struct span line = line_at(at), next = line_at(after(at)), place = {"", 0};

    if (!has(line, source_name) && begins(next, "--> ")) /* rustc */
        place = (struct span){next.at + 4, next.n - 4};
    else if (!has(line, source_name))
        place = place_before(log, at, source_name);
    if (place.n > 0 && place.at[place.n - 1] == ':')
        place.n--;
    snprintf(out, size, "%.*s%s%.*s", (int)place.n, place.at, place.n ? ": " : "", (int)line.n,
             line.at);
    if (line.n > 0 && line.at[line.n - 1] == ':') /* ghc: the message is the next line */
        snprintf(out + strlen(out), size - strlen(out), " %.*s", (int)next.n, next.at);
    return strstr(out, source_name) != NULL;
}

bool compiler_log_tells_limit(const char *log)
{
    static const char *const words[] = {
        "out of memory",                    /* gcc, ld, rustc */
        "virtual memory exhausted",         /* gcc */
        "Cannot allocate memory",           /* whoever prints errno */
        "Killed signal terminated program", /* gcc, of cc1plus */
        "internal compiler error",          /* gcc */
        "No space left on device",          /* the cell's work directory */
        "File too large",                   /* gold */
        "Resource temporarily unavailable", /* fork */
        "java.lang.OutOfMemoryError",       /* javac, kotlinc, scalac */
        "java.lang.StackOverflowError",     /* the same */
        "insufficient memory for the Java", /* the JVM itself */
        "The system is out of resources",   /* javac, before either of these */
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(log, words[i]))
            return true;
    return false;
}
