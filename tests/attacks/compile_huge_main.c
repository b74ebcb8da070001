/* SPDX-License-Identifier: MIT */
/*
 * attack: defines main as an array of 16 GiB.
 * expect: CE
 * why: The shortest known source for the largest known program.
 */
int main[-1u] = {1};
