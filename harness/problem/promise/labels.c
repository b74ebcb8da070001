/* SPDX-License-Identifier: MIT */
#include "problem/promise/labels.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { NAME_MAX_LENGTH = 40 };

static const struct {
    const char *name; /* in lower case, with '_' for '-' */
    unsigned set;
} names[] = {
    {"ac", VERDICT_BIT(AC)},
    {"accepted", VERDICT_BIT(AC)},
    {"correct", VERDICT_BIT(AC)},
    {"wa", VERDICT_BIT(WA)},
    {"wrong_answer", VERDICT_BIT(WA)},
    {"no_output", VERDICT_BIT(WA)}, /* DOMjudge's name for a wrong answer of no bytes */
    {"tle", VERDICT_BIT(TLE)},
    {"time_limit_exceeded", VERDICT_BIT(TLE)},
    {"timelimit", VERDICT_BIT(TLE)},
    {"time_limit", VERDICT_BIT(TLE)},
    {"rte", VERDICTS_RTE},
    {"run_time_error", VERDICTS_RTE},
    {"runtime_error", VERDICTS_RTE},
    {"run_error", VERDICTS_RTE},
    {"mle", VERDICTS_RTE},
    {"memory_limit", VERDICTS_RTE}, /* with some judges these are crashes */
    {"memory_limit_exceeded", VERDICTS_RTE},
    {"ole", VERDICT_BIT(OLE)},
    {"output_limit", VERDICT_BIT(OLE)},
    {"output_limit_exceeded", VERDICT_BIT(OLE)},
    {"ce", VERDICT_BIT(CE)},
    {"compiler_error", VERDICT_BIT(CE)},
    {"compile_error", VERDICT_BIT(CE)},
    {"compile_time_error", VERDICT_BIT(CE)},
};

unsigned label_verdicts(const char *name)
{
    char plain[NAME_MAX_LENGTH];
    size_t n = strlen(name);

    if (n >= sizeof plain)
        return 0;
    for (size_t i = 0; i <= n; i++)
        plain[i] = (char)(name[i] == '-' ? '_' : tolower((unsigned char)name[i]));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, plain) == 0)
            return names[i].set;
    return 0;
}

/* The directories that promise something else than "AC or this, and this somewhere". */
static const struct promise {
    const char *label;
    bool in_legacy, in_modern;
    struct expectation promise;
} promises[] = {
    {"accepted", true, true, {.permitted = VERDICT_BIT(AC), .is_lower = true}},
    {"wrong_answer",
     false,
     true,
     {.permitted = VERDICT_BIT(AC) | VERDICT_BIT(WA),
      .required = VERDICT_BIT(WA),
      .is_lower = true}},
    {"run_time_error", true, false, {.permitted = VERDICTS_ALL, .required = VERDICTS_RTE}},
    {"run_time_error",
     false,
     true,
     {.permitted = VERDICT_BIT(AC) | VERDICTS_RTE, .required = VERDICTS_RTE, .is_lower = true}},
    {"time_limit_exceeded",
     true,
     false,
     {.permitted = VERDICT_BIT(AC) | VERDICT_BIT(WA) | VERDICT_BIT(TLE),
      .required = VERDICT_BIT(TLE),
      .is_upper = true}},
    {"time_limit_exceeded",
     false,
     true,
     {.permitted = VERDICT_BIT(AC) | VERDICT_BIT(TLE),
      .required = VERDICT_BIT(TLE),
      .is_upper = true}},
    {"rejected",
     true,
     true,
     {.permitted = VERDICTS_ALL, .required = VERDICTS_ALL & ~VERDICT_BIT(AC)}},
    {"brute_force",
     true,
     true,
     {.permitted = VERDICTS_ALL & ~VERDICT_BIT(WA), .required = VERDICT_BIT(TLE) | VERDICTS_RTE}},
    {"partially_accepted",
     true,
     true,
     {.permitted = VERDICTS_ALL,
      .required = VERDICT_BIT(AC),
      .cases = (char *)"secret",
      .is_partial = true}},
    {"slow", true, true, {.permitted = VERDICT_BIT(AC) | VERDICT_BIT(TLE)}},
};

static const char *const standard[] = {"accepted", "wrong_answer", "time_limit_exceeded",
                                       "run_time_error"};

bool label_is_standard(const char *label)
{
    for (size_t i = 0; i < sizeof standard / sizeof *standard; i++)
        if (strcmp(standard[i], label) == 0)
            return true;
    return false;
}

/* The format's name for a directory that has another one for the same verdict. */
static const char *format_name(const char *label, unsigned set)
{
    for (size_t i = 0; set && i < sizeof standard / sizeof *standard; i++)
        if (label_verdicts(standard[i]) == set)
            return standard[i];
    return label;
}

bool label_promise(const char *label, bool modern, struct expectation *out)
{
    unsigned set = label_verdicts(label);
    const char *name = format_name(label, set);

    for (size_t i = 0; i < sizeof promises / sizeof *promises; i++) {
        const struct promise *p = &promises[i];

        if (strcmp(p->label, name) == 0 && (modern ? p->in_modern : p->in_legacy)) {
            *out = p->promise;
            return true;
        }
    }
    *out = (struct expectation){.permitted = VERDICT_BIT(AC) | set,
                                .required = set & ~VERDICT_BIT(AC)};
    return set != 0;
}

unsigned label_tag(const char *text)
{
    static const char tag[] = "@EXPECTED_RESULTS@:", blanks[] = " \t";
    const char *at = strstr(text, tag);
    unsigned set = 0;

    for (at = at ? at + strlen(tag) : NULL; at; at = *at == ',' ? at + 1 : NULL) {
        char name[NAME_MAX_LENGTH] = "";
        unsigned one;

        at += strspn(at, blanks);
        sscanf(at, "%39[A-Za-z_-]", name);
        at += strlen(name);
        at += strspn(at, blanks);
        one = label_verdicts(name);
        if (one == 0)
            return 0;
        set |= one;
    }
    return set;
}
