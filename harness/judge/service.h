/* SPDX-License-Identifier: MIT */
/*
 * The service: sources go in, judgements come out. It owns what is under way: how much may be begun at
 * one time (the window), cancelling, and the first error. Commands and stages are its callers; none
 * has a loop of its own around the pool. Work for several problems may be under way at once.
 *
 * Every submitted piece of work calls its `done` exactly once, from inside the service's loop; after a
 * cancel with nothing to tell (a NULL judgement or answer).
 */
#ifndef HARNESS_JUDGE_SERVICE_H
#define HARNESS_JUDGE_SERVICE_H

#include "judge/run.h"
#include "judge/test_set.h"
#include "lang/compile/build.h"

struct service;
struct work; /* a piece of work under way, until its `done` has been called */

/* The pool and the cache (or NULL) are borrowed. */
int service_open(struct service **out, struct job_pool *pool, struct build_cache *cache,
                 struct err *err);
/* Whether sources are built without any shortcut, and checked before they run. At first they are not. */
void service_set_plain(struct service *service, bool plain);
bool service_is_plain(const struct service *service);
void service_close(struct service *service); /* cancels what is under way; takes NULL */

/* ---- a source, compiled and run on a problem's tests */

/*
 * Both are given back when `done` returns, unless they are taken over: the judgement with judgement_take,
 * the program, if it was built, by a copy whose original has its language set to NULL.
 */
typedef void judge_done(void *context, struct judgement *judgement, struct program *program);

struct submission {
    const struct test_set *tests; /* borrowed until done */
    const struct language *language;
    const char *source; /* copied */
    size_t length;
    const char *name;               /* of its file, copied; NULL: it has none (assembly.h) */
    const struct build_files *more; /* files beside the source, borrowed until done; or NULL */
    const struct program *
        program; /* or NULL; built already: borrowed. Static validation needs the source all the same */
    judge_done *done;
    void *context;
};

/* Our own failures later on become the verdict JE; NULL when it could not even be begun. */
struct work *judge_submit(struct service *service, const struct submission *submission,
                          struct err *err);

/* ---- a source that is only compiled */

/* `build` is NULL after a cancel. Its program may be taken over. */
typedef void build_answer(void *context, struct build *build);

struct build_order {
    const struct problem *problem; /* its limits */
    const struct language *language;
    const char *source; /* copied */
    size_t length;
    const struct build_files *more; /* files beside the source, borrowed until done; or NULL */
    build_answer *done;
    void *context;
};

struct work *service_build(struct service *service, const struct build_order *order,
                           struct err *err);

/* ---- a program that runs on one input */

/* `run` is NULL after a cancel. The outputs can be read until it returns. */
typedef void run_answer(void *context, const struct run *run, int stdout_fd, int stderr_fd);

struct run_order {
    const struct program *program; /* borrowed until done, as are args and input_fd */
    const char *const *args;       /* NULL-terminated, or NULL for none */
    int input_fd;                  /* sealed */
    struct allowance allowance;
    run_answer *done;
    void *context;
};

struct work *service_run(struct service *service, const struct run_order *order, struct err *err);

/* ---- an output that is there already, checked as if a program had printed it */

/* `judgement` is NULL after a cancel. */
typedef void output_answer(void *context, const struct judgement *judgement);

struct output_order {
    const struct test_set
        *tests; /* borrowed until done; not interactive, and the first pass counts */
    const struct test *test;
    int output_fd; /* borrowed until done */
    output_answer *done;
    void *context;
};

struct work *service_check_output(struct service *service, const struct output_order *order,
                                  struct err *err);

/* ---- under way */

/*
 * Ends this work, whose `done` is called from within. To be called from a watch or a timer of the loop or
 * between its turns, not from the `done` of other work: a run that has just ended belongs to no slot.
 */
void service_cancel(struct work *work);

/* From within a `done`: the caller cannot go on. The first failure ends service_feed. */
void service_fail(struct service *service, const struct err *err);

struct service_feed {
    int (*next)(void *context, struct err *err); /* submits something: 1; nothing is left: 0; -1 */
    void (*show)(void *context);                 /* after each turn of the loop; may be NULL */
    void *context;
};

/*
 * Asks for work while there is room in the window, until there is no more and all is done. On failure
 * everything under way is cancelled: 0 or -1.
 */
int service_feed(struct service *service, const struct service_feed *feed, struct err *err);

/* Goes on with what is under way until `fd` can be read, or is at its end. */
int service_wait_readable(struct service *service, int fd, void (*show)(void *context),
                          void *context, struct err *err);

/* Looks after what has happened, without waiting. */
int service_look(struct service *service, struct err *err);

/* Whether a feed has failed: what was measured then is of no interest. */
bool service_broken_off(const struct service *service);

struct job_counts service_counts(const struct service *service);
struct loop *service_loop(struct service *service);     /* for other descriptors and timers */
struct job_pool *service_pool(struct service *service); /* for the runs of a check */

#endif
