/* SPDX-License-Identifier: MIT */
#include "eval/calls/call_language.h"

static const struct call_language *const languages[] = {&call_cpp, &call_java, &call_javascript};

const struct call_language *call_language_of(const struct language *language)
{
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (language_is(language, languages[i]->language))
            return languages[i];
    return NULL;
}

int call_add_braces(struct buf *out, size_t count)
{
    for (; count > 0; count--)
        if (buf_adds(out, "}\n") < 0)
            return -1;
    return 0;
}

int call_made(int rc, const struct buf *out, struct err *err)
{
    return rc < 0 ? err_set(err, ERR_INPUT, "the program is larger than %zu MiB", out->cap >> 20)
                  : 0;
}
