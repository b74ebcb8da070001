/* SPDX-License-Identifier: MIT */
/*
 * Which pages a run will use. A fork shares its pages with the waiting process; the first write to each is a
 * fault, in which the kernel copies the page, and of files it has none until it looks. Under a hypervisor a fault costs ten times the copy, and a short
 * Python run has five hundred, mostly in the same places: the counters of references, the allocator's lists, the
 * stack; a compile has a thousand. So before it waits, the process forks once for a rehearsal, of a program of ours, and learns from
 * /proc/self/pagemap what that has written and read. Each run asks for those pages in a hundred calls.
 *
 * It changes no contents, so a run cannot tell but by its time and memory. Where something is missing
 * (/proc, the kernel's answer), nothing is learnt, and pages come as they are used.
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

enum { PAGE = 4096, RANGES_MAX = 320, MAPS_MAX = 192 };

struct range {
    uintptr_t from, to;
};

struct ranges {
    size_t count;
    struct range list[RANGES_MAX];
};

struct mapping {
    struct range range;
    bool is_writable; /* else it is of a file, and only read */
};

struct pages {
    bool complete;
    struct ranges written, read;
};

/* Global, because a compiler's rehearsal ends where the C library calls us. */
static struct rehearsal {
    struct pages learnt;
    struct pages *shared; /* with the rehearsal's process; NULL: none is under way */
    bool is_child,
        reads; /* reads: pages of files are learnt too, of which Python's runs have few in common */
    size_t count; /* of mappings before it began */
    struct mapping mappings[MAPS_MAX];
    int pagemap;
} rehearsal;

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

/* What all programs do. It needs no header, whatever the waiting compiler has read. */
static const char source[] =
    "int scanf(const char *, ...); int printf(const char *, ...);\n"
    "static int table[1000];\n"
    "int main(void)\n"
    "{\n"
    "    int n, sum = 0;\n"
    "    if (scanf(\"%d\", &n) != 1) return 1;\n"
    "    for (int i = 0; i < n; i++) { scanf(\"%d\", &table[i]); if (table[i] % 2) sum += table[i]; }\n"
    "    printf(\"%d\\n\", sum);\n"
    "    return 0;\n"
    "}\n";

/* What a run shares with nobody: "55d0c000-55d2d000 rw-p …", and what it reads of files: "00400000-00631000 r-xp … /path". */
static size_t list_mappings(struct mapping maps[MAPS_MAX])
{
    FILE *file = fopen("/proc/self/maps", "re");
    size_t count = 0;
    char line[512], mode[5];

    while (file && count < MAPS_MAX && fgets(line, sizeof line, file)) {
        unsigned long from, to;

        if (sscanf(line, "%lx-%lx %4s", &from, &to, mode) != 3 || mode[0] != 'r' || mode[3] != 'p')
            continue;
        if (mode[1] == 'w' || (rehearsal.reads && strchr(line, '/')))
            maps[count++] = (struct mapping){{from, to}, mode[1] == 'w'};
    }
    if (file)
        fclose(file);
    return count;
}

/* proc(5), pagemap: bit 63, the page is there; bit 56, no other process has it mapped. */
static bool is_there(uint64_t entry)
{
    return entry >> 63 & 1;
}

static bool is_own(uint64_t entry)
{
    return is_there(entry) && (entry >> 56 & 1);
}

static void add_page(struct ranges *ranges, uintptr_t page)
{
    struct range *last = ranges->count > 0 ? &ranges->list[ranges->count - 1] : NULL;

    if (last && page <= last->to)
        last->to = page + PAGE;
    else if (ranges->count < RANGES_MAX)
        ranges->list[ranges->count++] = (struct range){page, page + PAGE};
}

static void learn(const struct mapping *map, struct pages *pages)
{
    struct ranges *ranges = map->is_writable ? &pages->written : &pages->read;
    uint64_t entries[512];

    for (uintptr_t at = map->range.from; at < map->range.to;) {
        size_t wanted = (map->range.to - at) / PAGE;
        ssize_t n =
            pread(rehearsal.pagemap, entries, (wanted < 512 ? wanted : 512) * sizeof *entries,
                  (off_t)(at / PAGE * sizeof *entries));

        if (n < (ssize_t)sizeof *entries)
            return;
        for (size_t i = 0; i < (size_t)n / sizeof *entries; i++, at += PAGE)
            if (map->is_writable ? is_own(entries[i]) : is_there(entries[i]))
                add_page(ranges, at);
    }
}

/* In the rehearsal's process: what it had before. */
static void begin(void)
{
    rehearsal.is_child = true;
    rehearsal.count = list_mappings(rehearsal.mappings);
    /* Of a process that is not dumpable /proc/self belongs to root. No run is there that could look. */
    if (prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) < 0)
        _exit(1);
    rehearsal.pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    if (rehearsal.pagemap < 0)
        _exit(1);
}

/* There too, at its end. */
static _Noreturn void finish(void)
{
    for (size_t i = 0; i < rehearsal.count; i++)
        learn(&rehearsal.mappings[i], rehearsal.shared);
    rehearsal.shared->complete = true;
    _exit(0);
}

/* Forks the rehearsal's process, in which it returns true; false once that has ended. */
static bool fork_rehearsal(void)
{
    struct pages *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t pid;

    if (shared == MAP_FAILED)
        return false;
    rehearsal.shared = shared;
    pid = (pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
    if (pid == 0) {
        begin();
        return true;
    }
    if (pid > 0) /* where SIGCHLD is ignored this waits too, and fails then */
        syscall(SYS_wait4, pid, NULL, __WALL, NULL);
    if (shared->complete)
        rehearsal.learnt = *shared;
    munmap(shared, sizeof *shared);
    rehearsal.shared = NULL;
    return false;
}

void rehearse(const struct python *python)
{
    int state;

    if (!python->found || !fork_rehearsal())
        return;
    state = python->gil_ensure();
    if (python->run(program) != 0)
        _exit(1);
    python->gil_release(state);
    finish();
}

int rehearse_compile(void)
{
    int fd;

    rehearsal.reads = true;
    if (!fork_rehearsal())
        return -1;
    fd = memfd_create("rehearsal", MFD_CLOEXEC);
    if (fd < 0 || write(fd, source, sizeof source - 1) != sizeof source - 1 ||
        lseek(fd, 0, SEEK_SET) < 0)
        _exit(1);
    return fd;
}

/* The compiler calls exit() at its end, with success or without; what it has used by then is as good. */
__attribute__((destructor)) static void end(void)
{
    if (rehearsal.is_child)
        finish();
}

static void populate(const struct ranges *ranges, int advice)
{
    for (size_t i = 0; i < ranges->count; i++)
        madvise((void *)ranges->list[i].from, ranges->list[i].to - ranges->list[i].from, advice);
}

void rehearsal_populate(void)
{
    populate(&rehearsal.learnt.written, MADV_POPULATE_WRITE);
    populate(&rehearsal.learnt.read, MADV_POPULATE_READ);
}
