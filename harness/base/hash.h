/* SPDX-License-Identifier: MIT */
/* 128-bit hashes (XXH3-128). The only file that includes xxHash is hash.c. */
#ifndef HARNESS_BASE_HASH_H
#define HARNESS_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hash128 {
    uint64_t hi, lo;
};

struct hash_state; /* the hash of a text that is given in parts */

struct hash_state *hash_new(void); /* NULL when out of memory */
void hash_free(struct hash_state *state);
void hash_freep(struct hash_state **state); /* for cleanup_with */
void hash_reset(struct hash_state *state);
void hash_update(struct hash_state *state, const void *bytes, size_t n);

/* A text with its length, so that moving a byte from one to the next changes the hash; NULL is not "". */
void hash_text(struct hash_state *state, const char *text);
struct hash128 hash_digest(const struct hash_state *state);

struct hash128 hash_bytes(const void *bytes, size_t n);
bool hash_equal(struct hash128 a, struct hash128 b);

/* The hash of a list, element by element: hash_fold(hash_fold(start, first), second). */
struct hash128 hash_fold(struct hash128 so_far, struct hash128 value);

/* 32 lower-case hex digits in xxHash's canonical (big-endian) order, and a NUL. */
void hash_hex(struct hash128 h, char out[33]);

/* Reads what hash_hex writes. False, and *out untouched, for anything else. */
bool hash_parse(const char *hex, struct hash128 *out);

#endif
