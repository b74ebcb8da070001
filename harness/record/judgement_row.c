/* SPDX-License-Identifier: MIT */
#include "record/judgement_row.h"

#include <math.h>
#include <string.h>

int judgement_row_verdict(struct sqlite3_stmt *rows, int column, enum verdict *out, struct err *err)
{
    *out = verdict_parse(database_text(rows, column));
    return *out < VERDICT_COUNT ? 0 : err_set(err, ERR_INPUT, "'verdict' must be a verdict");
}

static const char *own_name(const struct test_case *tests, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(tests[i].name, name) == 0)
            return tests[i].name;
    return NULL;
}

/* The problem's own copy of a test's name, into *out, which is NULL. */
static int read_test(struct sqlite3_stmt *rows, const struct problem *p, const char **out,
                     struct err *err)
{
    const char *name = database_text(rows, 2);

    *out = own_name(p->samples, p->sample_count, name);
    *out = *out ? *out : own_name(p->secrets, p->secret_count, name);
    return *out || !*name ? 0 : err_set(err, ERR_INPUT, "the problem has no test '%.80s'", name);
}

int judgement_row_read(struct sqlite3_stmt *rows, const struct problem *problem,
                       struct judgement *out, struct err *err)
{
    *out = (struct judgement){.cpu = database_number(rows, 4),
                              .wall = database_number(rows, 5),
                              .memory = database_number(rows, 6),
                              .measured_alone = *database_text(rows, 7) != '\0', /* not NULL */
                              .load = (int)database_number(rows, 7),
                              .scored = *database_text(rows, 8) != '\0',
                              .score = database_real(rows, 8),
                              .max_score = database_real(rows, 9)};
    if (judgement_row_verdict(rows, 1, &out->verdict, err) < 0 ||
        read_test(rows, problem, &out->test, err) < 0)
        return -1;
    judgement_set(out, out->verdict, "%s", database_text(rows, 3));
    return 0;
}

int judgement_row_insert(struct database *db, const char *sql, struct hash128 program,
                         const struct judgement *j, struct err *err)
{
    if (j->verdict == VERDICT_JE)
        return 0;
    return database_run(
        db, sql,
        VALUES(HASH(program), TEXT(verdict_name(j->verdict)), TEXT(j->test), TEXT(j->detail),
               NUMBER(j->cpu), NUMBER(j->wall), NUMBER(j->memory),
               j->measured_alone ? NUMBER(j->load) : TEXT(NULL),
               j->scored ? REAL(j->score) : TEXT(NULL),
               j->scored && isfinite(j->max_score) ? REAL(j->max_score) : TEXT(NULL)),
        err);
}
