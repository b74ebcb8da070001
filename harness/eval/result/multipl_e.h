/* SPDX-License-Identifier: MIT */
/* What MultiPL-E's evaluator and its pass_k.py write (nuprl/MultiPL-E: evaluation/src/main.py, pass_k.py). */
#ifndef HARNESS_EVAL_RESULT_MULTIPL_E_H
#define HARNESS_EVAL_RESULT_MULTIPL_E_H

#include "eval/evaluation.h"

/*
 * DIR/NAME.results.json for each task that has samples: what stands beside the first sample, and "results", one for each
 * sample: the program, its status and exit code, and winnow's detail as its stderr. stdout is empty: it is not kept. Where the
 * first sample's file is called .gz, the same as DIR/NAME.results.json.gz, compressed. `paths` are those of the sample files.
 * DIR/pass_k.csv: pass@1 of samples at the temperature 0.2, which is the default, pass@10 and pass@100 of 0.8; of others none.
 */
int results_write_multipl_e(const struct evaluation *evaluation, const char *dir,
                            const char *const *paths, struct err *err);

#endif
