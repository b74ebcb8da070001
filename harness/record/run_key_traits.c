/* SPDX-License-Identifier: MIT */
#include "record/run_key_traits.h"
#include "base/file.h"
#include "base/hash.h"
#include "lang/language.h"
#include "winnow/cleanup.h"
#include "winnow/version.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

/* Length-framed, so that what is taken from one text and given to the next makes a difference. */
static void feed(struct hash_state *hash, const char *text)
{
    uint64_t n = text ? strlen(text) : UINT64_MAX;

    hash_update(hash, &n, sizeof n);
    if (text)
        hash_update(hash, text, n);
}

static int feed_file(struct hash_state *hash, const char *path, struct err *err)
{
    cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    char bytes[65536];
    uint64_t total = 0;
    ssize_t n;

    if (fd < 0)
        return err_sys(err, ERR_INPUT, "%s", path);
    while ((n = read(fd, bytes, sizeof bytes)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EISDIR)
            break; /* in the directory of --inputs: is no input */
        if (n < 0)
            return err_sys(err, ERR_INPUT, "%s", path);
        hash_update(hash, bytes, (size_t)n);
        total += (uint64_t)n;
    }
    hash_update(hash, &total, sizeof total);
    return 0;
}

static int add_digest(struct buf *out, const struct hash_state *hash)
{
    char hex[33];

    hash_hex(hash_digest(hash), hex);
    return buf_adds(out, hex);
}

static int winnow(const struct record *record, struct hash_state *hash, struct buf *out,
                  struct err *err)
{
    (void)record;
    (void)hash;
    (void)err;
    return buf_adds(out, WINNOW_VERSION);
}

static int isolation(const struct record *record, struct hash_state *hash, struct buf *out,
                     struct err *err)
{
    const struct sandbox_facts *facts = &record->facts;

    (void)hash;
    (void)err;
    return buf_addf(out, "%s, cgroup %d%s%s", isolation_name(facts->level), facts->cgroup_version,
                    facts->limits_note[0] ? ", " : "", facts->limits_note);
}

/* A package manager gives a new compiler a new size or date, if not a new name. */
static void feed_tool(struct hash_state *hash, const char *path)
{
    cleanup_free char *real = realpath(path, NULL);
    struct stat st = {0};
    int64_t words[2];

    feed(hash, real);
    if (real && stat(real, &st) < 0)
        memset(&st, 0, sizeof st);
    words[0] = st.st_size;
    words[1] = st.st_mtim.tv_sec;
    hash_update(hash, words, sizeof words);
}

static void feed_words(struct hash_state *hash, const char *const *words)
{
    for (; *words; words++)
        feed(hash, *words);
    feed(hash, NULL);
}

static int toolchain(const struct record *record, struct hash_state *hash, struct buf *out,
                     struct err *err)
{
    const struct language *language;

    (void)record;
    (void)err;
    for (size_t i = 0; (language = language_at(i)); i++) {
        feed(hash, language->name);
        feed_words(hash, language->compile);
        feed_words(hash, language->run);
        feed(hash, language->check ? language->check : "");
        feed_tool(hash, language->compile[0]);
        feed_tool(hash, language->run[0]);
    }
    return add_digest(out, hash);
}

static double seconds(nsec_t t)
{
    return (double)t / (double)NSEC_PER_SEC;
}

static int limits(const struct record *record, struct hash_state *hash, struct buf *out,
                  struct err *err)
{
    const struct problem *p = record->problem;

    (void)hash;
    (void)err;
    return buf_addf(out,
                    "%.15g s, memory %" PRId64 ", output %" PRId64 ", code %" PRId64
                    ", compile %.15g s %" PRId64 ", validation %.15g s %" PRId64,
                    seconds(p->time_limit), p->memory_limit, p->output_limit, p->code_limit,
                    seconds(p->compile_time_limit), p->compile_memory_limit,
                    seconds(p->validation_time_limit), p->validation_memory_limit);
}

static int comparison(const struct record *record, struct hash_state *hash, struct buf *out,
                      struct err *err)
{
    const struct compare_flags *c = &record->problem->compare;

    (void)hash;
    (void)err;
    if (buf_addf(out, "case %d, space %d", c->case_sensitive, c->space_change_sensitive) < 0)
        return -1;
    return c->float_mode
               ? buf_addf(out, ", float %.17g %.17g", c->float_absolute, c->float_relative)
               : 0;
}

static int feed_tests(struct hash_state *hash, const struct test_case *tests, size_t count,
                      struct buf *out, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        feed(hash, tests[i].name);
        if (feed_file(hash, tests[i].input_path, err) < 0 ||
            feed_file(hash, tests[i].answer_path, err) < 0)
            return -1;
    }
    return add_digest(out, hash);
}

static int examples(const struct record *record, struct hash_state *hash, struct buf *out,
                    struct err *err)
{
    return feed_tests(hash, record->problem->samples, record->problem->sample_count, out, err);
}

/* The secret tests are looked at by their hash alone; they are read as tests by evaluate.c. */
static int secrets(const struct record *record, struct hash_state *hash, struct buf *out,
                   struct err *err)
{
    return feed_tests(hash, record->problem->secrets, record->problem->secret_count, out, err);
}

static int feed_programs(struct hash_state *hash, const struct package_program *list, size_t count,
                         struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        feed(hash, list[i].name);
        if (feed_file(hash, list[i].path, err) < 0)
            return -1;
    }
    feed(hash, NULL);
    return 0;
}

static int programs(const struct record *record, struct hash_state *hash, struct buf *out,
                    struct err *err)
{
    const struct problem *p = record->problem;

    if (feed_programs(hash, p->generators, p->generator_count, err) < 0 ||
        feed_programs(hash, p->input_validators, p->input_validator_count, err) < 0)
        return -1;
    return add_digest(out, hash);
}

static int seed(const struct record *record, struct hash_state *hash, struct buf *out,
                struct err *err)
{
    (void)hash;
    (void)err;
    return buf_addf(out, "%" PRIu64, record->settings->seed);
}

static int inputs(const struct record *record, struct hash_state *hash, struct buf *out,
                  struct err *err)
{
    const char *dir = record->settings->inputs_dir;
    char **names;
    size_t count;
    int rc = 0;

    if (!dir)
        return buf_addf(out, "%u", record->settings->inputs);
    if (file_list(dir, &names, &count, err) < 0)
        return -1;
    for (size_t i = 0; rc == 0 && i < count; i++) {
        cleanup_free char *path = file_join(dir, names[i]);

        feed(hash, names[i]);
        rc = path ? feed_file(hash, path, err) : -1;
    }
    file_list_free(names, count);
    return rc < 0 ? -1 : add_digest(out, hash);
}

/* In the order in which a difference is told: of another problem, that its examples are others. */
const struct trait run_key_traits[RUN_KEY_TRAITS] = {
    {"winnow", "the version of winnow", winnow, true},
    {"examples", "the problem's examples", examples, false},
    {"limits", "the problem's limits", limits, true},
    {"comparison", "the comparison of outputs", comparison, true},
    {"secrets", "the problem's secret tests", secrets, false},
    {"programs", "the problem's generators or validators", programs, false},
    {"seed", "--seed", seed, true},
    {"inputs", "--inputs", inputs, true},
    {"isolation", "the isolation", isolation, true},
    {"toolchain", "the compilers or interpreters", toolchain, false},
};
