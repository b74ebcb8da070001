/* SPDX-License-Identifier: MIT */
#include "report/candidate_lines.h"
#include "base/file.h"
#include "report/judgement_json.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <string.h>

enum { CHUNK = 256 * 1024 };

/* Our keys win over those that came in with the candidate. */
static const char *const own_keys[] = {
    "id",         "language",     "verdict", "test",    "detail", "cpu_ms", "wall_ms",
    "memory_kib", "load_percent", "copies",  "copy_of", "score",  NULL};

static int add_line(struct roster *roster, size_t i, bool counts, struct buf *text_room,
                    struct buf *detail_room, struct buf *out, struct err *err)
{
    const struct roster_candidate *entry = roster_candidate(roster, i);
    const struct roster_program *u = roster_program(roster, entry->unique);
    struct roster_text text;
    struct judgement j;
    struct json_writer w;

    if (roster_text(roster, i, text_room, &text, err) < 0 ||
        roster_judgement(roster, entry->unique, &j, err) < 0)
        return -1;
    json_writer_init(&w, out, JSON_LINE);
    json_begin_object(&w);
    json_field_string(&w, "id", text.id);
    json_field_string(&w, "language", u->language->name);
    judgement_json(&w, &j);
    if (counts)
        json_field_uint64(&w, "copies", u->copies);
    if (u->first != i) {
        if (roster_text(roster, u->first, detail_room, &text, err) < 0)
            return -1;
        json_field_string(&w, "copy_of", text.id);
        if (roster_text(roster, i, text_room, &text, err) < 0)
            return -1;
    }
    if (entry->has_score)
        json_field_double(&w, "score", entry->score);
    if (text.extra[0])
        json_members(&w, text.extra, own_keys);
    json_end_object(&w);
    return json_finish(&w, err);
}

static bool is_known(struct roster *roster, size_t i)
{
    return i < roster_candidates(roster) &&
           roster_program(roster, roster_candidate(roster, i)->unique)->judged;
}

int candidate_lines_write(struct candidate_lines *lines, struct roster *roster, int fd,
                          struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_LINE);
    cleanup_with(buf_release) struct buf detail = BUF_INIT(BUF_CAP_LINE);
    cleanup_with(buf_release) struct buf out = BUF_INIT(BUF_CAP_DOCUMENT);

    while (is_known(roster, lines->next)) {
        if (add_line(roster, lines->next++, lines->counts, &text, &detail, &out, err) < 0)
            return -1;
        if (out.len < CHUNK && is_known(roster, lines->next))
            continue;
        if (file_write_all(fd, buf_str(&out), out.len) < 0)
            return err_sys(err, errno == EPIPE ? ERR_READER_GONE : ERR_JUDGE, "writing candidates");
        buf_clear(&out);
    }
    return 0;
}
