/* SPDX-License-Identifier: MIT */
#include "lang/build.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <string.h>

/* What a compiler may print: an error flood is an error, not a megabyte of one. */
static const bytes_t largest_log = 1 * MIB;

/* Has this been built before? Then the build is filled with what came of it. */
static bool find_built(struct build *build, const struct map *source)
{
    struct build_inputs inputs = {
        .language = build->language,
        .source = source->data,
        .length = source->len,
        .more = build->more ? build->more->list : NULL,
        .more_count = build->more ? build->more->count : 0,
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

/* 1 when the cache knew the outcome already, 0 with what is to be compiled, -1. */
static int consult_cache(struct build *build, struct err *err)
{
    cleanup_with(map_release) struct map source = {0};
    struct headers *headers;

    if (!build->cache)
        return 0;
    header_use_release(&build->header); /* of an attempt that failed for our own reasons */
    if (map_fd(&source, build->source_fd, err) < 0)
        return -1;
    if (find_built(build, &source))
        return 1;
    headers = build_cache_headers(build->cache);
    if (headers && build->language->precompiles && !build->doubted && !build->more)
        headers_use(headers, build->language->compile, &source, &build->header);
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
    request->warm = build->language->find_modules ? "" : NULL;
    return build->check_fd < 0 ? -1 : 0;
}

/* The command with the further sources behind the first. */
static int add_sources(struct build *build, struct err *err)
{
    const struct language *language = build->language;
    size_t n = 0;

    for (const char *const *word = language->compile; *word; word++) {
        bool is_source = language->product && strcmp(*word, language->source_name) == 0;

        build->argv[n++] = *word;
        for (size_t i = 0; is_source && i < build->more->count; i++) {
            if (language_by_file(build->more->list[i].name) != language)
                continue;
            if (n > BUILD_WORDS_MAX - 8)
                return err_set(err, ERR_INPUT, "too many sources for one compiler's command");
            build->argv[n++] = build->more->list[i].name;
        }
    }
    build->argv[n] = NULL;
    return 0;
}

static int add_more(struct build *build, struct run_request *request, struct err *err)
{
    if (!build->more)
        return 0;
    for (size_t i = 0; i < build->more->count; i++)
        build->files[request->file_count++] = build->more->list[i];
    request->argv = build->argv;
    return add_sources(build, err);
}

static int prepare_build(struct job *job, struct run_request *request, struct err *err)
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
                          .fd = build->header.include ? build->header.source_fd : build->source_fd};
    request->argv = build->header.include ? build->header.argv : language->compile;
    request->profile = language->compile_profile;
    request->files = build->files;
    request->file_count = language->check ? 2 : 1;
    request->product = language->product;
    request->stdin_fd = build->source_fd; /* nothing reads it; it must be something */
    request->limits = (struct limits){
        .cpu = build->limits.cpu,
        .wall = (job->alone ? 2 : 1) * (2 * build->limits.cpu + NSEC_PER_SEC),
        .memory = build->limits.memory,
        .output = largest_log,
        .file_size = BUILD_FILE_MAX,
        .processes = 64,
    };
    return add_more(build, request, err);
}

/* The language's first error, printable, shortened. */
static void find_error(struct build *build, int log_fd)
{
    cleanup_with(buf_release) struct buf log = BUF_INIT((size_t)largest_log);

    file_read_fd(log_fd, &log, NULL); /* what could not be read is not shown */
    build->lasting = build->language->first_error(buf_str(&log), build->language->source_name,
                                                  build->detail, sizeof build->detail);
    for (char *p = build->detail; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = ' ';
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
    case RUN_NOT_EXECUTABLE: /* only programs of strangers end so */
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
    snprintf(build->detail, sizeof build->detail, "%s%s%s", limit_words(result->end),
             result->call[0] ? ": " : "", result->call);
    if (result->end != RUN_EXITED)
        return;
    if (result->code != 0) {
        find_error(build, outcome->stderr_fd);
        return;
    }
    if (!build->language->product) {
        build->program.fd = steal_fd(&build->source_fd);
    } else if (result->product_fd < 0) {
        snprintf(build->detail, sizeof build->detail, "the compiler made no program");
        return;
    } else {
        build->program.fd = file_memfd_copy("program", result->product_fd, 0,
                                            file_size(result->product_fd), &build->err);
        if (build->program.fd < 0) {
            build->status = BUILD_FAILED;
            return;
        }
    }
    build->program.language = build->language;
    program_find_modules(&build->program);
    if (build->more && !build->language->product &&
        program_add_files(&build->program, build->more->list, build->more->count, &build->err) <
            0) {
        build->status = BUILD_FAILED;
        return;
    }
    build->status = BUILD_OK;
}

static void report_header(const struct build *build)
{
    const char *include = build->header.include ? build->header.include : build->doubted;

    if (include && build->status == BUILD_OK)
        headers_report(build_cache_headers(build->cache), include, !build->doubted);
}

/* Keeps only outcomes that would be the same again: not those of a limit or a failure of ours. */
static void keep_outcome(struct build *build)
{
    if (build->status == BUILD_OK)
        build_cache_keep(build->cache, build->key, build->program.fd, NULL);
    else if (build->status == BUILD_REJECTED && build->lasting)
        build_cache_keep(build->cache, build->key, -1, build->detail);
}

static void build_job_done(struct job *job, const struct job_outcome *outcome)
{
    struct build *build = (struct build *)job;
    bool was_known = !outcome->result && outcome->err.kind == ERR_NONE;

    /* The compiler may have waited for the host: this counts only if it happens again, alone. */
    if (outcome->result && outcome->result->end == RUN_WALL_LIMIT && !job->alone) {
        job->alone = true;
        jobs_submit_next(build->pool, job);
        return;
    }
    if (!was_known)
        judge_build(build, outcome);
    /* An error is final only where the compiler read the source as it was handed in. */
    if (build->header.include && build->status == BUILD_REJECTED) {
        build->doubted = build->header.include;
        jobs_submit_next(build->pool, &build->job);
        return;
    }
    report_header(build);
    if (build->has_key)
        keep_outcome(build);
    build->done(build);
}

int build_start(struct build *build, struct job_pool *pool, struct build_cache *cache,
                const struct language *language, const char *source, size_t length,
                struct build_limits limits, void (*done)(struct build *), struct err *err)
{
    build->source_fd = file_memfd("source", source, length, err);
    if (build->source_fd < 0)
        return -1;
    build->job =
        (struct job){.cell = JOB_CELL_COMPILE, .prepare = prepare_build, .done = build_job_done};
    build->pool = pool;
    build->cache = cache;
    build->check_fd = -1;
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
        header_use_release(&build->header);
        if (build->source_fd >= 0)
            close(build->source_fd);
        if (build->check_fd >= 0)
            close(build->check_fd);
    }
    program_release(&build->program);
    build->language = NULL;
}
