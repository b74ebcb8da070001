/* SPDX-License-Identifier: MIT */
#include "sandbox/inside/landlock.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/syscall.h>

/* linux/landlock.h, as of version 6. A kernel with a lower version takes a shorter struct. */
struct ruleset_attr {
    uint64_t handled_fs;
    uint64_t handled_net; /* since 4 */
    uint64_t scoped;      /* since 6 */
};

struct path_beneath {
    uint64_t allowed;
    int32_t parent_fd;
} __attribute__((packed));

enum { RULE_PATH_BENEATH = 1, CREATE_RULESET_VERSION = 1 };

enum {
    FS_EXECUTE = 1 << 0,
    FS_WRITE_FILE = 1 << 1,
    FS_READ_FILE = 1 << 2,
    FS_READ_DIR = 1 << 3,
    FS_REMOVE_DIR = 1 << 4,
    FS_REMOVE_FILE = 1 << 5,
    FS_MAKE_DIR = 1 << 7,
    FS_MAKE_REG = 1 << 8,
    FS_MAKE_SYM = 1 << 12,
    FS_REFER = 1 << 13,    /* since 2 */
    FS_TRUNCATE = 1 << 14, /* since 3 */
};

enum { ABI_MAX = 6 };

/* By version: the number of rights, the size of the struct in bytes. */
static const struct {
    unsigned fs_rights, net_rights, scopes;
    size_t size;
} versions[ABI_MAX + 1] = {
    [1] = {13, 0, 0, 8},  [2] = {14, 0, 0, 8},  [3] = {15, 0, 0, 8},
    [4] = {15, 2, 0, 16}, [5] = {16, 2, 0, 16}, [6] = {16, 2, 2, 24},
};

static const uint64_t rights[] = {
    [LANDLOCK_LOOK] = FS_EXECUTE | FS_READ_FILE | FS_READ_DIR,
    [LANDLOCK_READ] = FS_READ_FILE,
    [LANDLOCK_USE] = FS_READ_FILE | FS_WRITE_FILE | FS_TRUNCATE,
    [LANDLOCK_EXEC] = FS_EXECUTE | FS_READ_FILE,
    [LANDLOCK_WORK] = FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_READ_DIR | FS_REMOVE_DIR |
                      FS_REMOVE_FILE | FS_MAKE_DIR | FS_MAKE_REG | FS_MAKE_SYM | FS_REFER |
                      FS_TRUNCATE,
};

static uint64_t first_bits(unsigned n)
{
    return ((uint64_t)1 << n) - 1;
}

int landlock_abi(void)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);

    return abi < 0 ? 0 : abi > ABI_MAX ? ABI_MAX : (int)abi;
}

int landlock_ruleset(int abi)
{
    struct ruleset_attr attr = {
        .handled_fs = first_bits(versions[abi].fs_rights),
        .handled_net = first_bits(versions[abi].net_rights),
        .scoped = first_bits(versions[abi].scopes),
    };

    return (int)syscall(SYS_landlock_create_ruleset, &attr, versions[abi].size, 0);
}

int landlock_allow_fd(int ruleset, int abi, int fd, enum landlock_access access)
{
    struct path_beneath rule = {
        .allowed = rights[access] & first_bits(versions[abi].fs_rights),
        .parent_fd = fd,
    };

    if (syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) == 0)
        return 0;
    return errno == EBADFD ? 0 : -1; /* a memfd, which Landlock does not restrict */
}

int landlock_allow_path(int ruleset, int abi, const char *path, enum landlock_access access)
{
    cleanup_fd int fd = open(path, O_PATH | O_CLOEXEC);

    if (fd < 0)
        return errno == ENOENT ? 0 : -1;
    return landlock_allow_fd(ruleset, abi, fd, access);
}

int landlock_restrict(int ruleset)
{
    return (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
}
