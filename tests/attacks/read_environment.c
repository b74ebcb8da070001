/* SPDX-License-Identifier: MIT */
/*
 * attack: looks for a secret in its environment.
 * expect: AC
 * why: The environment of the judge can hold keys. The runner sets WINNOW_ATTACK_SECRET in its
 *      own; programs get a fixed environment.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    puts(getenv("WINNOW_ATTACK_SECRET") ? "ESCAPED the secret" : "denied");
    return 0;
}
