/* SPDX-License-Identifier: MIT */
/* The compile cache that a run is to use: --cache, else $WINNOW_CACHE, else the user's own. */
#ifndef HARNESS_STAGE_CACHE_H
#define HARNESS_STAGE_CACHE_H

#include "record/settings.h"
#include "lang/build_cache.h"

/* NULL when there is to be none, or none can be had, which is said. */
struct build_cache *cache_open(const struct settings *settings, struct job_pool *pool,
                               bool shows_dirs);

#endif
