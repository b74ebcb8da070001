/* SPDX-License-Identifier: MIT */
#include "winnow/candidate.h"

#include <stdlib.h>

void candidate_release(struct candidate *candidate)
{
    free(candidate->id);
    free(candidate->language);
    free(candidate->source);
    free(candidate->extra);
    *candidate = (struct candidate){0};
}
