/* SPDX-License-Identifier: MIT */
/*
 * The program of the self-test (selftest.c): exceeds the limit that its argument names, as an
 * untrusted program would. It is linked statically and carried inside winnow. It exits with 0 if
 * everything worked, else with the errno of the refused call.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MUCH = 32 << 20, BLOCKS = 64, DEEP = 65536, CHILDREN = 32 };

static int be_good(void)
{
    char line[16] = "";

    return fgets(line, sizeof line, stdin) && puts(line) >= 0 ? 0 : 1;
}

static int spin(void)
{
    volatile unsigned long n = 0;

    while (++n != 0) {
    }
    return 0;
}

static int idle(void)
{
    pause();
    return 0;
}

static int grow(void)
{
    char *p = mmap(NULL, MUCH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED)
        return errno;
    for (size_t i = 0; i < MUCH; i += 4096)
        p[i] = 1;
    pause(); /* time for a limit that is only checked every few milliseconds */
    return 0;
}

/* At a limit, the kernel first writes the part that fits; the next call is refused. */
static int fill(int fd)
{
    static const char block[1024];

    for (int i = 0; i < BLOCKS; i++)
        if (write(fd, block, sizeof block) < 0)
            return errno;
    return 0;
}

static int print(void)
{
    return fill(STDOUT_FILENO);
}

static int write_file(void)
{
    int fd = open("selftest", O_WRONLY | O_CREAT, 0600);

    return fd < 0 ? errno : fill(fd);
}

static int multiply(void)
{
    for (int i = 0; i < CHILDREN; i++) {
        pid_t child = fork();

        if (child < 0)
            return errno;
        if (child == 0)
            pause();
    }
    return 0;
}

static int recurse(int depth)
{
    volatile char frame[4096];

    memset((char *)frame, depth, sizeof frame);
    return depth == 0 ? frame[1] : recurse(depth - 1) + frame[0];
}

static int deepen(void)
{
    return recurse(DEEP) & 0;
}

static int call_out(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0;
}

static int look_around(void)
{
    return open("/etc/passwd", O_RDONLY) < 0 ? errno : 0;
}

static const struct {
    const char *name;
    int (*run)(void);
} deeds[] = {
    {"good", be_good},    {"spin", spin},        {"idle", idle},     {"grow", grow},
    {"print", print},     {"file", write_file},  {"fork", multiply}, {"stack", deepen},
    {"socket", call_out}, {"look", look_around},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc > 1 && i < sizeof deeds / sizeof *deeds; i++)
        if (strcmp(argv[1], deeds[i].name) == 0)
            return deeds[i].run();
    return 255;
}
