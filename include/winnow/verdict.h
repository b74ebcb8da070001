/* SPDX-License-Identifier: MIT */
/* The verdicts: what a judge says of a program. One list, from which names and texts come. */
#ifndef WINNOW_VERDICT_H
#define WINNOW_VERDICT_H

/* X(symbol, words). The order is only that of the table; no severity is implied. */
#define VERDICT_LIST(X)                                                                            \
    X(AC, "accepted")                                                                              \
    X(WA, "wrong answer")                                                                          \
    X(TLE, "time limit exceeded")                                                                  \
    X(MLE, "memory limit exceeded")                                                                \
    X(OLE, "output limit exceeded")                                                                \
    X(RTE, "run-time error")                                                                       \
    X(CE, "compile error")                                                                         \
    X(JE, "judge error")

enum verdict {
#define VERDICT_ENUM(symbol, words) VERDICT_##symbol,
    VERDICT_LIST(VERDICT_ENUM)
#undef VERDICT_ENUM
        VERDICT_COUNT
};

/* "AC", "WA", … and "accepted", "wrong answer", …; static strings. */
const char *verdict_name(enum verdict v);
const char *verdict_words(enum verdict v);

/* The verdict called `name` ("AC"), or VERDICT_COUNT when there is none of that name. */
enum verdict verdict_parse(const char *name);

#endif
