/* SPDX-License-Identifier: MIT */
#include "lang/language_fields.h"
#include "lang/language_rows.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum field_kind {
    FIELD_TEXT,
    FIELD_WORDS,
    FIELD_FLAG,
    FIELD_NUMBER,
    FIELD_FACTOR,
    FIELD_PROFILE,
    FIELD_FUNCTION
};

#define FIELD_AS(key_, kind_, member, ...)                                                         \
    {                                                                                              \
        .key = key_, .kind = FIELD_##kind_, .offset = offsetof(struct language, member),           \
        __VA_ARGS__                                                                                \
    }
#define FIELD(kind_, member, ...) FIELD_AS(#member, kind_, member, __VA_ARGS__)

static const struct field {
    const char *key;
    enum field_kind kind;
    size_t offset;
    unsigned least, most; /* of a number; one below `least` is 0 in the table, and means `least` */
} fields[] = {
    FIELD(TEXT, name),
    FIELD(TEXT, title),
    FIELD(TEXT, family),
    FIELD(WORDS, aliases),
    FIELD(WORDS, extensions),
    FIELD(TEXT, package),
    FIELD(WORDS, must_have),
    FIELD_AS("version_command", WORDS, version, .least = 0),
    FIELD(TEXT, source_name),
    FIELD(FUNCTION, name_source),
    FIELD(WORDS, compile),
    FIELD(FLAG, check_can_wait),
    FIELD(TEXT, script),
    FIELD(PROFILE, compile_profile),
    FIELD(NUMBER, compile_factor, .least = 1, .most = 20),
    FIELD(TEXT, product),
    FIELD(FLAG, makes_classes),
    FIELD(FLAG, precompiles),
    FIELD(FLAG, hash_comments),
    FIELD(TEXT, archive_source),
    FIELD(FUNCTION, first_error),
    FIELD(WORDS, not_kept),
    FIELD(WORDS, run),
    FIELD(PROFILE, run_profile),
    FIELD(TEXT, not_at_basic),
    FIELD(NUMBER, processes, .most = 4096),
    FIELD(FACTOR, time_factor),
    FIELD(NUMBER, time_extra_ms, .most = 3600000),
    FIELD(FACTOR, memory_factor),
    FIELD(NUMBER, memory_extra_mib, .most = 1 << 20),
    FIELD(NUMBER, files_mib, .most = 256),
    FIELD(WORDS, environment),
    FIELD(WORDS, says_memory),
    FIELD(WORDS, places),
    FIELD(FUNCTION, find_modules),
};

enum { FIELDS = sizeof fields / sizeof *fields };

static const char *const profiles[PROFILE_COUNT] = {
    [PROFILE_NATIVE] = "native",
    [PROFILE_INTERPRETER] = "interpreter",
    [PROFILE_RUNTIME] = "runtime",
    [PROFILE_COMPILER] = "compiler",
};

typedef void any_function(void);

static const struct named_function {
    const char *key, *name;
    any_function *function;
} functions[] = {
    {"name_source", "java", (any_function *)java_source_name},
    {"first_error", "gcc", (any_function *)gcc_first_error},
    {"first_error", "python", (any_function *)python_error},
    {"first_error", "compiler", (any_function *)compiler_log_error},
    {"find_modules", "python", (any_function *)python_modules},
};

enum { FUNCTIONS = sizeof functions / sizeof *functions };

/* The value of a field in its own type. */
#define VALUE(type, language, field)                                                               \
    (*(const type *)(const void *)((const char *)(language) + (field)->offset))

/* ---- writing */

static void write_words(struct json_writer *w, const char *const *words)
{
    json_begin_array(w);
    for (; words && *words; words++)
        json_string(w, *words);
    json_end_array(w);
}

static const char *name_of_function(const struct language *language, const struct field *field)
{
    any_function *function;

    memcpy(&function, (const char *)language + field->offset, sizeof function);
    for (size_t i = 0; i < FUNCTIONS; i++)
        if (strcmp(functions[i].key, field->key) == 0 && functions[i].function == function)
            return functions[i].name;
    return NULL;
}

static void write_value(struct json_writer *w, const struct language *language,
                        const struct field *field)
{
    unsigned number;
    double factor;

    switch (field->kind) {
    case FIELD_TEXT:
        json_string(w, VALUE(char *, language, field));
        break;
    case FIELD_WORDS:
        write_words(w, VALUE(char *const *, language, field));
        break;
    case FIELD_FLAG:
        json_bool(w, VALUE(bool, language, field));
        break;
    case FIELD_NUMBER:
        number = VALUE(unsigned, language, field);
        json_uint64(w, number < field->least ? field->least : number);
        break;
    case FIELD_FACTOR:
        factor = VALUE(double, language, field);
        json_double(w, factor > 0 ? factor : 1);
        break;
    case FIELD_PROFILE:
        json_string(w, profiles[VALUE(enum profile, language, field)]);
        break;
    case FIELD_FUNCTION:
        json_string(w, name_of_function(language, field));
        break;
    }
}

void language_write(const struct language *language, struct json_writer *w)
{
    for (size_t i = 0; i < FIELDS; i++) {
        json_key(w, fields[i].key);
        write_value(w, language, &fields[i]);
    }
}

