/* SPDX-License-Identifier: MIT */
#include "hall/candidate_lines.h"
#include "base/file.h"
#include "base/json_writer.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <string.h>

enum { CHUNK = 256 * 1024 };

/* Our keys win over those that came in with the candidate. */
static const char *const own_keys[] = {"id",     "language", "verdict", "test",
                                       "detail", "cpu_ms",   "wall_ms", "memory_kib",
                                       "copies", "copy_of",  "score",   NULL};

static int add_line(struct ledger *ledger, size_t i, struct buf *text_room, struct buf *detail_room,
                    struct buf *out, struct err *err)
{
    const struct entry *entry = ledger_entry(ledger, i);
    const struct unique *u = ledger_unique(ledger, entry->unique);
    struct entry_text text;
    struct json_writer w;

    if (ledger_text(ledger, i, text_room, &text, err) < 0 ||
        ledger_detail(ledger, entry->unique, detail_room, err) < 0)
        return -1;
    json_writer_init(&w, out, JSON_LINE);
    json_begin_object(&w);
    json_field_string(&w, "id", text.id);
    json_field_string(&w, "language", u->language->name);
    json_field_string(&w, "verdict", verdict_name(u->outcome.verdict));
    json_field_string(&w, "test", u->outcome.test);
    json_field_string(&w, "detail", buf_str(detail_room));
    json_field_ms(&w, "cpu_ms", u->outcome.cpu);
    json_field_ms(&w, "wall_ms", u->outcome.wall);
    json_field_int64(&w, "memory_kib", u->outcome.memory / KIB);
    json_field_uint64(&w, "copies", u->copies);
    if (u->first != i) {
        if (ledger_text(ledger, u->first, detail_room, &text, err) < 0)
            return -1;
        json_field_string(&w, "copy_of", text.id);
        if (ledger_text(ledger, i, text_room, &text, err) < 0)
            return -1;
    }
    if (entry->has_score)
        json_field_double(&w, "score", entry->score);
    if (text.extra[0])
        json_members(&w, text.extra, own_keys);
    json_end_object(&w);
    return json_finish(&w, err);
}

int candidate_lines_write(struct ledger *ledger, int fd, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_LINE);
    cleanup_with(buf_release) struct buf detail = BUF_INIT(BUF_CAP_LINE);
    cleanup_with(buf_release) struct buf out = BUF_INIT(BUF_CAP_DOCUMENT);

    for (size_t i = 0; i < ledger_entries(ledger); i++) {
        if (add_line(ledger, i, &text, &detail, &out, err) < 0)
            return -1;
        if (out.len < CHUNK && i + 1 < ledger_entries(ledger))
            continue;
        if (file_write_all(fd, buf_str(&out), out.len) < 0)
            return err_sys(err, errno == EPIPE ? ERR_READER_GONE : ERR_JUDGE, "writing candidates");
        buf_clear(&out);
    }
    return 0;
}
