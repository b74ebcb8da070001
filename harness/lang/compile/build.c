/* SPDX-License-Identifier: MIT */
#include "lang/compile/build.h"
#include "base/file.h"
#include "lang/compile/build_command.h"
#include "lang/compile/build_step.h"
#include "lang/compile/compiler_log.h"
#include "lang/gcc/gcc.h"
#include "lang/java/jar.h"
#include "winnow/cleanup.h"

#include <string.h>

/* What a compiler may print: an error flood is an error, not a megabyte of one. */
static const bytes_t largest_log = 1 * MIB;

/* Has this been built before? Then the build is filled with what came of it. */
static bool find_built(struct build *build, const struct map *source)
{
    struct build_inputs inputs = {
        .language = build->language,
        .source_name = build->source_name,
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

/* JOB_NOTHING when the cache knew the outcome already, 0 or -1. */
static int consult_cache(struct build *build, struct err *err)
{
    cleanup_with(map_release) struct map source = {0};

    if (!build->cache)
        return 0;
    if (map_fd(&source, build->source_fd, err) < 0)
        return -1;
    return find_built(build, &source) ? JOB_NOTHING : 0;
}

/* NULL: this build reads no precompiled header. */
static struct headers *headers_for(const struct build *build)
{
    return build->cache && build->language->precompiles && !build->doubted && !build->more
               ? build_cache_headers(build->cache)
               : NULL;
}

/* Puts a precompiled header, where there is one, in the place of the source's first lines. 0, JOB_LATER or -1. */
static int use_header(struct build *build, struct err *err)
{
    cleanup_with(map_release) struct map source = {0};
    struct headers *headers = headers_for(build);

    header_use_release(&build->header); /* of an attempt that failed for our own reasons */
    if (!headers)
        return 0;
    if (map_fd(&source, build->source_fd, err) < 0)
        return -1;
    return headers_use(headers, build->argv, &source, &build->header) || build->job.waited
               ? 0
               : JOB_LATER;
}

/* The file of ours that the command reads; where it is a script, its interpreter may wait. */
static int add_script(struct build *build, struct run_request *request, struct err *err)
{
    const char *text = build->language->script;
    const char *const *word = build->language->compile;

    if (!text)
        return 0;
    if (build->script_fd < 0)
        build->script_fd = file_memfd("script", text, strlen(text), err);
    while (word[1] && !build_command_is_source(word[1]))
        word++;
    build->files[request->file_count++] = (struct run_file){.name = *word, .fd = build->script_fd};
    request->warm = build->language->find_modules && !build->language->environment ? "" : NULL;
    return build->script_fd < 0 ? -1 : 0;
}

void build_source_name(const struct language *language, const char *source, size_t length,
                       char *out, size_t size)
{
    if (!language->name_source || !language->name_source(source, length, out, size))
        snprintf(out, size, "%s", language->source_name);
}

/* What is not compiled is the program. Takes the descriptor over. */
static int make_program(struct program *program, const struct language *language, int source_fd,
                        const struct build_files *more, struct err *err)
{
    *program = (struct program){.language = language, .fd = source_fd};
    program_find_modules(program);
    return more ? program_add_files(program, more->list, more->count, err) : 0;
}

static int take_source(struct build *build, struct err *err)
{
    return make_program(&build->program, build->language, steal_fd(&build->source_fd), build->more,
                        err);
}

nsec_t build_cpu_limit(const struct build *build)
{
    unsigned factor = build->language->compile_factor;

    return build->limits.cpu * (factor ? factor : 1);
}

static void fill_limits(const struct build *build, struct limits *limits)
{
    nsec_t cpu = build_cpu_limit(build);

    *limits = (struct limits){
        .cpu = cpu,
        .wall = (build->job.alone ? 2 : 1) * (2 * cpu + NSEC_PER_SEC),
        .memory = build->limits.memory,
        .output = largest_log,
        .file_size = BUILD_FILE_MAX,
        .processes = 64 + build->language->processes,
    };
}

static int prepare_build(struct job *job, struct run_request *request, struct err *err)
{
    struct build *build = (struct build *)job;
    const struct language *language = build->language;
    int rc;

    if (!language->compile) {
        build->status = BUILD_OK;
        return take_source(build, err) < 0 ? -1 : JOB_NOTHING;
    }
    if (build->is_known)
        return JOB_NOTHING;
    if ((rc = consult_cache(build, err)) != 0)
        return rc;
    if (build_command_fill(build, err) < 0)
        return -1;
    if ((rc = use_header(build, err)) != 0)
        return rc;
    if ((rc = build_step_choose(build, err)) != 0)
        return rc;
    fill_limits(build, &request->limits);
    build_step_fill(build, request);
    if (add_script(build, request, err) < 0)
        return -1;
    for (size_t i = 0; build->more && i < build->more->count; i++)
        build->files[request->file_count++] = build->more->list[i];
    request->profile = language->compile_profile;
    request->files = build->files;
    request->environment = language->environment;
    request->product_is_directory = language->makes_classes;
    request->stdin_fd = build->source_fd; /* nothing reads it; it must be something */
    return 0;
}

/* The language's first error, printable, shortened. */
static void find_error(struct build *build, const struct job_outcome *outcome)
{
    cleanup_with(buf_release) struct buf log = BUF_INIT((size_t)largest_log);

    /* Some compilers print errors to stdout. What could not be read is not shown. */
    file_read_fd(file_size(outcome->stderr_fd) > 0 ? outcome->stderr_fd : outcome->stdout_fd, &log,
                 NULL);
    build->lasting = build->language->first_error(buf_str(&log), build->source_name, build->detail,
                                                  sizeof build->detail);
    build->limited = !build->lasting && compiler_log_tells_limit(buf_str(&log));
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
    case RUN_IDLE_LIMIT: /* a compiler has none */
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

static int take_product(struct build *build, int product_fd, struct err *err)
{
    build->program.fd = build->language->makes_classes
                            ? jar_pack(product_fd, build->source_name, err)
                            : file_memfd_copy("program", product_fd, 0, file_size(product_fd), err);
    build->program.language = build->program.fd < 0 ? NULL : build->language;
    return build->program.fd < 0 ? -1 : 0;
}

static void judge_build(struct build *build, const struct job_outcome *outcome)
{
    const struct run_result *result = outcome->result;
    const struct language *language = build->language;
    int product_fd;

    if (!result) {
        build->status = BUILD_FAILED;
        build->err = outcome->err;
        return;
    }
    build->status = BUILD_REJECTED;
    build->limited = result->end != RUN_EXITED;
    snprintf(build->detail, sizeof build->detail, "%s%s%s", limit_words(result->end),
             result->call[0] ? ": " : "", result->call);
    if (result->end != RUN_EXITED)
        return;
    if (result->code != 0) {
        find_error(build, outcome);
        return;
    }
    product_fd = build_step_product(build, outcome);
    if (language->product && product_fd < 0)
        snprintf(build->detail, sizeof build->detail, "the compiler made no program");
    else if ((language->product ? take_product(build, product_fd, &build->err)
                                : take_source(build, &build->err)) == 0)
        build->status = BUILD_OK;
    else if (build->err.kind == ERR_INPUT) /* too many classes */
        snprintf(build->detail, sizeof build->detail, "%.200s", build->err.msg);
    else
        build->status = BUILD_FAILED;
}

/* An error at a line of the source is the compiler's; a limit of its time would be reached again. */
static bool may_be_shortcuts_fault(const struct build *build, const struct job_outcome *outcome)
{
    enum run_end end = outcome->result ? outcome->result->end : RUN_CPU_LIMIT;

    return (build->other_linker || build->archive_option[0]) && build->status == BUILD_REJECTED &&
           !build->lasting && end != RUN_CPU_LIMIT && end != RUN_WALL_LIMIT;
}

/* Which shortcuts a program was made with, or only without. */
static void report_shortcuts(const struct build *build)
{
    const char *include = build->header.include ? build->header.include : build->doubted;

    if (build->status != BUILD_OK)
        return;
    if (include)
        headers_report(build_cache_headers(build->cache), include, !build->doubted);
    if (build->archive_doubted)
        build_cache_drop_archive(build->cache, build->language);
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
    if (build_step_goes_on(build, outcome->result))
        return;
    /* An error is final only where the compiler read the source as it was handed in. */
    if (build->header.include && build->status == BUILD_REJECTED) {
        build->doubted = build->header.include;
        build->plain = !build->lasting; /* both at once: one compile more is enough */
        jobs_submit_next(build->pool, &build->job);
        return;
    }
    if (may_be_shortcuts_fault(build, outcome)) {
        build->archive_doubted = build->archive_option[0];
        build_step_plainly(build);
        return;
    }
    report_shortcuts(build);
    if (build->has_key)
        keep_outcome(build);
    build->done(build);
}

static int check_installed(const struct language *language, struct err *err)
{
    return language_is_installed(language)
               ? 0
               : err_set(err, ERR_INPUT, "language '%s' is not installed: apt install %s",
                         language->name, language->package);
}

int build_unchecked(struct program *out, const struct language *language, const char *source,
                    size_t length, const struct build_files *more, struct err *err)
{
    int fd;

    if (check_installed(language, err) < 0)
        return -1;
    fd = file_memfd("source", source, length, err);
    if (fd < 0)
        return -1;
    if (make_program(out, language, fd, more, err) == 0)
        return 0;
    program_release(out);
    return -1;
}

/*
 * Looks into the cache and begins to make a header while the build waits for a slot: the sources before it need not
 * all be compiled without. The cache is asked again later, because an equal source may be under way.
 */
static int look_ahead(struct build *build, struct err *err)
{
    cleanup_with(map_release) struct map source = {0};
    struct headers *headers = build->plain ? NULL : headers_for(build);

    if (!headers)
        return 0;
    if (map_fd(&source, build->source_fd, err) < 0)
        return -1;
    build->is_known = find_built(build, &source);
    build->looked_up = build->is_known;
    if (build->is_known)
        return 0;
    if (build_command_fill(build, err) < 0)
        return -1;
    headers_expect(headers, build->argv, &source);
    return 0;
}

int build_start(struct build *build, struct job_pool *pool, struct build_cache *cache,
                const struct language *language, const char *source, size_t length,
                struct build_limits limits, void (*done)(struct build *), struct err *err)
{
    if (check_installed(language, err) < 0)
        return -1;
    build->source_fd = file_memfd("source", source, length, err);
    if (build->source_fd < 0)
        return -1;
    build->job =
        (struct job){.cell = JOB_CELL_COMPILE, .prepare = prepare_build, .done = build_job_done};
    build->pool = pool;
    build->cache = cache;
    build->script_fd = build->step_fd = build->compile.source_fd = -1;
    build->language = language;
    build_source_name(language, source, length, build->source_name, sizeof build->source_name);
    build->limits = limits;
    build->program = (struct program){.language = NULL, .fd = -1};
    build->done = done;
    if (look_ahead(build, err) < 0)
        return -1;
    jobs_submit(pool, &build->job);
    return 0;
}

void build_release(struct build *build)
{
    if (build->language) {
        header_use_release(&build->header);
        if (build->source_fd >= 0)
            close(build->source_fd);
        if (build->script_fd >= 0)
            close(build->script_fd);
        if (build->step_fd >= 0)
            close(build->step_fd);
        driver_compile_release(&build->compile);
    }
    program_release(&build->program);
    build->language = NULL;
}
