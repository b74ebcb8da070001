/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

struct hash_state *hash_new(void)
{
    XXH3_state_t *state = XXH3_createState();

    if (state)
        XXH3_128bits_reset(state);
    return (struct hash_state *)state;
}

void hash_free(struct hash_state *state)
{
    XXH3_freeState((XXH3_state_t *)state);
}

void hash_freep(struct hash_state **state)
{
    hash_free(*state);
}

void hash_reset(struct hash_state *state)
{
    XXH3_128bits_reset((XXH3_state_t *)state);
}

void hash_update(struct hash_state *state, const void *bytes, size_t n)
{
    XXH3_128bits_update((XXH3_state_t *)state, bytes, n);
}

void hash_text(struct hash_state *state, const char *text)
{
    uint64_t n = text ? strlen(text) : UINT64_MAX;

    hash_update(state, &n, sizeof n);
    if (text)
        hash_update(state, text, n);
}

struct hash128 hash_digest(const struct hash_state *state)
{
    XXH128_hash_t h = XXH3_128bits_digest((const XXH3_state_t *)state);

    return (struct hash128){.hi = h.high64, .lo = h.low64};
}

struct hash128 hash_bytes(const void *bytes, size_t n)
{
    XXH128_hash_t h = XXH3_128bits(bytes, n);

    return (struct hash128){.hi = h.high64, .lo = h.low64};
}

bool hash_equal(struct hash128 a, struct hash128 b)
{
    return a.hi == b.hi && a.lo == b.lo;
}

struct hash128 hash_fold(struct hash128 so_far, struct hash128 value)
{
    uint64_t words[4] = {so_far.hi, so_far.lo, value.hi, value.lo};

    return hash_bytes(words, sizeof words);
}

static bool parse_half(const char *hex, uint64_t *out)
{
    static const char digits[] = "0123456789abcdef";
    uint64_t value = 0;

    for (int i = 0; i < 16; i++) {
        const char *digit = hex[i] ? strchr(digits, hex[i]) : NULL;

        if (!digit)
            return false;
        value = value << 4 | (uint64_t)(digit - digits);
    }
    *out = value;
    return true;
}

bool hash_parse(const char *hex, struct hash128 *out)
{
    struct hash128 h;

    if (!parse_half(hex, &h.hi) || !parse_half(hex + 16, &h.lo) || hex[32])
        return false;
    *out = h;
    return true;
}

void hash_hex(struct hash128 h, char out[33])
{
    snprintf(out, 33, "%016" PRIx64 "%016" PRIx64, h.hi, h.lo);
}
