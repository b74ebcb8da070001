/* SPDX-License-Identifier: MIT */
#include "lang/program.h"
#include "base/file.h"
#include "lang/scripts.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

void run_files_release(struct run_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free((char *)(uintptr_t)files[i].name);
        close(files[i].fd);
    }
}

void program_release(struct program *program)
{
    if (program->language && program->fd >= 0)
        close(program->fd);
    if (program->language) {
        run_files_release(program->files, program->file_count);
        free(program->files);
    }
    program->files = NULL;
    program->file_count = 0;
    program->language = NULL;
    program->fd = -1;
}

/*
 * What a runtime takes beside its heap: threads, compiled code, tables. DOMjudge leaves a JVM 128 MiB;
 * a small limit is shared.
 */
static bytes_t heap_within(bytes_t memory)
{
    bytes_t spare = memory / 4 < 128 * MIB ? memory / 4 : 128 * MIB;

    return memory - spare;
}

/* No JVM takes a stack of more than 1 GiB; 64 KiB of the system's are left for what is below main. */
static bytes_t stack_within(bytes_t memory)
{
    return (memory < 1024 * MIB ? memory : 1024 * MIB) - 64 * KIB;
}

static bytes_t largest_unit(bytes_t n, bytes_t unit)
{
    return n < unit ? 1 : n / unit;
}

/* The word with the figure in place of a placeholder; written behind *room, if it has one. */
static const char *fill_word(const char *word, bytes_t memory, char **room, const char *end)
{
    const struct {
        const char *name;
        bytes_t figure;
    } placeholders[] = {
        {"{memory}", largest_unit(memory, MIB)},
        {"{heap}", largest_unit(heap_within(memory), MIB)},
        {"{stack}", largest_unit(stack_within(memory), MIB)},
        {"{stack_kib}", largest_unit(stack_within(memory), KIB)},
    };
    char *filled = *room;

    for (size_t i = 0; i < sizeof placeholders / sizeof *placeholders; i++) {
        const char *at = strstr(word, placeholders[i].name);

        if (!at)
            continue;
        *room += snprintf(filled, (size_t)(end - filled), "%.*s%lld%s", (int)(at - word), word,
                          (long long)placeholders[i].figure, at + strlen(placeholders[i].name)) +
                 1;
        return filled;
    }
    return word;
}

void program_fill(const struct program *program, const char *const *args, struct program_call *call,
                  struct run_request *request)
{
    const struct language *language = program->language;
    const char *file = language_run_file(language);
    char *room = call->words;
    size_t n = 0;

    for (const char *const *word = language->run; *word && n < PROGRAM_WORDS_MAX - 1; word++)
        call->argv[n++] =
            fill_word(*word, request->limits.memory, &room, call->words + sizeof call->words);
    for (size_t i = 0; args && args[i] && i < PROGRAM_ARGS_MAX; i++)
        call->argv[n++] = args[i];
    call->argv[n] = NULL;
    request->argv = call->argv;
    request->profile = language->run_profile;
    request->environment = language->environment;
    request->limits.processes += language->processes;
    if (request->limits.file_size < language->files_mib * MIB)
        request->limits.file_size = language->files_mib * MIB;
    if (!file) {
        request->program_fd = program->fd;
        return;
    }
    request->warm = language->find_modules && !language->environment && !args && !program->files
                        ? program->modules
                        : NULL;
    call->files[0] = (struct run_file){.name = file, .fd = program->fd};
    request->files = call->files;
    request->file_count = 1;
    for (size_t i = 0; program->files && i < program->file_count && i + 1 < PROGRAM_FILES_MAX; i++)
        call->files[request->file_count++] = program->files[i];
}

void program_start_in(const struct program *program, const char *directory,
                      struct program_call *call, struct run_request *request)
{
    const char *file = language_run_file(program->language);

    request->start_in = directory;
    request->warm = NULL;
    if (program->language == &language_scripts) {
        call->argv[SCRIPTS_RUN_WORD] = scripts_run_elsewhere;
        return;
    }
    if (!file)
        return;
    snprintf(call->own_file, sizeof call->own_file, "../%s", file);
    for (const char **word = call->argv; *word; word++)
        if (strcmp(*word, file) == 0) {
            *word = call->own_file;
            return;
        }
}

int program_add_files(struct program *program, const struct run_file *files, size_t count,
                      struct err *err)
{
    program->files = calloc(count + 1, sizeof *program->files);
    if (!program->files)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++) {
        char *name = strdup(files[i].name);
        int fd = fcntl(files[i].fd, F_DUPFD_CLOEXEC, 3);

        if (!name || fd < 0) {
            free(name);
            if (fd >= 0)
                close(fd);
            return err_set(err, ERR_JUDGE, "out of memory or descriptors");
        }
        program->files[program->file_count++] = (struct run_file){.name = name, .fd = fd};
    }
    return 0;
}

int program_share(struct program *out, const struct program *from, struct err *err)
{
    int fd = fcntl(from->fd, F_DUPFD_CLOEXEC, 3);

    if (fd < 0)
        return err_sys(err, ERR_JUDGE, "keeping a program");
    *out = *from;
    out->fd = fd;
    out->files = NULL;
    out->file_count = 0;
    return from->files ? program_add_files(out, from->files, from->file_count, err) : 0;
}

int program_call_add(struct program_call *call, struct run_request *request,
                     const struct run_file *files, size_t count, struct err *err)
{
    if (request->file_count + count > PROGRAM_FILES_MAX)
        return err_set(err, ERR_JUDGE, "more than %d files for a run", PROGRAM_FILES_MAX);
    for (size_t i = 0; i < count; i++)
        call->files[request->file_count++] = files[i];
    request->files = call->files;
    return 0;
}

void program_find_modules(struct program *program)
{
    struct err err = {0};
    struct map source;

    if (!program->language->find_modules || map_fd(&source, program->fd, &err) < 0)
        return; /* it loads them itself */
    program->language->find_modules(source.data, source.len, program->modules);
    map_release(&source);
}

int program_to_disk(struct program *program, struct err *err)
{
    cleanup_fd int file = file_scratch(err);
    struct statvfs fs;
    off_t at = 0;
    ssize_t n;
    int fresh;

    if (file < 0)
        return -1;
    if (fstatvfs(file, &fs) == 0 && (fs.f_flag & ST_NOEXEC))
        return 0;
    do {
        n = sendfile(file, program->fd, &at, 1 << 24);
    } while (n > 0 || (n < 0 && errno == EINTR));
    if (n < 0 || fchmod(file, 0555) < 0)
        return err_sys(err, ERR_JUDGE, "cannot write a program to the scratch directory");
    /* The writable descriptor must be gone before the file can be executed (ETXTBSY). */
    fresh = file_reopen(file, err);
    if (fresh < 0)
        return -1;
    close(program->fd);
    program->fd = fresh;
    return 0;
}
