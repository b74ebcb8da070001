/* SPDX-License-Identifier: MIT */
/*
 * attack: includes the compiler's standard input, twice.
 * expect: CE
 * why: If it were a terminal or an open pipe the compiler would wait for ever. Nothing that it
 *      reads there is a program.
 */
#include "/dev/stdin"
#include "/proc/self/fd/0"
nothing that was read makes this a program
