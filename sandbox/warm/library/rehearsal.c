/* SPDX-License-Identifier: MIT */
/*
 * Which pages a run will write. A fork shares its pages with the waiting process; the first write to each is a
 * fault, in which the kernel copies the page. Under a hypervisor a fault costs ten times the copy, and a short
 * Python run has five hundred, mostly in the same places: the counters of references, the allocator's lists, the
 * stack. So before it waits, the process forks once for a rehearsal, a program of ours, and learns from
 * /proc/self/pagemap what that has written. Each run asks for those pages in a hundred calls.
 *
 * It changes no contents, so a run cannot tell but by its time and memory. Where something is missing
 * (/proc, the kernel's answer), nothing is learnt, and pages are copied as they are written.
 */
#include "sandbox/warm/library/hook.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096, RANGES_MAX = 192, MAPS_MAX = 96 };

struct range {
    uintptr_t from, to;
};

struct ranges {
    size_t count;
    struct range list[RANGES_MAX];
};

static struct ranges learnt;

/*
 * What most solutions do: functions, classes, containers, numbers, text, reading and printing. exec() compiles a text as a
 * script is compiled; compile() would also make the types of syntax trees, and write to pages that few runs write to.
 */
static const char program[] =
    "def winnow_rehearsal():\n"
    "    exec('''\n"
    "import sys\n"
    "def solve(n, *rest, **named):\n"
    "    seen, order = {}, []\n"
    "    for i in range(n):\n"
    "        a, b = divmod(i * i + 7, 13)\n"
    "        seen.setdefault(b, []).append((a, -b))\n"
    "        order.append(str(a) + 'x' + \"%d %s\" % (b, i / 3))\n"
    "    return sorted(seen.items(), key=lambda pair: (len(pair[1]), pair[0])), set(order), max(order)\n"
    "class Node:\n"
    "    def __init__(self, value): self.value, self.next = value, None\n"
    "    def __lt__(self, other): return self.value < other.value\n"
    "    def __repr__(self): return f'Node({self.value!r})'\n"
    "def walk(n):\n"
    "    while n:\n"
    "        yield n\n"
    "        n -= 1\n"
    "try:\n"
    "    line = sys.stdin.readline()\n"
    "    numbers = list(map(int, '3 1 4 1 5 9 2 6'.split())) + [int(x) for x in line.split()]\n"
    "    raise ValueError('none')\n"
    "except (ValueError, EOFError) as error:\n"
    "    text = repr(error)\n"
    "pairs, names, last = solve(40, 1, key=2)\n"
    "assert all(x <= y for x, y in zip(sorted(numbers), sorted(numbers)[1:])) and isinstance(pairs, list)\n"
    "nodes = sorted(map(Node, walk(10)))\n"
    "print(sum(numbers), ' '.join(map(str, nodes)), round(2.5, 1), 10 ** 30 % 998244353, *numbers, sep=',')\n"
    "print('\\\\n'.join(sorted(names)), text.upper(), list(enumerate(reversed(numbers))), bool(pairs), abs(-3))\n"
    "sys.stdout.flush()\n"
    "''', {'__name__': '__main__', '__builtins__': __builtins__})\n"
    "winnow_rehearsal()\n";

/* Mappings that a run may write and shares with nobody: "55d0c000-55d2d000 rw-p …". */
static size_t list_mappings(struct range maps[MAPS_MAX])
{
    FILE *file = fopen("/proc/self/maps", "re");
    size_t count = 0;
    char line[512], mode[5];

    while (file && count < MAPS_MAX && fgets(line, sizeof line, file)) {
        unsigned long from, to;

        if (sscanf(line, "%lx-%lx %4s", &from, &to, mode) == 3 && strcmp(mode, "rw-p") == 0)
            maps[count++] = (struct range){from, to};
    }
    if (file)
        fclose(file);
    return count;
}

/* proc(5), pagemap: bit 63, the page is there; bit 56, no other process has it mapped. */
static bool is_own(uint64_t entry)
{
    return (entry >> 63 & 1) && (entry >> 56 & 1);
}

static void add_page(struct ranges *ranges, uintptr_t page)
{
    struct range *last = ranges->count > 0 ? &ranges->list[ranges->count - 1] : NULL;

    if (last && page <= last->to)
        last->to = page + PAGE;
    else if (ranges->count < RANGES_MAX)
        ranges->list[ranges->count++] = (struct range){page, page + PAGE};
}

static void learn(int pagemap, const struct range *map, struct ranges *ranges)
{
    uint64_t entries[512];

    for (uintptr_t at = map->from; at < map->to;) {
        size_t wanted = (map->to - at) / PAGE;
        ssize_t n = pread(pagemap, entries, (wanted < 512 ? wanted : 512) * sizeof *entries,
                          (off_t)(at / PAGE * sizeof *entries));

        if (n < (ssize_t)sizeof *entries)
            return;
        for (size_t i = 0; i < (size_t)n / sizeof *entries; i++, at += PAGE)
            if (is_own(entries[i]))
                add_page(ranges, at);
    }
}

/* In the rehearsal's process, which ends here. */
static void rehearse_in_child(const struct python *python, struct ranges *ranges)
{
    struct range maps[MAPS_MAX];
    size_t count = list_mappings(maps);
    int pagemap, state;

    /* Of a process that is not dumpable /proc/self belongs to root. No run is there that could look. */
    if (prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) < 0)
        _exit(1);
    pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    if (pagemap < 0)
        _exit(1);
    state = python->gil_ensure();
    if (python->run(program) != 0)
        _exit(1);
    python->gil_release(state);
    for (size_t i = 0; i < count; i++)
        learn(pagemap, &maps[i], ranges);
    _exit(0);
}

void rehearse(const struct python *python)
{
    struct ranges *ranges;
    int status = -1;
    pid_t pid;

    if (!python->found)
        return;
    ranges = mmap(NULL, sizeof *ranges, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (ranges == MAP_FAILED)
        return;
    pid = (pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
    if (pid == 0)
        rehearse_in_child(python, ranges);
    if (pid > 0 && syscall(SYS_wait4, pid, &status, __WALL, NULL) == pid && status == 0)
        learnt = *ranges;
    munmap(ranges, sizeof *ranges);
}

void rehearsal_populate(void)
{
    for (size_t i = 0; i < learnt.count; i++)
        madvise((void *)learnt.list[i].from, learnt.list[i].to - learnt.list[i].from,
                MADV_POPULATE_WRITE);
}
