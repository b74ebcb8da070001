/* SPDX-License-Identifier: MIT */
#include "lang/build.h"
#include "base/file.h"
#include "base/map.h"
#include "lang/gcc/preamble.h"
#include "winnow/cleanup.h"

#include <string.h>

/* A product or a compiler's temporary file may be this large; main[-1u]={1} would make 16 GiB. */
static const bytes_t largest_file = 128 * MIB;
/* What a compiler may print: an error flood is an error, not a megabyte of one. */
static const bytes_t largest_log = 1 * MIB;

/* Has this been built before? Then the build is filled with what came of it. */
static bool find_built(struct build *build, const struct map *source)
{
    struct build_inputs inputs = {
        .language = build->language,
        .source = source->data,
        .length = source->len,
        .cpu = build->limits.cpu,
        .memory = build->limits.memory,
    };
    int fd;

    if (build->looked_up)
        return false;
    build->looked_up = true;
    build->has_key = build_cache_key(build->cache, &inputs, &build->key);
    if (!build->has_key ||
        !build_cache_find(build->cache, build->key, &fd, build->detail, sizeof build->detail))
        return false;
    build->has_key = false; /* nothing to keep */
    build->status = fd < 0 ? BUILD_REJECTED : BUILD_OK;
    if (fd >= 0)
        build->program = (struct program){.language = build->language, .fd = fd};
    return true;
}

static void forget_header(struct build *build)
{
    if (build->blanked_fd >= 0)
        close(build->blanked_fd);
    build->blanked_fd = -1;
}

static int blank(const struct preamble *preamble, const struct map *source)
{
    cleanup_free char *copy = malloc(source->len);

    if (!copy)
        return -1;
    memcpy(copy, source->data, source->len);
    preamble_blank(preamble, copy);
    return file_memfd("source", copy, source->len, NULL);
}

/* Puts a precompiled header in the place of the source's preamble, if there is one for it. */
static void use_header(struct build *build, const struct map *source)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT((size_t)8 * 1024);
    struct headers *headers = build_cache_headers(build->cache);
    struct preamble preamble;

    if (!headers || !build->language->header_kind || build->plainly)
        return;
    preamble_scan(&preamble, source->data, source->len);
    if (preamble.count == 0 || preamble_text(&preamble, source->data, &text) < 0)
        return;
    build->include = headers_find(headers, build->language, text.data, text.len);
    if (build->include)
        build->blanked_fd = blank(&preamble, source);
}

/* The language's command, with the header if there is one. */
static const char *const *command(struct build *build)
{
    const char *const *words = build->language->compile;
    size_t n = 0;

    if (build->blanked_fd < 0)
        return words;
    build->argv[n++] = *words++;
    build->argv[n++] = "-include";
    build->argv[n++] = build->include;
    while (*words && n < COMMAND_WORDS_MAX - 1)
        build->argv[n++] = *words++;
    build->argv[n] = NULL;
    return build->argv;
}

/* 1 when the cache knew the outcome already, 0 with what is to be compiled, -1. */
static int consult_cache(struct build *build, struct err *err)
{
    cleanup_with(map_release) struct map source = {0};

    if (!build->cache)
        return 0;
    forget_header(build); /* of an attempt that failed for our own reasons */
    if (map_fd(&source, build->source_fd, err) < 0)
        return -1;
    if (find_built(build, &source))
        return 1;
    use_header(build, &source);
    return 0;
}

/* The script that the command runs, for whose interpreter one may wait. */
static int add_check(struct build *build, struct run_request *request, struct err *err)
{
    const char *text = build->language->check;
    size_t words = 0;

    if (!text)
        return 0;
    if (build->check_fd < 0)
        build->check_fd = file_memfd("check", text, strlen(text), err);
    while (build->language->compile[words + 1])
        words++;
    build->files[1] =
        (struct run_file){.name = build->language->compile[words], .fd = build->check_fd};
    request->warm = build->language->warm ? "" : NULL;
    return build->check_fd < 0 ? -1 : 0;
}

