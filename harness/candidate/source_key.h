/* SPDX-License-Identifier: MIT */
/*
 * --source-key: where in a line the source stands, or the sources. The key is a path, "a.b"; an array
 * on its way or at its end gives several candidates. Beside the source, "language" or "lang" may
 * name its language; beside an array of sources, an array of as many names may.
 *
 * CodeContests has {"solutions": {"language": [2, 3], "solution": ["…", "…"]}}; APPS has a string
 * that is itself a JSON array of sources, which is read as that array.
 */
#ifndef HARNESS_CANDIDATE_SOURCE_KEY_H
#define HARNESS_CANDIDATE_SOURCE_KEY_H

#include "base/json/json.h"

struct keyed_source {
    struct json_slice source;
    struct json_slice language; /* at NULL: it is not named beside the source */
};

struct keyed_sources {
    struct keyed_source *list;
    size_t count, room;
    bool is_list; /* an array was there: also with one source, or none */
    char **texts; /* strings that were decoded and read as JSON; the slices borrow them */
    size_t text_count, text_room;
};

/* Finds the sources of a line. 0, also when there are none; -1: out of memory. */
int keyed_sources_find(struct keyed_sources *sources, const struct json_members *line,
                       const char *key, struct err *err);
void keyed_sources_release(struct keyed_sources *sources);

/* The member of an object that counts, the last of that name; or NULL. `n`: the name's length. */
const struct json_member *keyed_member(const struct json_members *object, const char *name,
                                       size_t n);

#endif
