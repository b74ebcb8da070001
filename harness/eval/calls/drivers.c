/* SPDX-License-Identifier: MIT */
#include "eval/calls/drivers.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "lang/python/modules.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The files as they are, one behind the other; the Makefile says that this depends on them. */
extern const char driver_files[];
__asm__(".pushsection .rodata\n"
        "driver_files:\n"
        ".incbin \"harness/eval/calls/python/values.py\"\n"
        ".incbin \"harness/eval/calls/python/candidate.py\"\n"
        ".incbin \"harness/eval/calls/python/tests.py\"\n"
        ".incbin \"harness/eval/calls/python/plus.py\"\n"
        ".incbin \"harness/eval/calls/python/generated.py\"\n"
        ".byte 0\n.popsection");

const char *drivers_text(void)
{
    return driver_files;
}

enum { CODE_MAX = MIB };

static const char maker[] = "import marshal, sys\n"
                            "code = compile(TEXT, '<winnow>', 'exec', dont_inherit=True)\n"
                            "sys.stdout.buffer.write(marshal.dumps(code))\n";

/* /tmp is the cell's own there. */
static const char place[] = "/var/tmp", dir_name[] = "winnow-calls-";

/* Directories of winnows that were killed. */
static void remove_remains(void)
{
    char **names = NULL;
    size_t count = 0;
    struct err err = {0};

    if (file_list(place, &names, &count, &err) < 0)
        return;
    for (size_t i = 0; i < count; i++) {
        bool ours = strncmp(names[i], dir_name, sizeof dir_name - 1) == 0;
        long pid = ours ? strtol(names[i] + sizeof dir_name - 1, NULL, 10) : 0;
        char path[300];

        if (pid <= 0 || kill((pid_t)pid, 0) == 0 || errno != ESRCH)
            continue;
        snprintf(path, sizeof path, "%s/%.255s", place, names[i]);
        file_remove_tree(path);
    }
    file_list_free(names, count);
}

int drivers_open(struct drivers *drivers, struct err *err)
{
    remove_remains();
    snprintf(drivers->dir, sizeof drivers->dir, "%s/%s%ld-XXXXXX", place, dir_name, (long)getpid());
    if (!mkdtemp(drivers->dir)) {
        drivers->dir[0] = '\0';
        return err_sys(err, ERR_JUDGE, "a directory in /var/tmp");
    }
    if (chmod(drivers->dir, 0755) < 0)
        return err_sys(err, ERR_JUDGE, "%s", drivers->dir);
    snprintf(drivers->path, sizeof drivers->path, "%s/winnow_calls", drivers->dir);
    return 0;
}

static int write_maker(struct buf *out, struct err *err)
{
    return buf_adds(out, "TEXT = ") < 0 ||
                   json_add_string(out, driver_files, strlen(driver_files)) < 0 ||
                   buf_addc(out, '\n') < 0 || buf_adds(out, maker) < 0
               ? err_set(err, ERR_JUDGE, "out of memory")
               : 0;
}

/* ---- one run, and what it printed */

struct order {
    struct service *service;
    struct run_order run;
    struct buf *printed;
    bool given;
};

static int take_output(struct order *order, const struct run *run, int stdout_fd, struct err *err)
{
    if (run->failed) {
        *err = run->err;
        return -1;
    }
    if (run->judgement.verdict != VERDICT_AC)
        return err_set(err, ERR_JUDGE, "python3 does not run our own programs: %.200s",
                       run->judgement.detail);
    return file_read_fd(stdout_fd, order->printed, err);
}

static void order_done(void *context, const struct run *run, int stdout_fd, int stderr_fd)
{
    struct order *order = context;
    struct err err = {0};

    (void)stderr_fd;
    if (run && take_output(order, run, stdout_fd, &err) < 0)
        service_fail(order->service, &err);
}

static int next_order(void *context, struct err *err)
{
    struct order *order = context;

    if (order->given)
        return 0;
    order->given = true;
    return service_run(order->service, &order->run, err) ? 1 : -1;
}

