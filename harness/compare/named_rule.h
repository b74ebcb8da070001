/* SPDX-License-Identifier: MIT */
/*
 * How the evaluators of generated code compare what a program prints with the answer, by the name of the tool
 * (harness/compare/README.md says what each accepts wrongly):
 *
 *     icpc           words, as ICPC's default output validator with case_sensitive
 *     exact          all bytes
 *     verl           line ends at the end do not count (verl, reward_score/sandbox_fusion/utils.py)
 *     code-judge     blanks around the whole text do not count (0xWJ/code-judge)
 *     lcb            lines; one that differs is equal if its words are equal decimal numbers
 *                    (LiveCodeBench, lcb_runner/evaluation/testing_util.py)
 *     sandboxfusion  lines without case; one that differs may be a number within 1e-5, relatively
 *                    (bytedance/SandboxFusion, sandbox/datasets/common_oj)
 *     codecontests   words without case; numbers within 1e-5, as doubles
 *                    (google-deepmind/code_contests, OutputsMatch)
 *     apps           lines; else numbers, one a line, within 1e-8 + 1e-5 of the answer; else sets of sets of words; else
 *                    the same with words rounded to three decimals (hendrycks/apps, eval/testing_util.py)
 *
 * Where this differs from the tools: blanks are the six of token.h; only A–Z are folded; numbers are decimal
 * (decimal.h: no inf, nan, underscores).
 */
#ifndef HARNESS_COMPARE_NAMED_RULE_H
#define HARNESS_COMPARE_NAMED_RULE_H

#include "compare/compare.h"
#include "winnow/err.h"

struct named_rule;

const struct named_rule *named_rule_by_name(const char *name); /* or NULL */
const char *named_rule_name(const struct named_rule *rule);

/* ERR_INPUT that names all of them. */
int named_rule_unknown(const char *name, struct err *err);

/*
 * As compare_output, by this rule. Linear, and no memory; `apps` sorts the words, and takes 32 bytes for each: texts
 * of more than a million words are not compared as sets.
 */
void named_rule_compare(const struct named_rule *rule, const char *answer, size_t answer_len,
                        const char *output, size_t output_len, struct comparison *out);

#endif
