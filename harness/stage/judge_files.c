/* SPDX-License-Identifier: MIT */
#include "stage/judge_files.h"
#include "base/file.h"
#include "base/remark.h"
#include "lang/python/python.h"
#include "stage/program/program_files.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct file_judge {
    struct session *session;
    struct judged_file *list;
    size_t count, next, finished;
};

struct file_trial {
    struct file_judge *judge;
    struct judged_file *file;
    struct program_files files;
    const struct language *cpython; /* if PyPy was chosen instead of it, else NULL */
};

static void free_trial(struct file_trial *t)
{
    program_files_release(&t->files);
    free(t);
}

static int submit_trial(struct file_trial *t, struct err *err);

/* PyPy's Python is older than CPython's and lacks modules: what fails by that is no fault of the source. */
static bool needs_cpython(const struct file_trial *t, enum verdict verdict)
{
    return t->cpython && t->file->language != t->cpython &&
           (verdict == VERDICT_CE || verdict == VERDICT_RTE || verdict == VERDICT_MLE);
}

/*
 * Later standards took words away (`register`, `auto_ptr`, `random_shuffle`) and gave std new ones (`size`, `data`, `byte`) that
 * clash with a source's own.
 */
static bool needs_older_cpp(const struct file_trial *t, enum verdict verdict)
{
    const struct language *language = t->file->language;

    return verdict == VERDICT_CE && t->file->may_be_old && strcmp(language->name, "cpp") == 0 &&
           t->files.more.count == 0 && !test_set_included(t->file->tests, language);
}

/* By which the source is judged once more, or NULL. */
static const struct language *other_language(const struct file_trial *t, enum verdict verdict)
{
    if (needs_cpython(t, verdict))
        return t->cpython;
    return needs_older_cpp(t, verdict) ? language_by_name("cpp14") : NULL;
}

static void file_done(void *context, struct judgement *judgement, struct program *program)
{
    struct file_trial *t = context;
    const struct language *other;
    struct err err = {0};

    (void)program;
    if (judgement && (other = other_language(t, judgement->verdict))) {
        t->file->language = other;
        if (submit_trial(t, &err) == 0)
            return;
        service_fail(t->judge->session->service, &err);
        judgement = NULL;
    }
    t->judge->finished++;
    if (judgement)
        t->file->judgement = judgement_take(judgement);
    t->file->judged = judgement != NULL;
    free_trial(t);
}

static size_t size_of(const struct program_files *files)
{
    size_t size = files->source.len;

    for (size_t i = 0; i < files->more.count; i++)
        size += (size_t)file_size(files->more.list[i].fd);
    return size;
}

static bool is_python_2(const char *path)
{
    char line[200] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t n = fd < 0 ? -1 : read(fd, line, sizeof line - 1);

    if (fd >= 0)
        close(fd);
    return n > 0 && python_is_2(line);
}

/* What is not run here: a language that is not installed, or one that is only known by its files. */
static const char *file_not_run(const char *path)
{
    const struct language *language = language_by_file(path);

    if (!language)
        return language_not_run(path);
    if (strcmp(language->name, "python3") == 0 && is_python_2(path))
        return "Python 2";
    return language_is_installed(language) ? NULL : language->name;
}

static const char *directory_not_run(const char *dir)
{
    const char *foreign = NULL;
    char **names;
    size_t count;
    bool is_run = false;

    if (file_list(dir, &names, &count, NULL) < 0)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        cleanup_free char *path = file_join(dir, names[i]);
        const char *not_run = path ? file_not_run(path) : NULL;

        foreign = foreign ? foreign : not_run;
        is_run |= language_by_file(names[i]) && !not_run;
    }
    file_list_free(names, count);
    return is_run ? NULL : foreign;
}

const char *source_not_run(const struct problem *problem, const char *path, const char *as_language)
{
    if (problem->submit_answer)
        return NULL;
    if (as_language)
        return language_by_name(as_language) ? NULL : as_language;
    return file_is_directory(path) ? directory_not_run(path) : file_not_run(path);
}

static int check_name(const struct judged_file *file, struct err *err)
{
    const struct language *language = language_by_file(file->path);
    const char *not_run = file_not_run(file->path);
    char refusal[160];

    if (file->as_language || file_is_directory(file->path) || (language && !not_run))
        return 0;
    if (language && language_is_installed(language))
        return err_set(err, ERR_INPUT, "%s: %s is not run here", file->path, not_run);
    language_file_refusal(file->path, refusal, sizeof refusal);
    return err_set(err, ERR_INPUT, "%s: %s", file->path, refusal);
}

