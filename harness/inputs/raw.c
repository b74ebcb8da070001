/* SPDX-License-Identifier: MIT */
#include "inputs/raw.h"
#include "inputs/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SEEK_TRIES = 16 }; /* random places until one is in a token */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void flip_bit(struct rng *rng, struct buf *out)
{
    size_t at = (size_t)rng_below(rng, out->len);

    out->data[at] = (char)(out->data[at] ^ (1 << rng_below(rng, 8)));
}

/* A token around a random place. Long tokens are met more often: they have more to change. */
static bool pick_token(struct rng *rng, const struct buf *out, size_t *from, size_t *to)
{
    for (int i = 0; i < SEEK_TRIES; i++) {
        size_t at = (size_t)rng_below(rng, out->len);

        if (is_space(out->data[at]))
            continue;
        for (*from = at; *from > 0 && !is_space(out->data[*from - 1]);)
            --*from;
        for (*to = at; *to < out->len && !is_space(out->data[*to]);)
            ++*to;
        return true;
    }
    return false;
}

static int replace(struct buf *out, size_t from, size_t to, const char *text)
{
    size_t old_len = out->len, rest = out->len - to, n = strlen(text);

    if (n > to - from && buf_reserve(out, n - (to - from)) < 0)
        return -1;
    memmove(out->data + from + n, out->data + to, rest);
    memcpy(out->data + from, text, n);
    out->len = old_len - (to - from) + n;
    out->data[out->len] = '\0';
    return 0;
}

static int step_number(struct rng *rng, struct buf *out, size_t from, size_t to, int64_t num)
{
    int64_t step = 1 + (int64_t)rng_below(rng, 3), now;
    char text[24];

    if (rng_below(rng, 4) == 0)
        step = 1 + (int64_t)rng_below(rng, (uint64_t)(num < 0 ? -num : num) + 1);
    now = rng_below(rng, 2) ? num + step : num - step;
    if (num >= 0 && now < 0)
        now = num + step;
    snprintf(text, sizeof text, "%" PRId64, now);
    return replace(out, from, to, text);
}

static void change_chars(struct rng *rng, char *text, size_t len)
{
    size_t a = (size_t)rng_below(rng, len), b = (size_t)rng_below(rng, len);
    char c = text[a];

    if (rng_below(rng, 2) && text[a] != text[b]) {
        text[a] = text[b];
        text[b] = c;
    } else if (c >= 'a' && c <= 'z') {
        text[a] = (char)('a' + rng_below(rng, 26));
    } else if (c >= 'A' && c <= 'Z') {
        text[a] = (char)('A' + rng_below(rng, 26));
    } else if (c >= '0' && c <= '9') {
        text[a] = (char)('0' + rng_below(rng, 10));
    } else {
        text[a] = text[b];
    }
}

static bool flip_binary_digit(struct rng *rng, char *text, size_t len)
{
    size_t at;

    for (size_t i = 0; i < len; i++)
        if (text[i] != '0' && text[i] != '1')
            return false;
    at = (size_t)rng_below(rng, len);
    text[at] = text[at] == '0' ? '1' : '0';
    return true;
}

static int mutate_token(struct rng *rng, struct buf *out)
{
    size_t from, to;
    struct input_token token;

    if (!pick_token(rng, out, &from, &to))
        return 0;
    token = (struct input_token){.text = {out->data + from, to - from}};
    token_classify(&token);
    if (token.kind == TOKEN_INT)
        return step_number(rng, out, from, to, token.num);
    if (!flip_binary_digit(rng, out->data + from, to - from))
        change_chars(rng, out->data + from, to - from);
    return 0;
}

static int make_up(struct rng *rng, struct buf *out)
{
    for (size_t n = 1 + rng_below(rng, 4); n > 0; n--)
        if (buf_addf(out, "%" PRIu64 "%s", rng_below(rng, 20), n > 1 ? " " : "\n") < 0)
            return -1;
    return 0;
}

int raw_mutate(struct rng *rng, const char *data, size_t len, size_t edits, struct buf *out)
{
    bool plain = text_is_plain(data, len);

    if (len == 0)
        return make_up(rng, out);
    if (buf_add(out, data, len) < 0)
        return -1;
    for (size_t i = 0; i < edits; i++) {
        if (!plain)
            flip_bit(rng, out);
        else if (mutate_token(rng, out) < 0)
            return -1;
    }
    return 0;
}
