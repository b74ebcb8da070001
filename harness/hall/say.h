/* SPDX-License-Identifier: MIT */
/* Remarks to the user, on stderr. */
#ifndef HARNESS_HALL_SAY_H
#define HARNESS_HALL_SAY_H

/* Prints "winnow: …" as one line, made fit for a terminal (base/terminal.h). */
void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
