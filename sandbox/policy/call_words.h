/* SPDX-License-Identifier: MIT */
/* A system call in words, as in a program's source. */
#ifndef SANDBOX_CALL_WORDS_H
#define SANDBOX_CALL_WORDS_H

#include <stddef.h>
#include <stdint.h>

/* "socket(AF_INET, SOCK_STREAM)", "ptrace(PTRACE_TRACEME, 0)"; cut off when `out` is too small. */
void call_words(const char *name, const uint64_t args[6], char *out, size_t size);

#endif
