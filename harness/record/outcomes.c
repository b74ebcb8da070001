/* SPDX-License-Identifier: MIT */
#include "record/outcomes.h"

#include <stdlib.h>
#include <string.h>

int clustered_init(struct clustered *clustered, size_t survivors, size_t inputs, struct err *err)
{
    size_t runs = survivors * inputs;

    *clustered = (struct clustered){
        .weights = calloc(survivors + 1, sizeof *clustered->weights),
        .first = calloc(survivors + 1, sizeof *clustered->first),
        .scores = calloc(survivors + 1, sizeof *clustered->scores),
        .outcomes = calloc(runs + 1, sizeof *clustered->outcomes),
    };
    if (!clustered->weights || !clustered->first || !clustered->scores || !clustered->outcomes)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < runs; i++)
        clustered->outcomes[i].verdict = VERDICT_COUNT;
    return 0;
}

struct select_pool clustered_pool(const struct clustered *clustered)
{
    return (struct select_pool){.clusters = clustered->clusters,
                                .cluster_count = clustered->count,
                                .weights = clustered->weights,
                                .first = clustered->first,
                                .scores = clustered->scores,
                                .votes = clustered->votes,
                                .later_votes = clustered->later_votes,
                                .failures = clustered->failures,
                                .agreement = {.passes = clustered->passes,
                                              .copies = clustered->test_copies,
                                              .tests = clustered->test_count}};
}

void clustered_release(struct clustered *clustered)
{
    refine_free(clustered->refine);
    free(clustered->weights);
    free(clustered->first);
    free(clustered->scores);
    free(clustered->votes);
    free(clustered->later_votes);
    free(clustered->failures);
    free(clustered->passes);
    free(clustered->test_copies);
    free(clustered->outcomes);
    memset(clustered, 0, sizeof *clustered);
}