static int read_answer(struct file_trial *t, size_t limit, struct err *err)
{
    t->files.source = (struct buf)BUF_INIT(limit);
    t->file->language = t->files.language = language_by_name("text");
    return file_read(t->file->path, &t->files.source, err);
}

static int read_source(struct file_trial *t, struct err *err)
{
    const struct problem *problem = t->judge->session->problem;
    size_t limit = (size_t)problem->code_limit;
    struct judged_file *file = t->file;
    const struct language *chosen;
    char unfit[160];

    if (problem->submit_answer)
        return read_answer(t, limit, err);
    if (check_name(file, err) < 0 ||
        program_files_read(&t->files, problem, file->path, file->entrypoint, err) < 0)
        return -1;
    if (size_of(&t->files) > limit)
        return err_set(err, ERR_INPUT, "%s: larger than %zu bytes", file->path, limit);
    file->language = file->as_language ? language_by_name(file->as_language) : t->files.language;
    if (!file->language)
        return err_set(err, ERR_INPUT, "%s: language '%s' is not run here", file->path,
                       file->as_language);
    /* Kattis and DOMjudge run by PyPy what is called Python 3, and packages mean that: lang/README.md. */
    chosen = session_python(t->judge->session, file->language, problem->is_package);
    if (chosen != file->language && t->judge->session->settings->python == PYTHON_AUTO)
        t->cpython = file->language;
    file->language = chosen;
    if (language_level_refusal(file->language, t->judge->session->facts.level, unfit, sizeof unfit))
        return err_set(err, ERR_INPUT, "%s: %s", file->path, unfit);
    return 0;
}

static int submit_trial(struct file_trial *t, struct err *err)
{
    const struct submission submission = {.tests = t->file->tests,
                                          .language = t->file->language,
                                          .source = buf_str(&t->files.source),
                                          .length = t->files.source.len,
                                          .name = t->files.name[0] ? t->files.name : NULL,
                                          .more = t->files.more.count > 0 ? &t->files.more : NULL,
                                          .done = file_done,
                                          .context = t};

    return judge_submit(t->judge->session->service, &submission, err) ? 0 : -1;
}

static int submit_file(struct file_judge *judge, struct judged_file *file, struct err *err)
{
    struct file_trial *t = calloc(1, sizeof *t);

    if (!t)
        return err_set(err, ERR_JUDGE, "out of memory");
    *t = (struct file_trial){.judge = judge, .file = file};
    if (read_source(t, err) == 0 && submit_trial(t, err) == 0)
        return 0;
    free_trial(t);
    return -1;
}

/* A file that cannot be taken is named, and does not lose the others. */
static int submit_next_file(void *context, struct err *err)
{
    struct file_judge *judge = context;
    struct err trouble = {0};
    struct judged_file *file = &judge->list[judge->next];

    if (judge->next == judge->count)
        return 0;
    judge->next++;
    if (submit_file(judge, file, &trouble) == 0)
        return 1;
    snprintf(file->trouble, sizeof file->trouble, "%.500s", trouble.msg);
    if (trouble.kind != ERR_INPUT || judge->count == 1)
        return err_set(err, trouble.kind, "%s", trouble.msg);
    remark(judge->session->settings->remarks, "%s", trouble.msg);
    return 1;
}

static void show_files(void *context)
{
    const struct file_judge *judge = context;

    progress_show(&judge->session->progress, "judge", 0,
                  progress_fraction(judge->finished, judge->count), "%s: %zu of %zu sources",
                  judge->session->problem->name, judge->finished, judge->count);
}

int judge_files(struct session *session, struct judged_file *files, size_t count, struct err *err)
{
    struct file_judge judge = {.session = session, .list = files, .count = count};
    const struct service_feed feed = {
        .next = submit_next_file, .show = show_files, .context = &judge};
    int rc = service_feed(session->service, &feed, err);

    progress_end(&session->progress);
    return rc;
}

void judged_files_release(struct judged_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        judgement_release(&files[i].judgement);
        files[i].judged = false;
        files[i].language = NULL;
    }
}
