/* SPDX-License-Identifier: MIT */
#include "hall/journal.h"
#include "base/file.h"
#include "hall/identity.h"
#include "hall/journal_file.h"
#include "hall/own_files.h"
#include "hall/past.h"
#include "hall/say.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct journal {
    struct session *session;
    struct journal_file *file;
    struct identity identity;
    uint64_t lines_read;
    struct past past;
    char *inputs_dir;
    struct buf line; /* that is being noted */
};

/* Says what is wrong, and what can be done. */
static int refuse(struct err *err, const struct err *cause, const char *remedy)
{
    if (cause->kind != ERR_INPUT)
        return err_set(err, cause->kind, "%s", cause->msg);
    return err_set(err, ERR_INPUT, "%s (%s)", cause->msg, remedy);
}

static int read_header(void *context, const char *text, size_t len, struct err *err)
{
    const struct journal *journal = context;
    struct err cause;

    if (identity_check(&journal->identity, text, len, &cause) < 0)
        return refuse(err, &cause, "another -o DIR keeps it, --fresh begins anew");
    return 0;
}

enum { LOOK_EVERY = 1024 }; /* lines; of these there may be millions */

/* Reading shows, and can be interrupted. */
static int look_around(struct journal *journal, struct err *err)
{
    if (++journal->lines_read % LOOK_EVERY != 0)
        return 0;
    progress_show(&journal->session->progress, "journal", journal->lines_read, -1,
                  "%" PRIu64 " lines read", journal->lines_read);
    return jobs_look(journal->session->pool, err);
}

static int read_line(void *context, const char *text, size_t len, bool *torn_if_last,
                     struct err *err)
{
    struct journal *journal = context;
    struct journal_line line;
    struct err cause;
    int rc;

    *torn_if_last = false;
    if (look_around(journal, err) < 0)
        return -1;
    rc = journal_line_read(&line, text, len, &cause);
    *torn_if_last = rc < 0;
    if (rc == 0) {
        rc = past_take(&journal->past, &line, &cause);
        journal_line_release(&line);
    }
    return rc < 0 ? refuse(err, &cause, "the journal was damaged; --fresh begins anew") : 0;
}

static int open_file(struct journal *journal, const char *dir, bool fresh, struct err *err)
{
    const struct journal_reader reader = {
        .header = read_header, .line = read_line, .context = journal};
    cleanup_with(buf_release) struct buf header = BUF_INIT((size_t)MIB);
    cleanup_free char *path = file_join(dir, "journal.jsonl");

    journal->inputs_dir = file_join(dir, "inputs");
    if (!path || !journal->inputs_dir)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (identity_line(&journal->identity, &header, err) < 0 ||
        journal_file_open(&journal->file, path, fresh, &header, &reader, err) < 0)
        return -1;
    progress_end(&journal->session->progress);
    if (journal->past.judged > 0)
        say("going on from %s: programs judged by earlier runs: %zu", path, journal->past.judged);
    return 0;
}

int journal_open(struct journal **out, const char *dir, struct session *session,
                 struct ledger *ledger, struct err *err)
{
    struct journal *journal = calloc(1, sizeof *journal);

    if (!journal)
        return err_set(err, ERR_JUDGE, "out of memory");
    journal->line.cap = JOURNAL_LINE_MAX;
    journal->session = session;
    if (past_init(&journal->past, session->problem, ledger, err) < 0 ||
        identity_make(&journal->identity, session, err) < 0 ||
        open_file(journal, dir, session->settings->fresh, err) < 0) {
        journal_close(journal);
        return -1;
    }
    *out = journal;
    return 0;
}

void journal_close(struct journal *journal)
{
    if (!journal)
        return;
    journal_file_close(journal->file);
    identity_release(&journal->identity);
    buf_release(&journal->line);
    past_release(&journal->past);
    free(journal->inputs_dir);
    free(journal);
}

static int note(struct journal *journal, const struct journal_line *line, struct err *err)
{
    buf_clear(&journal->line);
    if (journal_line_write(line, &journal->line, err) < 0)
        return -1;
    return journal_file_append(journal->file, &journal->line, err);
}

int journal_judged(struct journal *journal, const struct unique *unique, const char *detail,
                   struct err *err)
{
    if (!journal || unique->outcome.verdict == VERDICT_JE)
        return 0;
    return note(journal,
                &(struct journal_line){.kind = JOURNAL_JUDGED,
                                       .program = unique->key,
                                       .outcome = unique->outcome,
                                       .detail = detail},
                err);
}

int journal_ran(struct journal *journal, struct hash128 program, struct hash128 input,
                const struct run_outcome *outcome, struct err *err)
{
    if (!journal)
        return 0;
    return note(journal,
                &(struct journal_line){
                    .kind = JOURNAL_RAN, .program = program, .input = input, .run = *outcome},
                err);
}

bool journal_recall_run(const struct journal *journal, struct hash128 program, struct hash128 input,
                        struct run_outcome *outcome)
{
    return journal && past_run(&journal->past, program, input, outcome);
}

int journal_evaluated(struct journal *journal, struct hash128 program,
                      const struct evaluated *evaluated, struct err *err)
{
    if (!journal || evaluated->verdict == VERDICT_JE)
        return 0;
    return note(journal,
                &(struct journal_line){.kind = JOURNAL_EVALUATED,
                                       .program = program,
                                       .outcome = {.verdict = evaluated->verdict,
                                                   .test = evaluated->test,
                                                   .cpu = evaluated->cpu,
                                                   .memory = evaluated->memory},
                                       .detail = evaluated->detail},
                err);
}

bool journal_recall_evaluated(const struct journal *journal, struct hash128 program,
                              struct evaluated *evaluated)
{
    return journal && past_evaluated(&journal->past, program, evaluated);
}

int journal_inputs(struct journal *journal, const struct made_inputs *inputs, struct err *err)
{
    if (!journal)
        return 0;
    if (own_files_begin(journal->inputs_dir, err) < 0)
        return -1;
    for (size_t i = 0; i < inputs->count; i++)
        if (own_files_write_input(journal->inputs_dir, i + 1, &inputs->list[i], err) < 0)
            return -1;
    return note(journal, &(struct journal_line){.kind = JOURNAL_INPUTS, .inputs = *inputs}, err);
}

bool journal_recall_inputs(struct journal *journal, struct made_inputs *inputs)
{
    struct made_inputs *past = journal ? &journal->past.inputs : NULL;

    if (!journal || !journal->past.has_inputs)
        return false;
    for (size_t i = 0; i < past->count; i++)
        if (!own_files_read_input(journal->inputs_dir, i + 1, &past->list[i]))
            return false;
    *inputs = *past;
    memset(past, 0, sizeof *past);
    journal->past.has_inputs = false;
    return true;
}
