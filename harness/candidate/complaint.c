/* SPDX-License-Identifier: MIT */
#include "candidate/complaint.h"
#include "base/hash.h"

#include <ctype.h>
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

/* Of the sentence without its numbers. */
static uint64_t form_key(enum complaint_kind kind, const char *sentence)
{
    char text[sizeof((struct complaint *)0)->sentence];
    size_t n = 0;

    for (; *sentence && n < sizeof text; sentence++)
        if (!isdigit((unsigned char)*sentence))
            text[n++] = *sentence;
    return hash_bytes(text, n).lo + kind;
}

static struct complaint_form *find_form(struct complaint_tally *tally, enum complaint_kind kind,
                                        uint64_t key)
{
    struct complaint_form *others = tally->forms + COMPLAINT_COUNT;

    for (size_t i = 0; i < tally->count; i++)
        if (others[i].key == key)
            return &others[i];
    if (tally->count == COMPLAINT_FORMS)
        return &tally->forms[kind];
    others[tally->count].key = key;
    return &others[tally->count++];
}

bool complaint_tally_add(struct complaint_tally *tally, enum complaint_kind kind, const char *where,
                         const char *sentence)
{
    struct complaint_form *form = find_form(tally, kind, form_key(kind, sentence));

    form->count++;
    if (form->count == COMPLAINTS_SHOWN + 1)
        snprintf(form->example, sizeof form->example, "%s: %s", where, sentence);
    return form->count <= COMPLAINTS_SHOWN;
}
