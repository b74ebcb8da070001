/* SPDX-License-Identifier: MIT */
/*
 * Outputs that a problem's output validator takes for each other, for problems with several right answers: two outputs
 * for an input are equivalent when the validator accepts either where the other is the judge's answer. An output that
 * it does not accept as an answer to itself is wrong, whatever the right one is.
 *
 * Being accepted is seldom transitive by law, so that classes are made around leaders: an output, in the order in which they are
 * noted, joins the first leader that it is equivalent to, or leads a class of its own. The order is that of tasks, never
 * of time.
 */
#ifndef HARNESS_STAGE_EQUIVALENCE_H
#define HARNESS_STAGE_EQUIVALENCE_H

#include "record/made_inputs.h"
#include "record/outcomes.h"
#include "stage/session.h"

struct equivalence;

/*
 * *out is NULL where outputs are taken as they are printed: the problem has no output validator, it is interactive or
 * multi-pass, or the validator does not accept its own examples' answers as outputs (a remark says so): then an answer is something
 * else than an output. Close it also after a failure.
 */
int equivalence_open(struct equivalence **out, struct session *session, struct err *err);
void equivalence_close(struct equivalence *e); /* takes NULL */

/* A run ended well and printed this, of which `outcome` is the hash. */
int equivalence_keep(struct equivalence *e, const struct made_input *input, struct hash128 outcome,
                     int stdout_fd, struct err *err);

/* An output that is kept has this place, `order`, among those that are settled next. */
int equivalence_meet(struct equivalence *e, const struct made_input *input, struct hash128 outcome,
                     size_t order, struct err *err);

/* Asks the validator about all that were met since; their inputs are still open. */
int equivalence_settle(struct equivalence *e, struct err *err);

/*
 * Replaces the hash by that of its class's leader; what the validator rejects gets the verdict WA and keeps its
 * hash.
 */
void equivalence_apply(const struct equivalence *e, const struct made_input *input,
                       struct run_outcome *outcome);

/* Forgets the classes, not the outputs: what is met from now on makes new ones, in an order of its own. */
void equivalence_restart(struct equivalence *e);

#endif
