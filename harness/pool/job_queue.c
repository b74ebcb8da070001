/* SPDX-License-Identifier: MIT */
#include "pool/job_queue.h"
#include "pool/jobs.h"

void job_queue_append(struct job_queue *q, struct job *job)
{
    job->next = NULL;
    if (q->last)
        q->last->next = job;
    else
        q->first = job;
    q->last = job;
}

void job_queue_prepend(struct job_queue *q, struct job *job)
{
    job->next = q->first;
    q->first = job;
    if (!q->last)
        q->last = job;
}

struct job *job_queue_take(struct job_queue *q)
{
    struct job *job = q->first;

    if (job) {
        q->first = job->next;
        if (!q->first)
            q->last = NULL;
    }
    return job;
}

void job_queue_remove(struct job_queue *q, struct job *job)
{
    struct job *before = NULL;

    for (struct job *j = q->first; j != job; j = j->next)
        before = j;
    if (before)
        before->next = job->next;
    else
        q->first = job->next;
    if (q->last == job)
        q->last = before;
}
