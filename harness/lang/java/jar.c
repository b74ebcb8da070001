/* SPDX-License-Identifier: MIT */
/* The format of the archive: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16. */
#include "lang/java/jar.h"
#include "base/buf.h"
#include "base/file.h"
#include "lang/java/class_file.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#define CLASS ".class"

enum { ENTRIES_MAX = 4096, DEPTH_MAX = 16, NAME_MAX_BYTES = 512 };

static const size_t largest_jar = (size_t)64 << 20;

struct jar {
    struct buf body, directory;
    unsigned entries;
    const char *source_name;
    char main_class[NAME_MAX_BYTES]; /* "" as long as none is known */
};

static uint32_t crc32_of(const unsigned char *bytes, size_t n)
{
    uint32_t crc = UINT32_MAX;

    for (size_t i = 0; i < n; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

/* Little-endian, as many bytes as asked for. */
static int add_number(struct buf *b, uint64_t value, int bytes)
{
    int rc = 0;

    for (; bytes > 0 && rc == 0; bytes--, value >>= 8)
        rc = buf_addc(b, (char)(value & 0xff));
    return rc;
}

/* The fields that an entry has both before its content and in the directory at the end. */
static int add_fields(struct buf *b, const char *name, uint32_t crc, size_t n)
{
    const struct {
        uint64_t value;
        int bytes;
    } fields[] = {
        {10, 2}, /* version needed */
        {0, 2},  /* flags */
        {0, 2},  /* stored */
        {0, 2},  /* time */
        {33, 2}, /* date: the first of January 1980 */
        {crc, 4}, {n, 4}, {n, 4}, {strlen(name), 2}, {0, 2},
    };
    int rc = 0;

    for (size_t i = 0; i < sizeof fields / sizeof *fields && rc == 0; i++)
        rc = add_number(b, fields[i].value, fields[i].bytes);
    return rc;
}

static int add_entry(struct jar *jar, const char *name, const char *bytes, size_t n)
{
    size_t at = jar->body.len;
    uint32_t crc = crc32_of((const unsigned char *)bytes, n);
    struct buf *dir = &jar->directory;

    jar->entries++;
    if (add_number(&jar->body, 0x04034b50, 4) < 0 || add_fields(&jar->body, name, crc, n) < 0 ||
        buf_adds(&jar->body, name) < 0 || buf_add(&jar->body, bytes, n) < 0)
        return -1;
    /* Made by version 1.0; no comment, disk 0, no attributes. */
    if (add_number(dir, 0x02014b50, 4) < 0 || add_number(dir, 10, 2) < 0 ||
        add_fields(dir, name, crc, n) < 0 || add_number(dir, 0, 6) < 0 ||
        add_number(dir, 0, 4) < 0 || add_number(dir, at, 4) < 0)
        return -1;
    return buf_adds(dir, name);
}

static int add_end(struct jar *jar)
{
    size_t at = jar->body.len, n = jar->directory.len;

    if (buf_add(&jar->body, buf_str(&jar->directory), n) < 0 ||
        add_number(&jar->body, 0x06054b50, 4) < 0 || add_number(&jar->body, 0, 4) < 0 ||
        add_number(&jar->body, jar->entries, 2) < 0 || add_number(&jar->body, jar->entries, 2) < 0)
        return -1;
    return add_number(&jar->body, n, 4) < 0 || add_number(&jar->body, at, 4) < 0
               ? -1
               : add_number(&jar->body, 0, 2);
}

/* "a/b/Main.class" against "Main.java". */
static bool is_of_source(const char *class_path, const char *source_name)
{
    const char *slash = strrchr(class_path, '/'), *base = slash ? slash + 1 : class_path;
    size_t n = strcspn(base, ".");

    return strncmp(base, source_name, n) == 0 && source_name[n] == '.';
}

/*
 * The compiler is untrusted, and so are the names of its files: the main class's name loses the ending, and a line
 * end in it would begin another line of the manifest.
 */
static bool can_be_main(const char *name)
{
    size_t n = strlen(name);

    return n > strlen(CLASS) && strcmp(name + n - strlen(CLASS), CLASS) == 0 &&
           !strpbrk(name, "\r\n");
}

static void consider_main(struct jar *jar, const char *name, const struct buf *bytes)
{
    bool ours = is_of_source(name, jar->source_name);
    bool had_ours = jar->main_class[0] && is_of_source(jar->main_class, jar->source_name);

    if (!can_be_main(name) || !class_file_has_main(buf_str(bytes), bytes->len))
        return;
    if (!jar->main_class[0] || (ours && !had_ours) ||
        (ours == had_ours && strcmp(name, jar->main_class) < 0))
        memcpy(jar->main_class, name, strlen(name) + 1);
}

static int open_below(int dir, const char *name)
{
    struct open_how how = {
        .flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV,
    };

    return (int)syscall(SYS_openat2, dir, name, &how, sizeof how);
}

static int say_too_large(struct err *err)
{
    return err_set(err, ERR_INPUT, "the compiler made more than %zu MiB of classes",
                   largest_jar >> 20);
}

static int add_file(struct jar *jar, int fd, const char *name, struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(largest_jar);

    if (jar->entries == ENTRIES_MAX)
        return err_set(err, ERR_INPUT, "the compiler made more than %d classes", ENTRIES_MAX);
    if (file_read_fd(fd, &bytes, err) < 0)
        return err->kind == ERR_INPUT ? say_too_large(err) : -1;
    consider_main(jar, name, &bytes);
    return add_entry(jar, name, buf_str(&bytes), bytes.len) == 0 ? 0 : say_too_large(err);
}

static int add_directory(struct jar *jar, int fd, const char *path, int depth, struct err *err)
{
    cleanup_dir DIR *dir = fdopendir(fd);
    const struct dirent *entry;
    int rc = 0;

    if (!dir) {
        close(fd);
        return err_sys(err, ERR_JUDGE, "reading a directory of classes");
    }
    while (rc == 0 && (entry = readdir(dir))) {
        char name[NAME_MAX_BYTES];
        cleanup_fd int below = -1;
        struct stat st;

        if (entry->d_name[0] == '.' ||
            (size_t)snprintf(name, sizeof name, "%s%s%s", path, *path ? "/" : "", entry->d_name) >=
                sizeof name)
            continue;
        below = open_below(dirfd(dir), entry->d_name);
        if (below < 0 || fstat(below, &st) < 0)
            continue;
        if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
            rc = add_directory(jar, steal_fd(&below), name, depth + 1, err);
        else if (S_ISREG(st.st_mode))
            rc = add_file(jar, below, name, err);
    }
    return rc;
}

/* Lines of a manifest have at most 72 bytes; longer ones go on behind a blank (JAR File Specification). */
static int add_manifest(struct jar *jar)
{
    char line[NAME_MAX_BYTES + 32];
    char text[sizeof line + sizeof line / 8 + 64];
    size_t n = 0;
    int length;

    if (!jar->main_class[0])
        return 0;
    jar->main_class[strlen(jar->main_class) - strlen(CLASS)] = '\0';
    for (char *p = jar->main_class; *p; p++)
        if (*p == '/')
            *p = '.';
    length = snprintf(line, sizeof line, "Main-Class: %s", jar->main_class);
    n = (size_t)snprintf(text, sizeof text, "Manifest-Version: 1.0\r\n");
    for (int i = 0; i < length; i += 70)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%.70s\r\n", i > 0 ? " " : "", line + i);
    return add_entry(jar, "META-INF/MANIFEST.MF", text, n);
}

static int write_jar(struct jar *jar, int dir, struct err *err)
{
    int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return err_sys(err, ERR_JUDGE, "opening the directory of classes");
    if (add_directory(jar, fd, "", 0, err) < 0)
        return -1;
    if (add_manifest(jar) < 0 || add_end(jar) < 0)
        return say_too_large(err);
    return file_memfd("program", buf_str(&jar->body), jar->body.len, err);
}

int jar_pack(int dir, const char *source_name, struct err *err)
{
    struct jar jar = {.body = BUF_INIT(largest_jar),
                      .directory = BUF_INIT(largest_jar),
                      .source_name = source_name};
    int fd = write_jar(&jar, dir, err);

    buf_release(&jar.body);
    buf_release(&jar.directory);
    return fd;
}