static void close_input(const int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

static int run_program(struct service *service, const struct program *program, struct buf *printed,
                       struct err *err)
{
    cleanup_with(close_input) int input = file_memfd("input", "", 0, err);
    struct order order = {
        .service = service,
        .run = {.program = program,
                .input_fd = input,
                .allowance = {.time = 60 * NSEC_PER_SEC, .memory = 1024 * MIB, .output = CODE_MAX},
                .done = order_done,
                .context = &order},
        .printed = printed};
    const struct service_feed feed = {.next = next_order, .context = &order};

    return input < 0 ? -1 : service_feed(service, &feed, err);
}

/* ---- the file */

static int write_code(const struct drivers *drivers, struct service *service, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(CODE_MAX), code = BUF_INIT(CODE_MAX);
    cleanup_with(program_release) struct program program = {.fd = -1};

    if (write_maker(&text, err) < 0 ||
        build_unchecked(&program, language_by_name("python3"), buf_str(&text), text.len, NULL,
                        err) < 0 ||
        run_program(service, &program, &code, err) < 0 ||
        file_replace(drivers->path, buf_str(&code), code.len, err) < 0)
        return -1;
    return chmod(drivers->path, 0644) < 0 ? err_sys(err, ERR_JUDGE, "%s", drivers->path) : 0;
}

/* A program that could not load the file would look like a candidate that fails. */
static int try_code(const struct drivers *drivers, struct service *service, struct err *err)
{
    cleanup_with(buf_release) struct buf printed = BUF_INIT(CODE_MAX);
    cleanup_with(program_release) struct program program = {.fd = -1};

    if (drivers_program(drivers, "print(callable(serve) and callable(run_tests))", "", &program,
                        err) < 0 ||
        run_program(service, &program, &printed, err) < 0)
        return -1;
    return strcmp(buf_str(&printed), "True\n") == 0
               ? 0
               : err_set(err, ERR_JUDGE, "our own programs cannot be loaded in a cell");
}

int drivers_make(struct drivers *drivers, struct service *service, struct err *err)
{
    if (!language_by_name("python3"))
        return err_set(err, ERR_INPUT, "the tests need python3: apt install python3");
    return write_code(drivers, service, err) < 0 || try_code(drivers, service, err) < 0 ? -1 : 0;
}

void drivers_release(struct drivers *drivers)
{
    if (drivers->dir[0])
        file_remove_tree(drivers->dir);
    *drivers = (struct drivers){0};
}

int drivers_add_call(struct buf *out, const char *function, const char *const *texts, size_t count)
{
    bool failed = buf_addf(out, "%s(", function) < 0;

    for (size_t i = 0; i < count && !failed; i++)
        failed = (texts[i] ? json_add_string(out, texts[i], strlen(texts[i]))
                           : buf_adds(out, "None")) < 0 ||
                 buf_addc(out, ',') < 0;
    return failed ? -1 : 0;
}

/* The modules of the source's beginning are in the program's first line: build_unchecked finds them there. */
static int write_program(struct buf *out, const struct drivers *drivers, const char *call,
                         const char *source)
{
    char modules[PYTHON_MODULES_MAX];

    python_modules(source, strlen(source), modules);
    return buf_addf(
        out,
        "import json%s%s\n"
        "try:\n"
        "    from winnow_calls import serve, run_tests, expect_plus, run_plus, list_generated, \\\n"
        "        run_generated\n"
        "except ImportError:\n" /* this interpreter has not waited */
        "    from marshal import load\n"
        "    exec(load(open('%s', 'rb')))\n"
        "%s\n",
        modules[0] ? "," : "", modules, drivers->path, call);
}

int drivers_program(const struct drivers *drivers, const char *call, const char *source,
                    struct program *out, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_SOURCE);
    char modules[PYTHON_MODULES_MAX];

    if (write_program(&text, drivers, call, source) < 0)
        return err_set(err, ERR_INPUT, "the program is larger than %zu MiB", text.cap >> 20);
    if (build_unchecked(out, language_by_name("python3"), buf_str(&text), text.len, NULL, err) < 0)
        return -1;
    memcpy(modules, out->modules, sizeof modules);
    if (strlen(modules) + strlen(drivers->path) + 2 <= sizeof out->modules)
        snprintf(out->modules, sizeof out->modules, "%s,%.*s", drivers->path,
                 (int)(sizeof out->modules - sizeof drivers->path - 2), modules);
    return 0;
}
