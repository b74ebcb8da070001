/* SPDX-License-Identifier: MIT */
#include "base/remark.h"

#include <stdarg.h>
#include <stdio.h>

enum { REMARK_MAX = 8192 }; /* the longest path, and what is wrong with it */

void remark(const struct remarks *remarks, const char *fmt, ...)
{
    char sentence[REMARK_MAX];
    va_list ap;

    if (!remarks)
        return;
    va_start(ap, fmt);
    vsnprintf(sentence, sizeof sentence, fmt, ap);
    va_end(ap);
    remarks->take(remarks->context, sentence);
}
