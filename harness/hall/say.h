/* SPDX-License-Identifier: MIT */
/* Remarks to the user, on stderr. */
#ifndef HARNESS_HALL_SAY_H
#define HARNESS_HALL_SAY_H

/*
 * Prints "winnow: …" as one line. Ids, languages and file names are strangers' text: control
 * characters become '?', lest they drive the user's terminal.
 */
void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
