/* SPDX-License-Identifier: MIT */
/*
 * A package in a zip archive: the bytes as they come, or an archive that is built of them, whose entries are stored
 * and have right sums, so that names and contents get past libzip. Whatever it holds, it becomes a problem or is refused
 * with its name and a reason; nothing is written outside of the directory for temporary files, and nothing stays there.
 */
#include "base/buf.h"
#include "base/file.h"
#include "tests/fuzz/fuzz.h"
#include "winnow/problem.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
    ARCHIVE_MAX = 1 << 20,
    ENTRIES = 32,
    LOCAL = 0x04034b50,
    CENTRAL = 0x02014b50,
    END = 0x06054b50
};

static const char *const names[] = {
    "problem.yaml",           "data/sample/1.in",         "data/sample/1.ans",
    "data/secret/1.in",       "data/secret/1.ans",        "data/secret/testdata.yaml",
    "submissions/accepted/",  "submissions/accepted/a.c", "submissions/submissions.yaml",
    "input_validators/v.ctd", "output_validators/v.py",   "data/secret/g/1.in",
};

static void put(struct buf *out, uint64_t number, size_t bytes)
{
    for (; bytes > 0; bytes--, number >>= 8)
        CHECK(buf_addc(out, (char)number) == 0);
}

/* A name of the table, or one of the input's own. */
static size_t take_name(struct feed *feed, char name[256])
{
    size_t which = feed_byte(feed), n;

    if (which < 200)
        return (size_t)snprintf(name, 256, "%s", names[which % (sizeof names / sizeof *names)]);
    n = feed_below(feed, 255);
    feed_copy(feed, name, n);
    return n;
}

/* What both headers of an entry say. */
static void put_facts(struct buf *out, const uint8_t *text, size_t size, size_t name)
{
    put(out, 0, 2 + 2); /* no flags, stored */
    put(out, 0x210000, 4);
    put(out, crc32(0, text, (uInt)size), 4);
    put(out, size, 4);
    put(out, size, 4);
    put(out, name, 2);
    put(out, 0, 2);
}

static void add_entry(struct feed *feed, struct buf *out, struct buf *index)
{
    char name[256];
    size_t n = take_name(feed, name), size = feed_u16(feed) % 512, at = out->len;
    uint64_t attributes = feed_byte(feed) < 250 ? 0100644 : feed_u16(feed);

    if (size > feed->left)
        size = feed->left;
    put(out, LOCAL, 4);
    put(out, 20, 2);
    put_facts(out, feed->at, size, n);
    CHECK(buf_add(out, name, n) == 0 && buf_add(out, feed->at, size) == 0);
    put(index, CENTRAL, 4);
    put(index, 3 << 8 | 20, 2); /* of Unix */
    put(index, 20, 2);
    put_facts(index, feed->at, size, n);
    put(index, 0, 2 + 2 + 2);
    put(index, attributes << 16, 4);
    put(index, at, 4);
    CHECK(buf_add(index, name, n) == 0);
    feed->at += size;
    feed->left -= size;
}

static void build_archive(struct feed *feed, struct buf *out)
{
    struct buf index = BUF_INIT(ARCHIVE_MAX);
    size_t count = 0, at;

    for (; feed->left > 0 && count < ENTRIES; count++)
        add_entry(feed, out, &index);
    at = out->len;
    CHECK(buf_add(out, buf_str(&index), index.len) == 0);
    put(out, END, 4);
    put(out, 0, 2 + 2);
    put(out, count, 2);
    put(out, count, 2);
    put(out, index.len, 4);
    put(out, at, 4);
    put(out, 0, 2);
    buf_release(&index);
}

static size_t names_in(const char *path)
{
    DIR *dir = opendir(path);
    size_t count = 0;

    CHECK(dir);
    while (readdir(dir))
        count++;
    closedir(dir);
    return count - 2;
}

static void check_loading(const char *path)
{
    struct problem *problem = NULL;
    struct err err = {0};

    if (problem_load(&problem, path, &err) == 0) {
        CHECK(problem->sample_count + problem->secret_count > 0);
        problem_free(problem);
        return;
    }
    CHECK(!problem && err.kind == ERR_INPUT);
    CHECK(strncmp(err.msg, path, strlen(path)) == 0 && strlen(err.msg) > strlen(path) + 2);
}

static char own_path[] = "/tmp/fuzz-archive-XXXXXX";

static void remove_own(void)
{
    file_remove_tree(own_path);
}

/* The directory of this process, made once: the archive, and beside it the place for temporary files. */
static const char *own_directory(void)
{
    static bool made;
    char temporary[64];

    if (!made) {
        CHECK(mkdtemp(own_path) && atexit(remove_own) == 0);
        snprintf(temporary, sizeof temporary, "%s/tmp", own_path);
        CHECK(mkdir(temporary, 0700) == 0 && setenv("TMPDIR", temporary, 1) == 0);
        made = true;
    }
    return own_path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed = {data, size};
    struct buf archive = BUF_INIT(ARCHIVE_MAX);
    const char *dir = own_directory();
    char path[64];
    int fd;

    if (feed_byte(&feed) % 4 == 0)
        CHECK(buf_add(&archive, feed.at, feed.left) == 0);
    else
        build_archive(&feed, &archive);
    snprintf(path, sizeof path, "%s/a.zip", dir);
    fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && file_write_all(fd, buf_str(&archive), archive.len) == 0);
    close(fd);
    buf_release(&archive);
    check_loading(path);
    CHECK(names_in(dir) == 2);
    CHECK(names_in(getenv("TMPDIR")) == 0);
    return 0;
}
