/* SPDX-License-Identifier: MIT */
/*
 * attack: includes itself.
 * expect: CE
 * why: The compiler stops at its depth limit by itself.
 */
#include __FILE__
