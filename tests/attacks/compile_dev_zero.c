/* SPDX-License-Identifier: MIT */
/*
 * attack: includes /dev/zero, a file without an end.
 * expect: CE
 * why: The preprocessor reads until it has no memory left. The compiler's own memory limit ends
 *      it.
 */
#include "/dev/zero"
