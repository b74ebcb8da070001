/* SPDX-License-Identifier: MIT */
/*
 * Names are told apart by one word in them: "in" in 1.in, "input" in input07.txt or input/07.txt. What
 * is left of a name without the word is the key; an input and an answer with the same key are a test.
 */
#include "problem/layout/bare.h"
#include "base/file.h"
#include "lang/language.h"
#include "problem/place.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define TESTS_MAX 100000
#define NAMES_OK  "names are letters, digits and _ . - only"

enum role { ROLE_NONE, ROLE_INPUT, ROLE_ANSWER };

static const struct word {
    const char *text;
    enum role role;
    unsigned rank;  /* of two answers, that with the lower rank is taken */
    bool as_suffix; /* only as in 07.a */
    bool as_folder; /* only as the name of a folder */
} words[] = {
    {.text = "in", .role = ROLE_INPUT},
    {.text = "inp", .role = ROLE_INPUT},
    {.text = "input", .role = ROLE_INPUT},
    {.text = "inputs", .role = ROLE_INPUT, .as_folder = true},
    {.text = "ans", .role = ROLE_ANSWER},
    {.text = "answer", .role = ROLE_ANSWER, .rank = 1},
    {.text = "a", .role = ROLE_ANSWER, .rank = 2, .as_suffix = true},
    {.text = "out", .role = ROLE_ANSWER, .rank = 3},
    {.text = "output", .role = ROLE_ANSWER, .rank = 4},
    {.text = "oup", .role = ROLE_ANSWER, .rank = 5},
    {.text = "answers", .role = ROLE_ANSWER, .rank = 6, .as_folder = true},
    {.text = "outputs", .role = ROLE_ANSWER, .rank = 7, .as_folder = true},
};

struct bare_file {
    char *path; /* from the folder on: "07.in", "in/07.txt" */
    char *key;
    enum role role;
    unsigned rank;
    bool is_plain; /* 07, which is an input if there is 07.a */
    bool is_used;
};

struct bare_folder {
    struct loading *loading;
    struct bare_file *files;
    size_t count, room;
    char *other; /* the first file whose name is not a test's, and their number */
    size_t others;
};

static const struct word *find_word(const char *text, size_t n, bool folder)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i].text) == n && strncasecmp(words[i].text, text, n) == 0 &&
            (folder ? !words[i].as_suffix : !words[i].as_folder))
            return &words[i];
    }
    return NULL;
}

/* The length of the name without an extension that says no more than "text". */
static size_t without_text_extension(const char *name)
{
    const char *extension = place_extension(name);

    if (strcasecmp(extension, ".txt") == 0 || strcasecmp(extension, ".dat") == 0)
        return (size_t)(extension - name);
    return strlen(name);
}

static bool is_separator(char c)
{
    return c == '.' || c == '_' || c == '-';
}

/*
 * The word in the first n bytes of the name: the last of its runs of letters, else the first if the
 * name begins with it and has no extension. *at is where it is.
 */
static const struct word *word_in(const char *name, size_t n, size_t *at)
{
    size_t end = n, start, first = 0;
    const struct word *word;

    while (end > 0 && !isalpha((unsigned char)name[end - 1]))
        end--;
    for (start = end; start > 0 && isalpha((unsigned char)name[start - 1]);)
        start--;
    *at = start;
    word = find_word(name + start, end - start, false);
    if (word && (!word->as_suffix || (end == n && start > 1 && name[start - 1] == '.')))
        return word;
    while (first < n && isalpha((unsigned char)name[first]))
        first++;
    *at = 0;
    word = memchr(name, '.', n) ? NULL : find_word(name, first, false);
    return word && !word->as_suffix ? word : NULL;
}

/* Fills role, rank and key. `folder` is the word that is the folder's name, or NULL. */
static int classify(struct bare_file *file, const char *name, const struct word *folder,
                    struct err *err)
{
    size_t n = without_text_extension(name), at, before, after;
    const struct word *word = language_by_file(name) ? NULL : word_in(name, n, &at);

    if (!word && folder) {
        file->role = folder->role;
        file->rank = folder->rank;
        return parts_format(&file->key, err, "%.*s",
                            (int)(strlen(name) - strlen(place_extension(name))), name);
    }
    if (!word) {
        file->is_plain = strspn(name, "0123456789") == strlen(name);
        file->role = file->is_plain ? ROLE_INPUT : ROLE_NONE;
        return parts_format(&file->key, err, "%s", name);
    }
    file->role = word->role;
    file->rank = word->rank;
    after = at + strlen(word->text);
    for (before = at; before > 0 && is_separator(name[before - 1]);)
        before--;
    while (after < n && is_separator(name[after]))
        after++;
    return parts_format(&file->key, err, "%.*s%s%.*s", (int)before, name,
                        before > 0 && after < n ? "." : "", (int)(n - after), name + after);
}