int language_hash(const struct language *language, struct hash128 *out, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    struct json_writer w;

    json_writer_init(&w, &text, JSON_LINE);
    json_begin_object(&w);
    language_write(language, &w);
    json_end_object(&w);
    if (json_finish(&w, err) < 0)
        return -1;
    *out = hash_bytes(text.data, text.len);
    return 0;
}

/* ---- reading */

static int keep_string(const char **out, struct json_slice value, struct arena *arena,
                       struct err *err)
{
    cleanup_free char *text = NULL;

    if (json_decode_string(&text, value, err) < 0)
        return -1;
    *out = arena_text(arena, text);
    return *out ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static int read_text(const char **out, struct json_slice value, struct arena *arena,
                     struct err *err)
{
    enum json_type type = json_slice_type(value);

    if (type == JSON_STRING)
        return keep_string(out, value, arena, err);
    if (type != JSON_NULL)
        return err_set(err, ERR_INPUT, "a string or null is wanted, not %s", json_type_words(type));
    *out = NULL;
    return 0;
}

static int read_each_word(const char **words, const struct json_members *elements,
                          struct arena *arena, struct err *err)
{
    for (size_t i = 0; i < elements->count; i++) {
        if (json_slice_type(elements->list[i].value) != JSON_STRING)
            return err_set(err, ERR_INPUT, "a list of strings is wanted");
        if (read_text(&words[i], elements->list[i].value, arena, err) < 0)
            return -1;
    }
    return 0;
}

/* An empty list is none. */
static int read_words(const char *const **out, struct json_slice value, struct arena *arena,
                      struct err *err)
{
    cleanup_with(json_members_release) struct json_members elements = {0};
    enum json_type type = json_slice_type(value);
    const char **words;

    if (type != JSON_NULL && type != JSON_ARRAY)
        return err_set(err, ERR_INPUT, "a list of strings or null is wanted, not %s",
                       json_type_words(type));
    if (type == JSON_ARRAY && json_read_elements(&elements, value.at, value.len, err) < 0)
        return -1;
    words = arena_alloc(arena, elements.count + 1, sizeof *words);
    if (!words)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (read_each_word(words, &elements, arena, err) < 0)
        return -1;
    *out = elements.count > 0 ? words : NULL;
    return 0;
}

static int read_flag(bool *out, struct json_slice value, struct err *err)
{
    if (json_slice_type(value) != JSON_BOOL)
        return err_set(err, ERR_INPUT, "true or false is wanted");
    *out = value.at[0] == 't';
    return 0;
}

/* A number of the text; what follows it there is no digit. */
static int read_number(double *out, struct json_slice value, double least, double most, bool whole,
                       struct err *err)
{
    double number = json_slice_type(value) == JSON_NUMBER ? strtod(value.at, NULL) : NAN;

    if (!(number >= least && number <= most) || (whole && number != floor(number)))
        return err_set(err, ERR_INPUT, "a %snumber from %g to %.9g is wanted",
                       whole ? "whole " : "", least, most);
    *out = number;
    return 0;
}

static int read_profile(enum profile *out, struct json_slice value, struct err *err)
{
    for (unsigned i = 0; i < PROFILE_COUNT; i++)
        if (json_slice_is(value, profiles[i])) {
            *out = (enum profile)i;
            return 0;
        }
    return err_set(err, ERR_INPUT, "native, interpreter, runtime or compiler is wanted");
}

static int read_function(void *out, const char *key, struct json_slice value, struct err *err)
{
    any_function *function = NULL;
    char names[80] = "null";

    for (size_t i = 0; i < FUNCTIONS; i++) {
        size_t n = strlen(names);

        if (strcmp(functions[i].key, key) != 0)
            continue;
        snprintf(names + n, sizeof names - n, " or \"%s\"", functions[i].name);
        if (json_slice_is(value, functions[i].name))
            function = functions[i].function;
    }
    if (!function && json_slice_type(value) != JSON_NULL)
        return err_set(err, ERR_INPUT, "%s is wanted", names);
    memcpy(out, &function, sizeof function);
    return 0;
}

static int read_value(void *at, const struct field *field, struct json_slice value,
                      struct arena *arena, struct err *err)
{
    double number;

    switch (field->kind) {
    case FIELD_TEXT:
        return read_text(at, value, arena, err);
    case FIELD_WORDS:
        return read_words(at, value, arena, err);
    case FIELD_FLAG:
        return read_flag(at, value, err);
    case FIELD_NUMBER:
        if (read_number(&number, value, field->least, field->most, true, err) < 0)
            return -1;
        *(unsigned *)at = (unsigned)number;
        return 0;
    case FIELD_FACTOR:
        return read_number(at, value, 0.01, 100, false, err);
    case FIELD_PROFILE:
        return read_profile(at, value, err);
    case FIELD_FUNCTION:
        break;
    }
    return read_function(at, field->key, value, err);
}

int language_read_field(struct language *row, const char *key, struct json_slice value,
                        struct arena *arena, struct err *err)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (strcmp(fields[i].key, key) == 0)
            return read_value((char *)row + fields[i].offset, &fields[i], value, arena, err) < 0
                       ? -1
                       : 1;
    return 0;
}
