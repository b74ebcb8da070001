/* SPDX-License-Identifier: MIT */
#include "problem/group/settings.h"
#include "problem/flags.h"
#include "winnow/cleanup.h"

#include <string.h>

enum {
    WORDS_MAX = 20,           /* arguments of a program */
    WORDS_BYTES = 65536,      /* of one file */
    SETTINGS_BYTES = 1 << 24, /* of all files: a package may have one for each case */
};

static const char blanks[] = " \t\r\n";

void own_words_init(struct own_words *own)
{
    *own = (struct own_words){.args.bytes = BUF_INIT(WORDS_BYTES),
                              .validator_args.bytes = BUF_INIT(WORDS_BYTES),
                              .input_validator_args.bytes = BUF_INIT(WORDS_BYTES),
                              .static_args.bytes = BUF_INIT(WORDS_BYTES)};
}

void own_words_release(struct own_words *own)
{
    buf_release(&own->args.bytes);
    buf_release(&own->validator_args.bytes);
    buf_release(&own->input_validator_args.bytes);
    buf_release(&own->static_args.bytes);
}

int words_add(struct words *words, const char *word, size_t line, struct err *err)
{
    if (words->line == 0)
        words->line = line;
    if (++words->count > WORDS_MAX || buf_add(&words->bytes, word, strlen(word) + 1) < 0)
        return err_set(err, ERR_INPUT, "more than %d arguments", WORDS_MAX);
    return 0;
}

/* Removes the quotes from the word at `from`, and ends it; the rest of the text. */
static char *end_word(char *from)
{
    char *to = from, *close;

    while (*from && !strchr(blanks, *from)) {
        close = *from == '"' || *from == '\'' ? strchr(from + 1, *from) : NULL;
        if (!close) {
            *to++ = *from++;
            continue;
        }
        memmove(to, from + 1, (size_t)(close - from - 1));
        to += close - from - 1;
        from = close + 1;
    }
    if (*from)
        from++;
    *to = '\0';
    return from;
}

char *words_next(char **rest)
{
    char *word = *rest + strspn(*rest, blanks);

    if (!*word)
        return NULL;
    *rest = end_word(word);
    return word;
}

int words_split(struct words *words, const char *text, size_t line, struct err *err)
{
    cleanup_free char *copy = strdup(text);
    char *rest = copy;

    if (!copy)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (words->line == 0)
        words->line = line;
    for (char *word = words_next(&rest); word; word = words_next(&rest))
        if (words_add(words, word, line, err) < 0)
            return -1;
    return 0;
}

static struct case_settings *keep_settings(struct problem *problem,
                                           const struct case_settings *settings, size_t more)
{
    struct case_settings **grown =
        reallocarray(problem->settings, problem->settings_count + 1, sizeof *grown);
    struct case_settings *kept = grown ? calloc(1, sizeof *kept + more) : NULL;

    if (grown)
        problem->settings = grown;
    if (!kept)
        return NULL;
    *kept = *settings;
    problem->settings[problem->settings_count++] = kept;
    return kept;
}

int settings_root(struct loading *loading, struct case_settings **out, struct err *err)
{
    const struct case_settings root = {.compare = loading->problem->compare,
                                       .validator_args = loading->problem->validator_args};

    *out = keep_settings(loading->problem, &root, 0);
    return *out ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static size_t count_args(char *const *args)
{
    size_t n = 0;

    while (args && args[n])
        n++;
    return n;
}

static size_t room_for(const struct words *words)
{
    return words->line ? (words->count + WORDS_MAX + 2) * sizeof(char *) + words->bytes.len : 0;
}

/* Writes `first`, then the words, to *room, which is moved past them. */
static char **lay_out(const struct words *words, char *const *first, char **room)
{
    char **list = (char **)(void *)*room;
    size_t n = 0;
    char *text;

    for (; first && first[n]; n++)
        list[n] = first[n];
    text = (char *)(list + n + words->count + 1);
    if (words->bytes.len > 0)
        memcpy(text, words->bytes.data, words->bytes.len);
    for (size_t i = 0; i < words->count; i++) {
        list[n + i] = text;
        text += strlen(text) + 1;
    }
    text += (sizeof(char *) - (size_t)(text - *room) % sizeof(char *)) % sizeof(char *);
    *room = text;
    return n + words->count > 0 ? list : NULL;
}

/* The words as flags of the comparison, on top of problem.yaml's. */
static int read_flags(const struct problem *problem, const struct words *words,
                      struct compare_flags *out, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(WORDS_BYTES + 1);
    struct compare_flags own;

    if (buf_add(&text, words->bytes.data, words->bytes.len) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] == '\0')
            text.data[i] = ' ';
    if (flags_parse(buf_str(&text), &own, err) < 0)
        return -1;
    *out = flags_joined(&problem->compare, &own);
    return 0;
}

static int take_validator_args(struct loading *loading, const struct words *words,
                               struct case_settings *made, char **room, struct err *err)
{
    const struct problem *problem = loading->problem;

    if (problem->output_validator_count == 0)
        return read_flags(problem, words, &made->compare, err);
    if (count_args(problem->validator_args) + words->count > WORDS_MAX)
        return err_set(err, ERR_INPUT, "more than %d arguments", WORDS_MAX);
    made->validator_args = lay_out(words, problem->validator_args, room);
    return 0;
}

/* Settings as `above` with so much room behind them, within what all files may take. */
static int make_settings(struct loading *loading, const struct case_settings *above, size_t more,
                         const char *path, struct case_settings **out, struct err *err)
{
    loading->settings_bytes += more;
    if (loading->settings_bytes > SETTINGS_BYTES)
        return err_set(err, ERR_INPUT, "%s: more than 16 MiB of arguments in the test data", path);
    *out = keep_settings(loading->problem, above, more);
    return *out ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

int settings_of_static(struct loading *loading, const struct case_settings *above,
                       const struct words *args, const char *path, struct case_settings **out,
                       struct err *err)
{
    struct case_settings *made;
    char *room;

    if (make_settings(loading, above, room_for(args), path, &made, err) < 0)
        return -1;
    room = (char *)(made + 1);
    made->validator_args = args->line ? lay_out(args, NULL, &room) : NULL;
    *out = made;
    return 0;
}

int settings_below(struct loading *loading, struct case_settings *above,
                   const struct own_words *own, const char *path, struct case_settings **out,
                   struct err *err)
{
    size_t more = room_for(&own->args) + room_for(&own->validator_args) +
                  room_for(&own->input_validator_args);
    struct case_settings *made;
    char *room;

    *out = above;
    if (more == 0)
        return 0;
    if (make_settings(loading, above, more, path, &made, err) < 0)
        return -1;
    room = (char *)(made + 1);
    if (own->args.line)
        made->args = lay_out(&own->args, NULL, &room);
    if (own->input_validator_args.line)
        made->input_validator_args = lay_out(&own->input_validator_args, NULL, &room);
    if (own->validator_args.line &&
        take_validator_args(loading, &own->validator_args, made, &room, err) < 0)
        return err_wrap(err, "%s:%zu", path, own->validator_args.line);
    *out = made;
    return 0;
}
