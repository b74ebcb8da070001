/* SPDX-License-Identifier: MIT */
#include "hall/say.h"

#include <stdarg.h>
#include <stdio.h>

enum { REMARK_MAX = 8192 }; /* the longest path, and what is wrong with it */

void say(const char *fmt, ...)
{
    char text[REMARK_MAX];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    for (char *p = text; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = '?';
    fprintf(stderr, "winnow: %s\n", text);
}