/* Sources, notes and pools of candidates often lie beside tests: they are not remarked on. */
static bool is_unexpected(const char *name)
{
    static const char *const extensions[] = {".pdf", ".html", ".ini", ".jsonl", ".gz"};

    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        if (strcasecmp(place_extension(name), extensions[i]) == 0)
            return false;
    }
    return !language_by_file(name) && !place_is_prose(name);
}

static int add_file(struct bare_folder *folder, const char *dir, const char *name,
                    const struct word *word, struct err *err)
{
    struct bare_file *file, *grown;

    grown = array_grow(folder->files, folder->count, &folder->room, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    folder->files = grown;
    file = &grown[folder->count];
    *file = (struct bare_file){0};
    if (parts_format(&file->path, err, "%s%s%s", dir, *dir ? "/" : "", name) < 0)
        return -1;
    folder->count++;
    if (classify(file, name, word, err) < 0)
        return -1;
    if (file->role != ROLE_NONE && !place_name_ok(name)) {
        file->role = ROLE_NONE;
        return parts_warn(folder->loading->problem, err, "%s/%s: ignored: " NAMES_OK,
                          folder->loading->base, file->path);
    }
    if (file->role == ROLE_NONE && is_unexpected(name) && folder->others++ == 0)
        return parts_format(&folder->other, err, "%s", file->path);
    return 0;
}

/* The folder itself (`dir` is ""), or a folder in it whose name is a word. */
static int list_files(struct bare_folder *folder, const char *dir, const struct word *word,
                      struct err *err)
{
    const struct loading *loading = folder->loading;
    cleanup_free char *path = NULL;
    char **names;
    size_t count;
    int failed = 0;

    if (parts_path(&path, loading->base, dir, err) < 0 || file_list(path, &names, &count, err) < 0)
        return -1;
    for (size_t i = 0; i < count && !failed; i++) {
        const struct word *inner = *dir ? NULL : find_word(names[i], strlen(names[i]), true);
        cleanup_free char *inside = NULL;
        enum place place;

        failed = parts_path(&inside, path, names[i], err) < 0 ||
                 place_look(loading->root, inside, &place, err) < 0;
        if (!failed && place == PLACE_DIRECTORY)
            failed = inner && list_files(folder, names[i], inner, err) < 0;
        else if (!failed)
            failed = add_file(folder, dir, names[i], word, err) < 0;
    }
    file_list_free(names, count);
    return failed ? -1 : 0;
}

/* Where tools keep tests beside sources: oj's test/ and others. */
static int list_test_folders(struct bare_folder *folder, struct err *err)
{
    static const char *const names[] = {"test", "tests", "samples", "sample", "testcases"};
    const struct loading *loading = folder->loading;

    for (size_t i = 0; i < folder->count; i++)
        if (folder->files[i].role == ROLE_INPUT)
            return 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cleanup_free char *path = NULL;
        enum place place;

        if (parts_path(&path, loading->base, names[i], err) < 0 ||
            place_look(loading->root, path, &place, err) < 0)
            return -1;
        if (place == PLACE_DIRECTORY)
            return list_files(folder, names[i], NULL, err);
    }
    return 0;
}

static int by_key(const void *a, const void *b)
{
    const struct bare_file *x = a, *y = b;
    int order = strcasecmp(x->key, y->key);

    return order ? order : strcmp(x->path, y->path);
}

/* The best of the n answers for this key: one with the very key goes before one in other case. */
static struct bare_file *find_answer(struct bare_file *files, size_t n, const char *key)
{
    struct bare_file *best = NULL;
    bool best_exact = false;

    for (size_t i = 0; i < n; i++) {
        bool exact = strcmp(files[i].key, key) == 0;

        if (files[i].role != ROLE_ANSWER || (!exact && files[i].is_used))
            continue;
        if (!best || exact > best_exact || (exact == best_exact && files[i].rank < best->rank)) {
            best = &files[i];
            best_exact = exact;
        }
    }
    return best;
}

static int leave_out(const struct bare_folder *folder, const struct bare_file *file,
                     const char *why, const char *what, struct err *err)
{
    return parts_warn(folder->loading->problem, err, "%s/%s: left out: %s%s", folder->loading->base,
                      file->path, why, what);
}

static int refuse_lonely(const struct bare_folder *folder, const struct bare_file *input,
                         struct err *err)
{
    const char *base = folder->loading->base, *key = input->key;

    if (place_has_suffix(input->path, ".in"))
        return err_set(err, ERR_INPUT, "%s/%s: there is no answer file %s.ans or %s.out beside it",
                       base, input->path, key, key);
    return err_set(err, ERR_INPUT, "%s/%s: there is no answer file that goes with it", base,
                   input->path);
}

static int take_pair(const struct bare_folder *folder, struct bare_file *input,
                     struct bare_file *answer, struct test_list *tests, struct err *err)
{
    const struct loading *loading = folder->loading;
    cleanup_free char *in = NULL, *ans = NULL;

