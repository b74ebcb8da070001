/* SPDX-License-Identifier: MIT */
#include "stage/cache.h"
#include "base/file.h"
#include "base/remark.h"
#include "winnow/cleanup.h"

#include <string.h>

/* The XDG Base Directory Specification: a relative path is to be ignored. */
static char *default_dir(void)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

    if (cache && cache[0] == '/')
        return file_join(cache, "winnow");
    return home && home[0] == '/' ? file_join(home, ".cache/winnow") : NULL;
}

static void warn(const char *words)
{
    remark("%s; going on without", words);
}

struct build_cache *cache_open(const struct settings *settings, struct job_pool *pool,
                               bool shows_dirs)
{
    const char *asked = settings->cache ? settings->cache : getenv("WINNOW_CACHE");
    cleanup_free char *dir = asked && *asked ? strdup(asked) : default_dir();
    struct build_cache_options options = {
        .dir = dir, .cap = settings->cache_mib * MIB, .shows_dirs = shows_dirs, .warn = warn};
    struct build_cache *cache;
    struct err err = {0};

    if (!dir || strcmp(dir, "off") == 0)
        return NULL;
    if (build_cache_open(&cache, &options, pool, &err) == 0)
        return cache;
    remark("no compile cache: %s", err.msg);
    return NULL;
}
