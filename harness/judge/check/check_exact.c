/* SPDX-License-Identifier: MIT */
/*
 * The check "exact": the output is compared with the answer, token by token (compare.h), or as one of
 * testlib's checkers (checker.h) or an evaluator of generated code (named_rule.h) does.
 */
#include "base/file.h"
#include "judge/check/check.h"
#include "compare/checker.h"
#include "compare/compare.h"
#include "compare/difference.h"
#include "compare/named_rule.h"
#include "compare/normalise.h"
#include "winnow/cleanup.h"

#include <string.h>

/* Outputs of the same tokens are one behaviour, whatever rule has refused them. NULL: out of memory. */
static char *hash_tokens(const struct map *output)
{
    static const struct compare_flags flags = {
        .case_sensitive = true, .float_absolute = -1, .float_relative = -1};
    cleanup_with(hash_freep) struct hash_state *hash = hash_new();
    char hex[33];

    if (!hash)
        return NULL;
    normalise_output(output->data, output->len, &flags, hash);
    hash_hex(hash_digest(hash), hex);
    return strdup(hex);
}

static void compare_with_answer(struct check *check)
{
    const struct map *answer = &check->test->answer;
    struct comparison comparison;
    struct err err = {0};
    struct map output;

    if (map_fd(&output, check->output_fd, &err) < 0) {
        judgement_set(check->judgement, VERDICT_JE, "%s", err.msg);
        return;
    }
    if (check->tests->checker)
        checker_compare(check->tests->checker, answer->data, answer->len, output.data, output.len,
                        &comparison);
    else if (check->tests->rule)
        named_rule_compare(check->tests->rule, answer->data, answer->len, output.data, output.len,
                           &comparison);
    else
        compare_output(answer->data, answer->len, output.data, output.len, check->test->compare,
                       &comparison);
    if (check->explain && !comparison.equal && !comparison.bad_answer)
        check->judgement->explanation =
            difference_show((struct token){answer->data, answer->len},
                            (struct token){output.data, output.len}, &comparison);
    if (check->tests->behaviours && !comparison.equal)
        check->judgement->behaviour = hash_tokens(&output);
    map_release(&output);
    if (!comparison.equal)
        judgement_set(check->judgement, comparison.bad_answer ? VERDICT_JE : VERDICT_WA, "%s",
                      comparison.detail);
}

static void start_exact(struct check *check)
{
    if (check->judgement->verdict == VERDICT_AC)
        compare_with_answer(check);
    check->done(check, CHECK_SETTLED);
}

const struct check_kind check_exact = {.name = "exact", .start = start_exact};
