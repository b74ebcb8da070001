/* SPDX-License-Identifier: MIT */
#include "candidate/complaint.h"

#include <stdarg.h>
#include <stdio.h>

const char *complaint_name(enum complaint_kind kind)
{
    static const char *const names[COMPLAINT_COUNT] = {
#define COMPLAINT_NAME(symbol, name) [COMPLAINT_##symbol] = (name),
        COMPLAINT_LIST(COMPLAINT_NAME)
#undef COMPLAINT_NAME
    };

    return names[kind];
}

int complaint_make(struct complaint *complaint, enum complaint_kind kind, const char *fmt, ...)
{
    va_list ap;

    complaint->kind = kind;
    va_start(ap, fmt);
    vsnprintf(complaint->sentence, sizeof complaint->sentence, fmt, ap);
    va_end(ap);
    return 0;
}
