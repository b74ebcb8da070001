/* SPDX-License-Identifier: MIT */
/*
 * The program in what a model answered. A base model goes on where the prompt ends; its completion is cut before
 * the first stop word. A chat model writes prose around a fenced block, which either goes on where the prompt ends
 * too, or has the function anew.
 */
#ifndef HARNESS_EVAL_SAMPLE_ANSWER_H
#define HARNESS_EVAL_SAMPLE_ANSWER_H

#include "base/buf.h"
#include "eval/sample/samples.h"
#include "eval/suite/task.h"

enum answer_kind {
    ANSWER_TEXT, /* the text, up to a stop word */
    ANSWER_FENCED, /* what a fenced block of it has: the last one of the language, else the last one */
    ANSWER_EMPTY, /* --extract fence, and there is no block: no program */
};

/* Cuts the sample's text, and appends the program to `out`. -1: it is too large (ERR_INPUT). */
int answer_program(const struct task *task, struct sample *sample, const struct language *language,
                   const struct settings *settings, struct buf *out, enum answer_kind *kind,
                   struct err *err);

#endif