    if (tests->count == TESTS_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d tests", loading->base, TESTS_MAX);
    input->is_used = answer->is_used = true;
    if (parts_path(&in, loading->base, input->path, err) < 0 ||
        parts_path(&ans, loading->base, answer->path, err) < 0 ||
        place_need_file(loading->root, in, err) < 0 || place_need_file(loading->root, ans, err) < 0)
        return -1;
    return parts_add_test(tests, *input->key ? input->key : "input", in, ans, err);
}

static bool is_sample(const char *key)
{
    return strncasecmp(key, "sample", strlen("sample")) == 0;
}

/* The inputs among n files whose keys differ in case at most. */
static int take_inputs(const struct bare_folder *folder, struct bare_file *files, size_t n,
                       struct test_list *samples, struct test_list *secrets, struct err *err)
{
    const struct bare_file *last = NULL;
    int failed = 0;

    for (size_t i = 0; i < n && !failed; i++) {
        struct bare_file *answer = find_answer(files, n, files[i].key);

        if (files[i].role != ROLE_INPUT)
            continue;
        if (last && strcmp(last->key, files[i].key) == 0) {
            failed = leave_out(folder, &files[i], "used is ", last->path, err);
        } else if (answer) {
            failed = take_pair(folder, &files[i], answer,
                               is_sample(files[i].key) ? samples : secrets, err);
            last = &files[i];
        } else if (files[i].is_plain) {
            failed = leave_out(folder, &files[i], "there is no answer for it", "", err);
        } else {
            failed = refuse_lonely(folder, &files[i], err);
        }
    }
    return failed;
}

/* The answers among them that no input has taken. */
static int leave_out_answers(const struct bare_folder *folder, struct bare_file *files, size_t n,
                             struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        const struct bare_file *used = find_answer(files, n, files[i].key);

        if (files[i].role != ROLE_ANSWER || files[i].is_used)
            continue;
        if (used->is_used ? leave_out(folder, &files[i], "used is ", used->path, err) < 0
                          : leave_out(folder, &files[i], "there is no input for it", "", err) < 0)
            return -1;
    }
    return 0;
}

/* The files from number i on whose keys differ in case at most. */
static size_t count_alike(const struct bare_folder *folder, size_t i)
{
    size_t n = 1;

    while (i + n < folder->count && strcasecmp(folder->files[i + n].key, folder->files[i].key) == 0)
        n++;
    return n;
}

static int pair_files(struct bare_folder *folder, size_t from, size_t to, struct test_list *samples,
                      struct test_list *secrets, struct err *err)
{
    for (size_t i = from, n; i < to; i += n) {
        n = count_alike(folder, i);
        if (take_inputs(folder, &folder->files[i], n, samples, secrets, err) < 0 ||
            leave_out_answers(folder, &folder->files[i], n, err) < 0)
            return -1;
    }
    return 0;
}

/* input.txt and output.txt beside named tests are what a program that is being written reads and prints. */
static int pair_all(struct bare_folder *folder, struct test_list *samples,
                    struct test_list *secrets, struct err *err)
{
    size_t nameless;

    if (folder->count == 0)
        return 0;
    qsort(folder->files, folder->count, sizeof *folder->files, by_key);
    nameless = *folder->files->key ? 0 : count_alike(folder, 0);
    if (pair_files(folder, nameless, folder->count, samples, secrets, err) < 0)
        return -1;
    if (samples->count + secrets->count == 0)
        return pair_files(folder, 0, nameless, samples, secrets, err);
    for (size_t i = 0; i < nameless; i++) {
        if (folder->files[i].role != ROLE_NONE &&
            leave_out(folder, &folder->files[i], "the other tests have names or numbers", "", err) <
                0)
            return -1;
    }
    return 0;
}

static int warn_of_others(const struct bare_folder *folder, struct err *err)
{
    struct problem *problem = folder->loading->problem;

    if (folder->others == 0)
        return 0;
    if (folder->others == 1)
        return parts_warn(problem, err, "%s/%s: not used: its name is not that of a test",
                          folder->loading->base, folder->other);
    return parts_warn(problem, err,
                      "%s/%s and %zu more: not used: their names are not those of tests",
                      folder->loading->base, folder->other, folder->others - 1);
}

static void folder_release(struct bare_folder *folder)
{
    for (size_t i = 0; i < folder->count; i++) {
        free(folder->files[i].path);
        free(folder->files[i].key);
    }
    free(folder->files);
    free(folder->other);
}

int bare_load(struct loading *loading, struct err *err)
{
    cleanup_with(folder_release) struct bare_folder folder = {.loading = loading};
    cleanup_with(test_list_release) struct test_list samples = {0}, secrets = {0};

    if (list_files(&folder, "", NULL, err) < 0 || list_test_folders(&folder, err) < 0 ||
        pair_all(&folder, &samples, &secrets, err) < 0 || warn_of_others(&folder, err) < 0)
        return -1;
    if (samples.count == 0) { /* all are samples when none is called one */
        samples = secrets;
        secrets = (struct test_list){0};
    }
    parts_hand_over(loading->problem, &samples, &secrets, true);
    return 0;
}
