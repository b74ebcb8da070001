/* SPDX-License-Identifier: MIT */
#include "eval/calls/call_language.h"

#include <string.h>

static const struct call_language *const languages[] = {&call_cpp, &call_java, &call_javascript};

const struct call_language *call_language_of(const char *name)
{
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (strcmp(languages[i]->language, name) == 0)
            return languages[i];
    return NULL;
}

int call_made(int rc, const struct buf *out, struct err *err)
{
    return rc < 0 ? err_set(err, ERR_INPUT, "the program is larger than %zu MiB", out->cap >> 20)
                  : 0;
}
