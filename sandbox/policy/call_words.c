/* SPDX-License-Identifier: MIT */
#include "sandbox/policy/call_words.h"

#include <linux/ptrace.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

struct call_symbol {
    uint64_t value;
    const char *name;
};

#define SYMBOL(name)                                                                               \
    {                                                                                              \
        (uint64_t)(name), #name                                                                    \
    }

static const struct call_symbol families[] = {
    SYMBOL(AF_UNIX),  SYMBOL(AF_INET), SYMBOL(AF_INET6),     SYMBOL(AF_NETLINK), SYMBOL(AF_PACKET),
    SYMBOL(AF_VSOCK), SYMBOL(AF_ALG),  SYMBOL(AF_BLUETOOTH), {0, NULL},
};

static const struct call_symbol socket_types[] = {
    SYMBOL(SOCK_STREAM), SYMBOL(SOCK_DGRAM), SYMBOL(SOCK_RAW), SYMBOL(SOCK_SEQPACKET), {0, NULL},
};

static const struct call_symbol socket_flags[] = {
    SYMBOL(SOCK_NONBLOCK),
    SYMBOL(SOCK_CLOEXEC),
    {0, NULL},
};

static const struct call_symbol ptrace_requests[] = {
    {0, "PTRACE_TRACEME"},   SYMBOL(PTRACE_PEEKTEXT),
    SYMBOL(PTRACE_PEEKDATA), SYMBOL(PTRACE_POKEDATA),
    SYMBOL(PTRACE_CONT),     SYMBOL(PTRACE_ATTACH),
    SYMBOL(PTRACE_SEIZE),    {0, NULL},
};

static const struct call_symbol clone_flags[] = {
    SYMBOL(CLONE_NEWNS),
    SYMBOL(CLONE_NEWCGROUP),
    SYMBOL(CLONE_NEWUTS),
    SYMBOL(CLONE_NEWIPC),
    SYMBOL(CLONE_NEWUSER),
    SYMBOL(CLONE_NEWPID),
    SYMBOL(CLONE_NEWNET),
    SYMBOL(CLONE_PTRACE),
    SYMBOL(CLONE_PARENT),
    SYMBOL(CLONE_THREAD),
    SYMBOL(CLONE_VM),
    SYMBOL(CLONE_VFORK),
    {0, NULL},
};

/* How an argument is shown: the name of its value, the names of its bits, the rest as a number. */
struct argument_kind {
    const struct call_symbol *values, *flags;
};

static const struct argument_kind plain = {NULL, NULL};

/* Calls whose arguments have names, and calls with fewer than three arguments. */
static const struct call_form {
    const char *call;
    unsigned count; /* arguments shown */
    struct argument_kind kinds[3];
} forms[] = {
    {"socket", 3, {{families, NULL}, {socket_types, socket_flags}, {NULL, NULL}}},
    {"ptrace", 2, {{ptrace_requests, NULL}, {NULL, NULL}}},
    {"clone", 1, {{NULL, clone_flags}}},
    {"unshare", 1, {{NULL, clone_flags}}},
    {"setns", 2, {{NULL, NULL}, {NULL, clone_flags}}},
    {"setuid", 1, {{NULL, NULL}}},
    {"setgid", 1, {{NULL, NULL}}},
    {"personality", 1, {{NULL, NULL}}},
    {"iopl", 1, {{NULL, NULL}}},
    {"userfaultfd", 1, {{NULL, NULL}}},
    {"io_uring_setup", 1, {{NULL, NULL}}},
    {"vhangup", 0, {{NULL, NULL}}},
};

static const struct call_form unknown = {"", 3, {{NULL, NULL}}};

static const struct call_form *find_form(const char *call)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].call, call) == 0)
            return &forms[i];
    return &unknown;
}

/* A text in a buffer; what does not fit is cut off. */
struct call_text {
    char *out;
    size_t size, len;
};

static void add_text(struct call_text *t, const char *words)
{
    size_t n = strlen(words), room = t->size - 1 - t->len;

    n = n < room ? n : room;
    memcpy(t->out + t->len, words, n);
    t->len += n;
    t->out[t->len] = '\0';
}

static const struct call_symbol *find_symbol(const struct call_symbol *symbols, uint64_t value)
{
    for (; symbols && symbols->name; symbols++)
        if (symbols->value == value)
            return symbols;
    return NULL;
}

static void add_argument(struct call_text *t, struct argument_kind kind, uint64_t value)
{
    const struct call_symbol *symbol;
    uint64_t rest = value, flags = 0;
    bool first = true;

    for (const struct call_symbol *f = kind.flags; f && f->name; f++)
        flags |= value & f->value;
    symbol = find_symbol(kind.values, value & ~flags);
    if (symbol) {
        add_text(t, symbol->name);
        rest = flags;
        first = false;
    }
    for (const struct call_symbol *f = kind.flags; f && f->name; f++) {
        if ((rest & f->value) == 0)
            continue;
        add_text(t, first ? "" : "|");
        add_text(t, f->name);
        rest &= ~f->value;
        first = false;
    }
    if (rest != 0 || first) {
        char number[32];

        snprintf(number, sizeof number, "%s%#llx", first ? "" : "|", (unsigned long long)rest);
        add_text(t, number);
    }
}

void call_words(const char *name, const uint64_t args[6], char *out, size_t size)
{
    struct call_text t = {.out = out, .size = size};
    const struct call_form *form = find_form(name);
    unsigned count = form->count;

    if (form != &unknown && count == 3 && args[2] == 0)
        count = 2; /* a socket's protocol is left out when it is 0 */
    add_text(&t, name);
    add_text(&t, "(");
    for (unsigned i = 0; i < count; i++) {
        add_text(&t, i > 0 ? ", " : "");
        add_argument(&t, form == &unknown ? plain : form->kinds[i], args[i]);
    }
    add_text(&t, ")");
}
