/* SPDX-License-Identifier: MIT */
/* A file's bytes, mapped read-only: outputs are looked at where they lie. */
#ifndef HARNESS_BASE_MAP_H
#define HARNESS_BASE_MAP_H

#include "winnow/err.h"

#include <stddef.h>

struct map {
    const char *data; /* "" for an empty file */
    size_t len;
};

/* Maps all of `fd`, which nothing may truncate meanwhile. Give back with map_release. */
int map_fd(struct map *map, int fd, struct err *err);
void map_release(struct map *map); /* takes a zeroed one */

#endif
