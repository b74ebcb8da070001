/* SPDX-License-Identifier: MIT */
#include "lang/build.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>

/* A product or a compiler's temporary file may be this large; main[-1u]={1} would make 16 GiB. */
static const bytes_t largest_file = 128 * MIB;
/* What a compiler may print: an error flood is an error, not a megabyte of one. */
static const bytes_t largest_log = 1 * MIB;

static int prepare(struct job *job, struct run_request *request, struct err *err)
{
    struct build *build = (struct build *)job;
    const struct language *language = build->language;

    (void)err;
    build->call.file = (struct run_file){.name = language->source_name, .fd = build->source_fd};
    request->argv = language->compile;
    request->profile = language->compile_profile;
    request->files = &build->call.file;
    request->file_count = 1;
    request->product = language->product;
    request->stdin_fd = build->source_fd; /* nothing reads it; it must be something */
    request->limits = (struct limits){
        .cpu = build->limits.cpu,
        .wall = 2 * build->limits.cpu + NSEC_PER_SEC,
        .memory = build->limits.memory,
        .output = largest_log,
        .file_size = largest_file,
        .processes = 64,
    };
    return 0;
}

/* The first line that tells an error (gcc's "error:", Python's last line), printable, shortened. */
static void first_error(int log_fd, char *out, size_t size)
{
    struct buf log = BUF_INIT((size_t)64 * 1024);
    const char *line, *mark, *end;
    size_t n;

    if (file_read_fd(log_fd, &log, NULL) < 0 && log.len == 0)
        goto out;
    mark = strstr(buf_str(&log), "error:");
    if (!mark)
        mark = strstr(buf_str(&log), "Error:");
    if (!mark)
        mark = buf_str(&log);
    line = mark;
    while (line > buf_str(&log) && line[-1] != '\n')
        line--;
    end = strchrnul(mark, '\n');
    n = (size_t)(end - line);
    snprintf(out, size, "%.*s", (int)(n < size ? n : size - 1), line);
    for (char *p = out; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = ' ';
out:
    buf_release(&log);
}

/* Copies the product out of the cell, where it is about to be wiped, into a sealed memfd. */
static int take_product(int from, int *out, struct err *err)
{
    cleanup_fd int fd = memfd_create("program", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    off_t at = 0;
    ssize_t n;

    if (fd < 0)
        return err_sys(err, ERR_JUDGE, "memfd_create");
    do {
        n = sendfile(fd, from, &at, 1 << 24);
    } while (n > 0 || (n < 0 && errno == EINTR));
    if (n < 0 ||
        fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) < 0)
        return err_sys(err, ERR_JUDGE, "copying the program out of the cell");
    *out = steal_fd(&fd);
    return 0;
}

static const char *limit_words(enum run_end end)
{
    switch (end) {
    case RUN_CPU_LIMIT:
        return "the compiler exceeded its CPU time limit";
    case RUN_WALL_LIMIT:
        return "the compiler exceeded its wall time limit";
    case RUN_MEMORY_LIMIT:
        return "the compiler exceeded its memory limit";
    case RUN_OUTPUT_LIMIT:
        return "the compiler printed too much";
    case RUN_FILE_LIMIT:
        return "the compiler wrote too large a file";
    case RUN_PROCESS_LIMIT:
        return "the compiler started too many processes";
    case RUN_FORBIDDEN_CALL:
        return "the compiler made a forbidden system call";
    case RUN_SIGNALED:
        return "the compiler crashed";
    case RUN_EXITED:
        break;
    }
    return "";
}

static void judge_build(struct build *build, const struct job_outcome *outcome)
{
    const struct run_result *result = outcome->result;

    if (!result) {
        build->status = BUILD_FAILED;
        build->err = outcome->err;
        return;
    }
    build->status = BUILD_REJECTED;
    snprintf(build->detail, sizeof build->detail, "%s", limit_words(result->end));
    if (result->end != RUN_EXITED)
        return;
    if (result->code != 0) {
        first_error(outcome->stderr_fd, build->detail, sizeof build->detail);
        return;
    }
    if (!build->language->product) {
        build->program.fd = steal_fd(&build->source_fd);
    } else if (result->product_fd < 0) {
        snprintf(build->detail, sizeof build->detail, "the compiler made no program");
        return;
    } else if (take_product(result->product_fd, &build->program.fd, &build->err) < 0) {
        build->status = BUILD_FAILED;
        return;
    }
    build->program.language = build->language;
    build->status = BUILD_OK;
}

static void job_done(struct job *job, const struct job_outcome *outcome)
{
    struct build *build = (struct build *)job;

    judge_build(build, outcome);
    build->done(build);
}

int build_start(struct build *build, struct job_pool *pool, const struct language *language,
                const char *source, size_t length, struct build_limits limits,
                void (*done)(struct build *), struct err *err)
{
    build->source_fd = file_memfd("source", source, length, err);
    if (build->source_fd < 0)
        return -1;
    build->job = (struct job){.cell = JOB_CELL_COMPILE, .prepare = prepare, .done = job_done};
    build->language = language;
    build->limits = limits;
    build->program = (struct program){.language = NULL, .fd = -1};
    build->done = done;
    jobs_submit(pool, &build->job);
    return 0;
}

void build_release(struct build *build)
{
    if (build->language && build->source_fd >= 0)
        close(build->source_fd);
    program_release(&build->program);
    build->language = NULL;
}