static int prepare(struct job *job, struct run_request *request, struct err *err)
{
    struct build *build = (struct build *)job;
    const struct language *language = build->language;
    int known = consult_cache(build, err);

    if (known != 0)
        return known;
    if (add_check(build, request, err) < 0)
        return -1;
    build->files[0] =
        (struct run_file){.name = language->source_name,
                          .fd = build->blanked_fd >= 0 ? build->blanked_fd : build->source_fd};
    request->argv = command(build);
    request->profile = language->compile_profile;
    request->files = build->files;
    request->file_count = language->check ? 2 : 1;
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
    } else if (program_copy(&build->program.fd, result->product_fd, 0,
                            file_size(result->product_fd), &build->err) < 0) {
        build->status = BUILD_FAILED;
        return;
    }
    build->program.language = build->language;
    program_find_modules(&build->program);
    build->status = BUILD_OK;
}

/* An error at a place in the candidate's own lines: "main.cpp:7:12: error: …". */
static bool is_located(const struct build *build)
{
    const char *name = build->language->source_name;
    size_t n = strlen(name);

    return strncmp(build->detail, name, n) == 0 && build->detail[n] == ':' &&
           strstr(build->detail, "error:");
}

/*
 * Whether a build with a precompiled header must be done again without. Not when it made a program;
 * nor when it found an error in the candidate's own lines, which it tells in the same words. But in
 * what "did you mean" proposes, gcc's choice among equals may depend on where things lie in memory.
 */
static bool is_doubtful(const struct build *build)
{
    return build->blanked_fd >= 0 && build->status != BUILD_OK &&
           !(build->status == BUILD_REJECTED && is_located(build) &&
             !strstr(build->detail, "did you mean"));
}

static void build_again_plainly(struct build *build)
{
    forget_header(build);
    build->plainly = true;
    jobs_submit_next(build->pool, &build->job);
}

static void report_header(const struct build *build)
{
    struct headers *headers = build_cache_headers(build->cache);

    if (build->status == BUILD_OK)
        headers_report(headers, build->include, build->plainly ? HEADER_MISLED : HEADER_SERVED);
    else if (strstr(build->detail, build->include))
        headers_report(headers, build->include, HEADER_REFUSED);
}

/* Kept is what would come out again: a limit or a failure of ours may not. */
static void keep(struct build *build)
{
    if (build->status == BUILD_OK)
        build_cache_keep(build->cache, build->key, build->program.fd, NULL);
    else if (build->status == BUILD_REJECTED && is_located(build))
        build_cache_keep(build->cache, build->key, -1, build->detail);
}

static void job_done(struct job *job, const struct job_outcome *outcome)
{
    struct build *build = (struct build *)job;
    bool was_known = !outcome->result && outcome->err.kind == ERR_NONE;

    if (!was_known)
        judge_build(build, outcome);
    if (build->include)
        report_header(build);
    if (!was_known && outcome->result && is_doubtful(build)) {
        build_again_plainly(build);
        return;
    }
    if (build->has_key)
        keep(build);
    build->done(build);
}

int build_start(struct build *build, struct job_pool *pool, struct build_cache *cache,
                const struct language *language, const char *source, size_t length,
                struct build_limits limits, void (*done)(struct build *), struct err *err)
{
    build->source_fd = file_memfd("source", source, length, err);
    if (build->source_fd < 0)
        return -1;
    build->job = (struct job){.cell = JOB_CELL_COMPILE, .prepare = prepare, .done = job_done};
    build->pool = pool;
    build->cache = cache;
    build->blanked_fd = build->check_fd = -1;
    build->language = language;
    build->limits = limits;
    build->program = (struct program){.language = NULL, .fd = -1};
    build->done = done;
    jobs_submit(pool, &build->job);
    return 0;
}

void build_release(struct build *build)
{
    if (build->language) {
        forget_header(build);
        if (build->source_fd >= 0)
            close(build->source_fd);
        if (build->check_fd >= 0)
            close(build->check_fd);
    }
    program_release(&build->program);
    build->language = NULL;
}
