/* SPDX-License-Identifier: MIT */
/*
 * Calls that init answers itself, because a filter cannot decide about them.
 *
 * statfs: every path and descriptor has the size of the work directory and is empty. Python's
 * multiprocessing asks whether there is room in /dev/shm; the true figures of the host's file systems
 * would tell what everybody else writes.
 *
 * execve: nothing, but for the helpers of Python's multiprocessing, which are the same
 * interpreter again: the tracker of shared memory, and processes of the method "spawn". Refused, they
 * would fail by chance: the parent writes into a pipe whose other end is open as long as the failed
 * child has not quite ended.
 *
 * Init reads an execve's words and lets the kernel go on. A program can change them in between. That gains it nothing: what it executes has the same filter,
 * namespaces and limits, and the program could as well have loaded it into its own memory.
 */
#include "sandbox/inside/cell_init.h"

#include <errno.h>
#include <limits.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/vfs.h>

enum { ARGUMENTS_MAX = 12, WORD_MAX = 128 };

/* Reads up to `size` bytes at `address` of a stopped process; the number read, or -1. */
static ssize_t read_memory(pid_t pid, uint64_t address, void *to, size_t size)
{
    struct iovec local = {to, size}, remote = {NULL, size};

    memcpy(&remote.iov_base, &address, sizeof remote.iov_base);
    return process_vm_readv(pid, &local, 1, &remote, 1, 0);
}

/* The word there, cut off at WORD_MAX; "" when it cannot be read. */
static void read_word(pid_t pid, uint64_t address, char word[WORD_MAX])
{
    ssize_t n = read_memory(pid, address, word, WORD_MAX - 1);

    word[n > 0 ? n : 0] = '\0';
}

/* Options that multiprocessing passes on, such as -B; none that is followed by a program. */
static bool is_flag(const char *word)
{
    return word[0] == '-' && word[1] && !word[2] && !strchr("cmi-", word[1]);
}

/* python3 [flags] -c "from multiprocessing.… import …": what follows is only its sys.argv. */
static bool is_helper(const struct cell_run *run, pid_t pid, const uint64_t args[])
{
    static const char begin[] = "from multiprocessing.";
    uint64_t words[ARGUMENTS_MAX] = {0};
    char word[WORD_MAX];
    unsigned n = 0;

    read_word(pid, args[0], word);
    if (strcmp(word, run->view->argv[0]) != 0 || read_memory(pid, args[1], words, sizeof words) < 0)
        return false;
    do
        read_word(pid, words[++n], word);
    while (n < ARGUMENTS_MAX - 2 && is_flag(word));
    if (strcmp(word, "-c") != 0)
        return false;
    read_word(pid, words[n + 1], word);
    return strncmp(word, begin, sizeof begin - 1) == 0;
}

static int write_size(const struct cell_run *run, pid_t pid, uint64_t address)
{
    enum { BLOCK = 4096, TMPFS = 0x01021994 };
    const __fsblkcnt_t blocks = (__fsblkcnt_t)(run->setup->work_bytes / BLOCK);
    struct statfs fs = {.f_type = TMPFS,
                        .f_bsize = BLOCK,
                        .f_frsize = BLOCK,
                        .f_blocks = blocks,
                        .f_bfree = blocks,
                        .f_bavail = blocks,
                        .f_files = WORK_INODES,
                        .f_ffree = WORK_INODES,
                        .f_namelen = NAME_MAX};
    struct iovec local = {&fs, sizeof fs}, remote = {NULL, sizeof fs};

    memcpy(&remote.iov_base, &address, sizeof remote.iov_base);
    return process_vm_writev(pid, &local, 1, &remote, 1, 0) == sizeof fs ? 0 : -EFAULT;
}

bool answer_call(const struct cell_run *run, const struct seccomp_notif *call)
{
    struct seccomp_notif_resp response = {.id = call->id, .error = -EACCES};
    pid_t pid = (pid_t)call->pid;

    switch (call->data.nr) {
    case SYS_statfs:
    case SYS_fstatfs:
        response.error = write_size(run, pid, call->data.args[1]);
        break;
    case SYS_execve:
        if (!is_helper(run, pid, (const uint64_t *)call->data.args))
            break;
        response.error = 0;
        response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE; /* since Linux 5.5 */
        break;
    default:
        return false;
    }
    (void)ioctl(run->listener, SECCOMP_IOCTL_NOTIF_SEND, &response); /* fails if the caller died */
    return true;
}
