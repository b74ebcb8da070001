/* SPDX-License-Identifier: MIT */
/* Remarks to the user, on stderr. */
#ifndef HARNESS_BASE_REMARK_H
#define HARNESS_BASE_REMARK_H

/* Prints "winnow: …" as one line, made fit for a terminal (base/terminal.h). */
void remark(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
