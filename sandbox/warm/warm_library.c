/* SPDX-License-Identifier: MIT */
#include "sandbox/warm/warm.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <sys/mman.h>

/* warm/library/, linked as a shared object, as bytes (Makefile: ld -r -b binary). */
extern const char _binary_warm_so_start[], _binary_warm_so_end[];

int warm_library_open(void)
{
    size_t size = (uintptr_t)_binary_warm_so_end - (uintptr_t)_binary_warm_so_start;
    cleanup_fd int fd = memfd_create("winnow-warm", MFD_CLOEXEC | MFD_ALLOW_SEALING);

    if (fd < 0 || pwrite(fd, _binary_warm_so_start, size, 0) != (ssize_t)size ||
        fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) < 0)
        return -1;
    return steal_fd(&fd);
}
