/* SPDX-License-Identifier: MIT */
/*
 * What a prompt in a language with braces says of the function that a completion goes on with: the prompt ends
 * within the function's body, and not within a statement. Strings and comments are skipped as C, Java and JavaScript have them.
 */
#ifndef HARNESS_EVAL_CALLS_PROMPT_FUNCTION_H
#define HARNESS_EVAL_CALLS_PROMPT_FUNCTION_H

#include <stdbool.h>
#include <stddef.h>

enum { PARAMETERS_MAX = 32, DEPTH_MAX = 8 };

/* A part of the prompt; borrowed. */
struct span {
    const char *text;
    size_t length;
};

struct prompt_function {
    size_t depth;       /* braces that are open at the end of the prompt */
    struct span outer;  /* what stands before the outermost of them: "class Solution" */
    struct span header; /* what stands before the innermost: "int f(int n)" */
    struct span name;   /* of the function */
    struct span parameters[PARAMETERS_MAX]; /* their names */
    size_t parameter_count;
};

/* False: the prompt does not end so, or a parameter has no name. */
bool prompt_function_find(struct prompt_function *out, const char *prompt);

/* How many braces the text closes that it has not opened: MultiPL-E's tests end the function themselves. */
size_t text_closes(const char *text);

/* Where `word` stands as a whole word in the code of the text, outside of strings and comments; or NULL. */
const char *code_find(const char *text, const char *word);

#endif
