/* SPDX-License-Identifier: MIT */
#include "judge/check.h"

const struct check_kind *check_kind_of(const struct problem *problem)
{
    if (problem->interactive)
        return &check_interactive;
    return problem->output_validator_count > 0 && !problem->checker ? &check_validator
                                                                    : &check_exact;
}
