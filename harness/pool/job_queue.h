/* SPDX-License-Identifier: MIT */
/* Jobs that wait for a slot, linked through their own `next`. */
#ifndef HARNESS_POOL_JOB_QUEUE_H
#define HARNESS_POOL_JOB_QUEUE_H

struct job;

struct job_queue {
    struct job *first, *last;
};

void job_queue_append(struct job_queue *queue, struct job *job);
void job_queue_prepend(struct job_queue *queue, struct job *job);
struct job *job_queue_take(struct job_queue *queue);             /* the first, or NULL */
void job_queue_remove(struct job_queue *queue, struct job *job); /* one that is in it */

#endif
