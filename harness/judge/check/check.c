/* SPDX-License-Identifier: MIT */
#include "judge/check/check.h"

#include <unistd.h>

void check_release(struct check *check)
{
    if (check->output_fd >= 0)
        close(check->output_fd);
    if (check->next_input_fd >= 0)
        close(check->next_input_fd);
    check->output_fd = check->next_input_fd = -1;
    if (check->state && check->kind->release)
        check->kind->release(check);
    check->state = NULL;
}

const struct check_kind *check_kind_of(const struct problem *problem)
{
    if (problem->interactive)
        return problem->output_validator_count > 1 ? &check_recorded : &check_interactive;
    return problem->output_validator_count > 0 && !problem->checker ? &check_validator
                                                                    : &check_exact;
}
