/* SPDX-License-Identifier: MIT */
/*
 * attack: ends in the middle of a comment, after bytes that are no text.
 * expect: CE
 * why: The message quotes what it can. It must come out as valid text, whatever the bytes are.
 */
char *text = "\x1b[2J"; [31m`@
/* and then
