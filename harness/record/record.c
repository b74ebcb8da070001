/* SPDX-License-Identifier: MIT */
#include "record/record.h"
#include "record/journal.h"

#include <stdlib.h>
#include <string.h>

void record_init(struct record *record, const struct settings *settings)
{
    *record = (struct record){.settings = settings, .survivors.sources.fd = -1};
}

void record_release(struct record *record)
{
    free(record->picks);
    disagreements_release(&record->disagreements);
    free(record->evaluated);
    clustered_release(&record->clustered);
    made_inputs_release(&record->inputs);
    survivors_release(&record->survivors);
    kept_sources_release(&record->sources);
    journal_close(record->journal);
    roster_free(record->roster);
    memset(record, 0, sizeof *record);
}

const struct roster_program *record_survivor_program(const struct record *record, size_t survivor)
{
    return roster_program(record->roster, record->survivors.list[survivor].program_number);
}

int record_survivor_id(const struct record *record, size_t survivor, struct buf *room,
                       const char **id, struct err *err)
{
    struct roster_text text;

    if (roster_text(record->roster, record->survivors.list[survivor].first, room, &text, err) < 0)
        return -1;
    *id = text.id;
    return 0;
}

bool record_find_program(const struct record *record, const char *id, size_t *program)
{
    const struct hash128 wanted = hash_bytes(id, strlen(id));

    for (size_t i = 0; i < roster_candidates(record->roster); i++) {
        const struct roster_candidate *candidate = roster_candidate(record->roster, i);

        if (!hash_equal(candidate->id, wanted))
            continue;
        *program = candidate->unique;
        return true;
    }
    return false;
}
