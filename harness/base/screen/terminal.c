/* SPDX-License-Identifier: MIT */
#include "base/screen/terminal.h"
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

void terminal_clear(FILE *out)
{
    if (isatty(fileno(out)))
        fputs("\033[H\033[2J", out);
}

/* The code point of a well-formed character. */
static unsigned code_point(const char *bytes, size_t length)
{
    unsigned code = (unsigned char)bytes[0] & (length == 1 ? 0x7f : 0x7fu >> length);

    for (size_t i = 1; i < length; i++)
        code = code << 6 | ((unsigned char)bytes[i] & 0x3f);
    return code;
}

static bool is_invisible(unsigned code)
{
    return code == 0xa0 || code == 0xad || (code >= 0x2000 && code <= 0x200f) ||
           (code >= 0x202f && code <= 0x2060) || code == 0x3000 || code == 0xfeff;
}

/* The escapes of C that are one letter; of the rest it is the number in hexadecimal digits. */
static int escape_character(struct buf *out, unsigned code)
{
    static const char named[] = "\\\n\t\r", names[] = "\\ntr";
    const char *at = code > 0 && code < 0x80 ? strchr(named, (int)code) : NULL;

    if (at)
        return buf_addf(out, "\\%c", names[at - named]);
    if (code == 0)
        return buf_adds(out, "\\0");
    return buf_addf(out, code < 0x80 ? "\\x%02x" : "\\u%04x", code);
}

int terminal_escape(struct buf *out, const char *bytes, size_t n)
{
    size_t length;
    int rc = 0;

    for (; rc == 0 && n > 0; bytes += length, n -= length) {
        bool fit = is_fit(bytes, n, &length);
        unsigned code;

        if (!utf8_valid(bytes, length)) {
            for (size_t i = 0; rc == 0 && i < length; i++)
                rc = buf_addf(out, "\\x%02x", (unsigned char)bytes[i]);
            continue;
        }
        code = code_point(bytes, length);
        if (!fit || is_invisible(code) || code == '\\')
            rc = escape_character(out, code);
        else
            rc = buf_add(out, bytes, length);
    }
    return rc;
}
