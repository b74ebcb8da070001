/* SPDX-License-Identifier: MIT */
#include "problem/constants.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

enum { CONSTANTS_MAX = 1000 };

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
static const char name_bytes[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789.";

int constants_add(struct problem *problem, const char *name, const char *value, struct err *err)
{
    struct constant *grown;

    if (strspn(name, letters) == 0 || strspn(name, name_bytes) != strlen(name))
        return err_set(err, ERR_INPUT, "'%.60s' is no name for a constant", name);
    if (problem->constant_count == CONSTANTS_MAX)
        return err_set(err, ERR_INPUT, "more than %d constants", CONSTANTS_MAX);
    grown =
        reallocarray(problem->constants, problem->constant_count + 1, sizeof *problem->constants);
    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    problem->constants = grown;
    grown[problem->constant_count] = (struct constant){strdup(name), strdup(value)};
    if (!grown[problem->constant_count].name || !grown[problem->constant_count++].value)
        return err_set(err, ERR_JUDGE, "out of memory");
    return 0;
}

static const struct constant *find_constant(const struct problem *problem, const char *name,
                                            size_t n)
{
    for (size_t i = 0; i < problem->constant_count; i++)
        if (strlen(problem->constants[i].name) == n &&
            memcmp(problem->constants[i].name, name, n) == 0)
            return &problem->constants[i];
    return NULL;
}

int constants_replace(const struct problem *problem, struct buf *text, struct err *err)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT(text->cap);
    const char *at = text->data, *end = at + text->len, *open;
    bool replaced = false;

    if (problem->constant_count == 0 || text->len == 0)
        return 0;
    for (; (open = memmem(at, (size_t)(end - at), "{{", 2)); at = open) {
        size_t n = strspn(open + 2, name_bytes);
        const struct constant *constant = find_constant(problem, open + 2, n);
        bool is_one = constant && strncmp(open + 2 + n, "}}", 2) == 0;

        if (buf_add(&out, at, (size_t)(open - at)) < 0 ||
            (is_one ? buf_adds(&out, constant->value) : buf_addc(&out, '{')) < 0)
            return err_set(err, ERR_INPUT, "too large once its constants are put in");
        open += is_one ? n + 4 : 1;
        replaced |= is_one;
    }
    if (buf_add(&out, at, (size_t)(end - at)) < 0)
        return err_set(err, ERR_INPUT, "too large once its constants are put in");
    if (replaced) {
        buf_release(text);
        *text = out;
        out = (struct buf)BUF_INIT(0);
    }
    return 0;
}

void constants_free(struct problem *problem)
{
    for (size_t i = 0; i < problem->constant_count; i++) {
        free(problem->constants[i].name);
        free(problem->constants[i].value);
    }
    free(problem->constants);
}
