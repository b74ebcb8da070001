/* SPDX-License-Identifier: MIT */
/*
 * A checktestdata grammar, and behind a line "---" an input. Whatever both hold, the grammar is refused with a
 * line, or it judges the input in a bounded time; what it draws it accepts.
 */
#include "ctd/ctd.h"
#include "tests/fuzz/fuzz.h"

enum { SMALL = 1 << 12 };

static void check_input(struct ctd *grammar, const char *input, size_t size)
{
    char detail[CTD_DETAIL];
    enum ctd_verdict verdict = ctd_validate(grammar, input, size, detail);

    CHECK((verdict == CTD_ACCEPTED) == (detail[0] == '\0'));
    for (const char *c = detail; *c; c++)
        CHECK(*c >= ' ' && *c <= '~');
}

static void check_drawing(struct ctd *grammar)
{
    struct buf text = BUF_INIT(SMALL);
    char detail[CTD_DETAIL];
    struct err err = {0};

    if (ctd_draw(grammar, 7, &text, &err) == 0)
        CHECK(ctd_validate(grammar, buf_str(&text), text.len, detail) == CTD_ACCEPTED);
    else
        CHECK(err.kind == ERR_INPUT && err.msg[0]);
    CHECK(text.len <= SMALL);
    buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char mark[] = "\n---\n";
    const char *text = (const char *)data;
    const char *cut = size ? memmem(text, size, mark, sizeof mark - 1) : NULL;
    size_t length = cut ? (size_t)(cut - text) : size;
    struct ctd *grammar = NULL;
    struct err err = {0};

    if (ctd_parse(&grammar, "g.ctd", text, length, &err) < 0) {
        CHECK(err.kind == ERR_INPUT && strncmp(err.msg, "g.ctd: ", 7) == 0);
        return 0;
    }
    check_input(grammar, cut ? cut + 5 : "", cut ? size - length - 5 : 0);
    check_drawing(grammar);
    ctd_free(grammar);
    return 0;
}
