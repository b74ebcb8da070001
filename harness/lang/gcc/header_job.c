/* SPDX-License-Identifier: MIT */
/*
 * A compile that reads a precompiled <bits/stdc++.h> still spends half of its time in the templates
 * that the header's own inline functions need: gcc puts them off to the end of the translation
 * unit, and writes the header before it comes to that. Its plugin interface lets us ask for them at
 * the end of the header instead, by a pragma. The standard allows it: the end of the unit is only
 * one of the points of instantiation, and the meaning must be the same at all of them
 * ([temp.point]/7); and preamble.c leaves out sources that put something of their own into std.
 *
 * The plugin needs none of gcc's headers: it calls two functions of the compiler by their mangled
 * names. A compiler that does not know them refuses it, and the header is made without.
 */
#include "lang/gcc/header_job.h"
#include "base/buf.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <string.h>

static const char plugin_source[] =
    "int plugin_is_GPL_compatible;\n"
    "extern void instantiate(int) __asm__(\"_Z29instantiate_pending_templatesi\");\n"
    "extern void add_pragma(const char *, const char *, void (*)(void *))\n"
    "    __asm__(\"_Z17c_register_pragmaPKcS0_PFvP10cpp_readerE\");\n"
    "extern void register_callback(const char *, int, void (*)(void *, void *), void *);\n"
    "extern const char **plugin_event_name;\n"
    "static void on_pragma(void *reader) { (void)reader; instantiate(0); }\n"
    "static void on_pragmas(void *event, void *data)\n"
    "{ (void)event; (void)data; add_pragma(\"winnow\", \"instantiate\", on_pragma); }\n"
    "int plugin_init(void *info, void *version)\n"
    "{\n"
    "    (void)info; (void)version;\n"
    "    for (int i = 0; i < 20; i++)\n"
    "        if (!__builtin_strcmp(plugin_event_name[i], \"PLUGIN_PRAGMAS\"))\n"
    "            return register_callback(\"winnow\", i, on_pragmas, 0), 0;\n"
    "    return 1;\n"
    "}\n";

static const char *const plugin_compile[] = {
    "/usr/bin/gcc", "-x", "c", "-O1", "-shared", "-fPIC", "-pipe", "-o", "program", "main.c", NULL};

/* Twice the 130 MB that <bits/stdc++.h> makes. */
static const bytes_t largest_header = 256 * MIB;

struct header_job {
    struct job job; /* first: the pool's */
    struct job_pool *pool;
    const char *const *command;
    enum { MAKE_PLUGIN, WITH_PLUGIN, WITHOUT_PLUGIN } step;
    int text_fd;        /* the header's text */
    int with_pragma_fd; /* the same with the pragma at the end */
    int plugin_source_fd;
    int plugin_fd; /* the plugin, or -1 */
    struct run_file files[2];
    const char *argv[COMMAND_WORDS_MAX];
    void (*done)(void *context, int header_fd);
    void *context;
};

static void fill_files(struct header_job *job)
{
    int main_fd = job->step == MAKE_PLUGIN   ? job->plugin_source_fd
                  : job->step == WITH_PLUGIN ? job->with_pragma_fd
                                             : job->text_fd;

    job->files[0] =
        (struct run_file){.name = job->step == MAKE_PLUGIN ? "main.c" : "main.cpp", .fd = main_fd};
    job->files[1] = (struct run_file){.name = "instantiate.so", .fd = job->plugin_fd};
}

static int prepare(struct job *base, struct run_request *request, struct err *err)
{
    struct header_job *job = (struct header_job *)base;

    (void)err;
    gcc_for_header(job->argv, job->command,
                   job->step == WITH_PLUGIN ? "-fplugin=./instantiate.so" : NULL);
    fill_files(job);
    request->argv = job->step == MAKE_PLUGIN ? plugin_compile : job->argv;
    request->profile = PROFILE_COMPILER;
    request->files = job->files;
    request->file_count = job->step == WITH_PLUGIN ? 2 : 1;
    request->product = "program";
    request->stdin_fd = job->text_fd;
    request->limits = (struct limits){
        .cpu = 60 * NSEC_PER_SEC,
        .wall = 180 * NSEC_PER_SEC,
        .memory = 2048 * MIB,
        .output = MIB,
        .file_size = largest_header,
        .processes = 64,
    };
    return 0;
}

static bool made_product(const struct job_outcome *outcome)
{
    return outcome->result && outcome->result->end == RUN_EXITED && outcome->result->code == 0 &&
           outcome->result->product_fd >= 0;
}

/* The next step with what the last one made; false when there is none. */
static bool advance(struct header_job *job, const struct job_outcome *outcome)
{
    bool made = made_product(outcome);

    if (!outcome->result || job->step == WITHOUT_PLUGIN || (job->step == WITH_PLUGIN && made))
        return false;
    if (job->step == MAKE_PLUGIN && made)
        job->plugin_fd = fcntl(outcome->result->product_fd, F_DUPFD_CLOEXEC, 3);
    job->step = job->step == MAKE_PLUGIN && job->plugin_fd >= 0 ? WITH_PLUGIN : WITHOUT_PLUGIN;
    return true;
}

static void job_done(struct job *base, const struct job_outcome *outcome)
{
    struct header_job *job = (struct header_job *)base;

    if (advance(job, outcome)) {
        jobs_submit_next(job->pool, &job->job);
        return;
    }
    job->done(job->context, made_product(outcome) ? outcome->result->product_fd : -1);
}

static int make_texts(struct header_job *job, const char *text, size_t n)
{
    cleanup_with(buf_release) struct buf with = BUF_INIT(n + 64);

    if (buf_add(&with, text, n) < 0 || buf_adds(&with, "#pragma winnow instantiate\n") < 0)
        return -1;
    job->text_fd = file_memfd("header", text, n, NULL);
    job->with_pragma_fd = file_memfd("header", with.data, with.len, NULL);
    job->plugin_source_fd = file_memfd("plugin", plugin_source, sizeof plugin_source - 1, NULL);
    return job->text_fd < 0 || job->with_pragma_fd < 0 || job->plugin_source_fd < 0 ? -1 : 0;
}

struct header_job *header_job_start(struct job_pool *pool, const char *const *command,
                                    const char *text, size_t n,
                                    void (*done)(void *context, int header_fd), void *context)
{
    struct header_job *job = calloc(1, sizeof *job);

    if (!job)
        return NULL;
    *job = (struct header_job){
        .job = {.cell = JOB_CELL_COMPILE, .background = true, .prepare = prepare, .done = job_done},
        .pool = pool,
        .command = command,
        .text_fd = -1,
        .with_pragma_fd = -1,
        .plugin_source_fd = -1,
        .plugin_fd = -1,
        .done = done,
        .context = context,
    };
    if (make_texts(job, text, n) < 0) {
        header_job_free(job);
        return NULL;
    }
    jobs_submit_next(pool, &job->job);
    return job;
}

void header_job_free(struct header_job *job)
{
    if (!job)
        return;
    for (size_t i = 0; i < 4; i++) {
        int fd =
            (int[]){job->text_fd, job->with_pragma_fd, job->plugin_source_fd, job->plugin_fd}[i];

        if (fd >= 0)
            close(fd);
    }
    free(job);
}
