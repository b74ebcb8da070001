/* SPDX-License-Identifier: MIT */
/*
 * Which part of a suite one of several runs judges. Whole tasks are dealt out, so that equal programs meet in one
 * run, and so that each deals out alike: it depends on the suite and the samples alone.
 */
#ifndef HARNESS_EVAL_SHARD_SHARD_H
#define HARNESS_EVAL_SHARD_SHARD_H

#include "record/settings.h"
#include "winnow/err.h"

/* "I/N", I from 0 to N-1, or "N": then shard_complete finds the index. ERR_INPUT says what is wanted. */
int shard_parse(struct shard *out, const char *text, struct err *err);

/*
 * Takes what was not given from the environment, with a remark: of a Slurm job array SLURM_ARRAY_TASK_ID, counted from
 * SLURM_ARRAY_TASK_MIN in steps of SLURM_ARRAY_TASK_STEP, and SLURM_ARRAY_TASK_COUNT; of a Kubernetes indexed Job
 * JOB_COMPLETION_INDEX, whose number of completions a pod is not told. ERR_INPUT: there is no index, the numbers
 * contradict each other, or an array has gaps, so that the index is anyone's guess.
 */
int shard_complete(struct shard *shard, const struct remarks *remarks, struct err *err);

bool shard_is_part(struct shard shard); /* there is more than one */

/*
 * Sets mine[i] for the shard's tasks, of those that have samples. The tasks are dealt out by falling number of
 * samples, to and fro, so that each shard gets about as many samples.
 */
int shard_deal(struct shard shard, const size_t *samples, size_t tasks, bool *mine,
               struct err *err);

#endif
