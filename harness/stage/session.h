/* SPDX-License-Identifier: MIT */
/* What every command that runs programs needs: the problem, the sandbox, the job pool. */
#ifndef HARNESS_STAGE_SESSION_H
#define HARNESS_STAGE_SESSION_H

#include "base/screen/progress.h"
#include "record/settings.h"
#include "judge/service.h"
#include "winnow/problem.h"

struct session {
    const struct settings *settings;
    struct problem *problem;
    struct sandbox *sandbox;
    struct sandbox_facts facts;
    const struct problem *limits; /* without a problem: what programs will need; or NULL */
    const char *place; /* a directory that cells show besides; set before opening, or NULL */
    size_t more_files; /* that will be open besides the problem's; set before opening */
    struct job_pool *pool;
    struct build_cache *cache; /* or NULL */
    struct service *service;
    struct progress progress;
};

/* Loads the problem (its warnings become remarks) and opens sandbox and pool. */
int session_open(struct session *session, const struct settings *settings, const char *problem,
                 struct err *err);
void session_close(struct session *session); /* takes a zeroed one */

/* Only the sandbox and the pool: for several problems in turn. */
int session_open_pool(struct session *session, const struct settings *settings, struct err *err);
int session_load_problem(struct session *session, const char *problem, struct err *err);

/* --cache, else $WINNOW_CACHE, else the user's own; NULL: no cache is wanted, or --plain. The caller frees it. */
char *session_cache_dir(const struct settings *settings);

/*
 * What runs a source in this language: for Python 3 it depends on --python, where `auto_is_pypy` says what "auto"
 * means. Takes and gives back NULL.
 */
const struct language *session_python(const struct session *session,
                                      const struct language *language, bool auto_is_pypy);

/* How many files can be open besides those that the session needs, for the survivors' programs. */
size_t session_spare_files(const struct session *session);

/* Adds to an interruption that the same command goes on from the journal in DIR. */
void promise_to_go_on(const char *dir, struct err *err);

#endif
