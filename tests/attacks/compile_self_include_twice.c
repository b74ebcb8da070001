/* SPDX-License-Identifier: MIT */
/*
 * attack: includes itself twice, so that every level doubles.
 * expect: CE
 * why: The depth limit is met 2^199 times. The limits on the compiler's time and messages end it.
 */
#include __FILE__
#include __FILE__
