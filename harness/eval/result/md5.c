/* SPDX-License-Identifier: MIT */
#include "eval/result/md5.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint32_t rotate(uint32_t x, unsigned n)
{
    return x << n | x >> (32 - n);
}

/* RFC 1321, section 3.4: T[i] is the integer part of 2^32 × |sin(i + 1)|. */
static void add_block(uint32_t state[4], const uint8_t block[64])
{
    static const unsigned shifts[4][4] = {
        {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];

    for (unsigned i = 0; i < 64; i++) {
        static const unsigned factors[4] = {1, 5, 3, 7}, offsets[4] = {0, 1, 5, 0};
        unsigned round = i / 16, k = (factors[round] * i + offsets[round]) % 16;
        uint32_t word = (uint32_t)block[4 * k] | (uint32_t)block[4 * k + 1] << 8 |
                        (uint32_t)block[4 * k + 2] << 16 | (uint32_t)block[4 * k + 3] << 24;
        uint32_t mixed = round == 0   ? (b & c) | (~b & d)
                         : round == 1 ? (b & d) | (c & ~d)
                         : round == 2 ? b ^ c ^ d
                                      : c ^ (b | ~d);
        uint32_t added = a + mixed + word + (uint32_t)(4294967296.0 * fabs(sin(i + 1.0)));

        a = d;
        d = c;
        c = b;
        b += rotate(added, shifts[round][i % 4]);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

void md5_hex(const void *bytes, size_t n, char out[MD5_HEX])
{
    uint32_t state[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    uint8_t last[128] = {0};
    const uint8_t *at = bytes;
    size_t left = n % 64, tail = left < 56 ? 64 : 128;

    for (size_t i = 0; i + 64 <= n; i += 64)
        add_block(state, at + i);
    if (left > 0)
        memcpy(last, at + n - left, left);
    last[left] = 0x80;
    for (unsigned i = 0; i < 8; i++)
        last[tail - 8 + i] = (uint8_t)((uint64_t)n * 8 >> 8 * i);
    for (size_t i = 0; i < tail; i += 64)
        add_block(state, last + i);
    for (unsigned i = 0; i < 16; i++)
        snprintf(out + (size_t)2 * i, 3, "%02x", state[i / 4] >> 8 * (i % 4) & 0xffU);
}
