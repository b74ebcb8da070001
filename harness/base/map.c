/* SPDX-License-Identifier: MIT */
#include "base/map.h"
#include "base/file.h"

#include <stdint.h>
#include <sys/mman.h>

int map_fd(struct map *map, int fd, struct err *err)
{
    bytes_t size = file_size(fd);
    void *data;

    if (size < 0)
        return err_sys(err, ERR_JUDGE, "fstat");
    if (size == 0) {
        *map = (struct map){.data = "", .len = 0};
        return 0;
    }
    data = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED)
        return err_sys(err, ERR_JUDGE, "mmap");
    *map = (struct map){.data = data, .len = (size_t)size};
    return 0;
}

void map_release(struct map *map)
{
    if (map->len > 0)
        munmap((void *)(uintptr_t)map->data, map->len);
    *map = (struct map){0};
}
