/* SPDX-License-Identifier: MIT */
/* Waits until a source changes, for `winnow judge --watch`. */
#ifndef HARNESS_STAGE_SOURCE_WATCH_H
#define HARNESS_STAGE_SOURCE_WATCH_H

#include "stage/judge_files.h"

struct source_watch;

/*
 * Looks at the sources' directories from now on (inotify), because many editors write a new file and give it
 * the old one's name. The session is borrowed; the files are looked at during the call only.
 */
int source_watch_open(struct source_watch **out, struct session *session,
                      const struct judged_file *files, size_t count, struct err *err);
void source_watch_close(struct source_watch *watch); /* takes NULL */

/*
 * Returns 0 when a source has changed since the last call, or since source_watch_open, and 0.1 s have passed: an
 * editor may write in several steps. -1: ERR_INTERRUPTED when a signal came before.
 */
int source_watch_wait(struct source_watch *watch, struct err *err);

#endif
