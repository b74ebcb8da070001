/* SPDX-License-Identifier: MIT */
#include "base/remark.h"
#include "base/terminal.h"

#include <stdarg.h>
#include <stdio.h>

enum { REMARK_MAX = 8192 }; /* the longest path, and what is wrong with it */

void remark(const char *fmt, ...)
{
    char text[REMARK_MAX];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    terminal_printf(stderr, "winnow: %s\n", text);
}
