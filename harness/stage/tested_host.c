/* SPDX-License-Identifier: MIT */
#include "stage/tested_host.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/store.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

enum { HOLDS_SECONDS = 3600, NOTE_MAX = 64, LARGEST = 16 * 1024 };

/* Files whose text is the same as long as the kernel and what it allows us are. Each may be missing. */
static const char *const files[] = {
    "/proc/sys/kernel/random/boot_id",
    "/proc/self/cgroup",
    "/proc/self/limits",
    "/proc/sys/user/max_user_namespaces",
    "/proc/sys/kernel/unprivileged_userns_clone",
    "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
    "/proc/sys/kernel/seccomp/actions_avail",
    "/sys/kernel/security/lsm",
};

static const char *const namespaces[] = {
    "/proc/self/ns/user", "/proc/self/ns/mnt", "/proc/self/ns/pid",
    "/proc/self/ns/net",  "/proc/self/ns/ipc", "/proc/self/ns/cgroup",
};

/* Beginnings of the lines of /proc/self/status that tell our rights; others change all the time. */
static const char *const rights[] = {"Uid:", "Gid:", "Groups:", "Cap", "NoNewPrivs:", "Seccomp"};

static void add_file(struct hash_state *state, const char *path)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(LARGEST);

    hash_text(state, file_read(path, &text, NULL) == 0 ? buf_str(&text) : NULL);
}

static void add_namespace(struct hash_state *state, const char *path)
{
    char name[64];
    ssize_t n = readlink(path, name, sizeof name - 1);

    name[n > 0 ? n : 0] = '\0';
    hash_text(state, name);
}

static bool tells_rights(const char *line)
{
    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++)
        if (strncmp(line, rights[i], strlen(rights[i])) == 0)
            return true;
    return false;
}

/* Without them the test is not left out. */
static int add_rights(struct hash_state *state)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(LARGEST);
    const char *end;

    if (file_read("/proc/self/status", &text, NULL) < 0)
        return -1;
    for (const char *line = buf_str(&text); *line; line = end + (*end == '\n')) {
        end = strchrnul(line, '\n');
        if (tells_rights(line))
            hash_update(state, line, (size_t)(end - line));
    }
    return 0;
}

/* This program; the file may be replaced by another build. */
static int add_winnow(struct hash_state *state)
{
    struct stat st;
    int64_t facts[7];

    if (stat("/proc/self/exe", &st) < 0)
        return -1;
    facts[0] = (int64_t)st.st_dev;
    facts[1] = (int64_t)st.st_ino;
    facts[2] = st.st_size;
    facts[3] = st.st_mtim.tv_sec;
    facts[4] = st.st_mtim.tv_nsec;
    facts[5] = st.st_ctim.tv_sec;
    facts[6] = st.st_ctim.tv_nsec;
    hash_update(state, facts, sizeof facts);
    return 0;
}

/* The entry for this host, user and winnow; -1: it cannot be told. */
static int name_entry(enum isolation asked, char *name, size_t size)
{
    cleanup_with(hash_freep) struct hash_state *state = hash_new();
    struct utsname kernel;
    char hex[33];

    if (!state || uname(&kernel) < 0 || add_winnow(state) < 0 || add_rights(state) < 0)
        return -1;
    hash_text(state, kernel.release);
    hash_text(state, kernel.version);
    hash_text(state, isolation_name(asked));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        add_file(state, files[i]);
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++)
        add_namespace(state, namespaces[i]);
    hash_hex(hash_digest(state), hex);
    snprintf(name, size, "tested/%s", hex);
    return 0;
}

/* The level that has passed, or ISOLATION_AUTO: none has, or too long ago. */
static enum isolation recall(struct store *store, const char *name)
{
    bytes_t length;
    cleanup_fd int fd = store_get(store, name, &length);
    char note[NOTE_MAX] = "", *level;
    enum isolation known;
    long long age;

    if (fd < 0 || length >= NOTE_MAX || pread(fd, note, (size_t)length, 0) != length)
        return ISOLATION_AUTO;
    age = (long long)time(NULL) - strtoll(note, &level, 10);
    if (age < 0 || age > HOLDS_SECONDS || *level != ' ' ||
        isolation_parse(level + 1, &known, &(struct err){0}) < 0)
        return ISOLATION_AUTO;
    return known;
}

/* A note that cannot be written is only missed. */
static void keep(struct store *store, const char *name, const struct sandbox *sandbox)
{
    struct sandbox_facts facts;
    char note[NOTE_MAX];
    int n;

    sandbox_describe(sandbox, &facts);
    n = snprintf(note, sizeof note, "%lld %s", (long long)time(NULL), isolation_name(facts.level));
    (void)store_put(store, name, note, (size_t)n, -1, &(struct err){0});
}

int tested_host_open(struct sandbox **out, const struct settings *settings, const char *dir,
                     struct err *err)
{
    struct store *store = NULL;
    enum isolation known = ISOLATION_AUTO;
    char name[48];
    int rc;

    if (dir && name_entry(settings->isolation, name, sizeof name) == 0)
        (void)store_open(&store, dir, settings->cache_mib * MIB, &(struct err){0});
    if (store && !settings->self_test)
        known = recall(store, name);
    rc = known == ISOLATION_AUTO ? -1 : sandbox_open_tested(out, known, &(struct err){0});
    if (rc < 0) {
        rc = sandbox_open(out, settings->isolation, err);
        if (rc == 0 && store)
            keep(store, name, *out);
    }
    store_close(store);
    return rc;
}
