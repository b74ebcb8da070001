/* SPDX-License-Identifier: MIT */
#include "base/terminal.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_MAX = 16384 }; /* two of the longest paths, and words around them */

/* Whether the character at the start of n > 0 bytes is shown as it is; *length is its length. */
static bool is_fit(const char *bytes, size_t n, size_t *length)
{
    const unsigned char *c = (const unsigned char *)bytes;

    if (!utf8_step(bytes, n, length) || c[0] < 0x20 || c[0] == 0x7f)
        return false;
    if (*length == 2)
        return c[0] != 0xc2 || c[1] >= 0xa0; /* C1 is c2 80 … c2 9f */
    if (*length != 3 || c[0] != 0xe2)
        return true;
    return !(c[1] == 0x80 && c[2] >= 0xa8 && c[2] <= 0xae) && /* U+2028 … U+202E */
           !(c[1] == 0x81 && c[2] >= 0xa6 && c[2] <= 0xa9);   /* U+2066 … U+2069 */
}

void terminal_make_fit(char *text)
{
    size_t n = strlen(text), length;

    for (char *c = text; n > 0; c += length, n -= length)
        if (!is_fit(c, n, &length))
            memset(c, '?', length);
}

static size_t count_final_line_ends(const char *fmt)
{
    size_t n = strlen(fmt), ends = 0;

    while (ends < n && fmt[n - 1 - ends] == '\n')
        ends++;
    return ends;
}

void terminal_printf(FILE *out, const char *fmt, ...)
{
    size_t before = strspn(fmt, "\n"), after = count_final_line_ends(fmt + before);
    char text[TEXT_MAX];
    va_list ap;
    int made;

    va_start(ap, fmt);
    made = vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    if (made < 0)
        return;
    if ((size_t)made < sizeof text)
        text[(size_t)made - after] = '\0';
    terminal_make_fit(text + before);
    fprintf(out, "%.*s%s%.*s", (int)before, fmt, text + before, (int)after,
            fmt + strlen(fmt) - after);
}

void terminal_write(FILE *out, const char *bytes, size_t n)
{
    size_t length;

    if (!isatty(fileno(out))) {
        fwrite(bytes, 1, n, out);
        return;
    }
    for (const char *c = bytes; n > 0; c += length, n -= length) {
        if (is_fit(c, n, &length) || *c == '\n' || *c == '\t')
            fwrite(c, 1, length, out);
        else
            fputc('?', out);
    }
}
