/* SPDX-License-Identifier: MIT */
/*
 * attack: includes /dev/urandom, a file without an end and without a meaning.
 * expect: CE
 * why: As with /dev/zero; and its bytes would end up in the error messages.
 */
#include "/dev/urandom"
