/* SPDX-License-Identifier: MIT */
/*
 * MD5 (RFC 1321), by which evalplus names a dataset. It protects nothing. No library that we link has it.
 */
#ifndef HARNESS_EVAL_RESULT_MD5_H
#define HARNESS_EVAL_RESULT_MD5_H

#include <stddef.h>

#define MD5_HEX 33 /* 32 digits and a NUL */

void md5_hex(const void *bytes, size_t n, char out[MD5_HEX]);

#endif
