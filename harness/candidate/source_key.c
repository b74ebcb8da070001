/* SPDX-License-Identifier: MIT */
#include "candidate/source_key.h"
#include "base/buf.h"
#include "winnow/cleanup.h"

#include <string.h>

struct walk {
    struct keyed_sources *out;
    const struct json_members *siblings; /* the object in which the source, or the list, stands */
    struct err *err;
};

static int no_memory(struct err *err)
{
    return err_set(err, ERR_JUDGE, "out of memory");
}

const struct json_member *keyed_member(const struct json_members *object, const char *name,
                                       size_t n)
{
    cleanup_free char *text = strndup(name, n);

    for (size_t i = object->count; text && i-- > 0;)
        if (object->list[i].key.at && json_slice_is(object->list[i].key, text))
            return &object->list[i];
    return NULL;
}

static const struct json_member *language_of(const struct json_members *object)
{
    const struct json_member *m = keyed_member(object, "language", 8);

    return m ? m : keyed_member(object, "lang", 4);
}

static int add_source(struct walk *w, struct json_slice source, struct json_slice language)
{
    struct keyed_sources *out = w->out;
    struct keyed_source *grown;

    if (json_slice_type(source) == JSON_NULL)
        return 0;
    grown = array_grow(out->list, out->count, &out->room, sizeof *grown);
    if (!grown)
        return no_memory(w->err);
    out->list = grown;
    out->list[out->count++] = (struct keyed_source){.source = source, .language = language};
    return 0;
}

/* A string that is JSON itself: *inner is what it holds. 1, 0 or -1. */
static int decode_inner(struct walk *w, struct json_slice value, struct json_members *inner)
{
    struct keyed_sources *out = w->out;
    cleanup_free char *text = NULL;
    char **grown;

    if (json_slice_type(value) != JSON_STRING || value.len < 4 ||
        (value.at[1] != '[' && value.at[1] != '{') || json_decode_string(&text, value, NULL) < 0)
        return 0;
    if (json_read_elements(inner, text, strlen(text), NULL) < 0 || inner->count == 0)
        return 0;
    grown = array_grow(out->texts, out->text_count, &out->text_room, sizeof *grown);
    if (!grown)
        return no_memory(w->err);
    out->texts = grown;
    out->texts[out->text_count++] = steal_ptr(&text);
    return 1;
}

/* An array of languages beside the list counts if it is as long. */
static int add_list(struct walk *w, const struct json_members *list)
{
    cleanup_with(json_members_release) struct json_members names = {0};
    const struct json_member *m = language_of(w->siblings);
    bool is_list = m && json_slice_type(m->value) == JSON_ARRAY;

    if (is_list && json_read_elements(&names, m->value.at, m->value.len, w->err) < 0)
        return -1;
    w->out->is_list = true;
    for (size_t i = 0; i < list->count; i++) {
        struct json_slice language = {0};

        if (m && !is_list)
            language = m->value;
        else if (names.count == list->count)
            language = names.list[i].value;
        if (add_source(w, list->list[i].value, language) < 0)
            return -1;
    }
    return 0;
}

/* What stands at the end of the path. */
static int add_value(struct walk *w, struct json_slice value)
{
    cleanup_with(json_members_release) struct json_members list = {0};
    const struct json_member *m;
    int inner;

    if (json_slice_type(value) == JSON_ARRAY)
        return json_read_elements(&list, value.at, value.len, w->err) < 0 ? -1 : add_list(w, &list);
    inner = decode_inner(w, value, &list);
    if (inner < 0)
        return -1;
    if (inner > 0 && !list.list[0].key.at) /* an array, and no object */
        return add_list(w, &list);
    m = language_of(w->siblings);
    return add_source(w, value, m ? m->value : (struct json_slice){0});
}

static int follow(struct walk *w, struct json_slice value, const char *path);

static int follow_members(struct walk *w, const struct json_members *object, const char *path)
{
    const struct json_members *outside = w->siblings;
    const struct json_member *m = keyed_member(object, path, strlen(path));
    size_t first = strcspn(path, ".");
    int rc = 0;

    w->siblings = object;
    if (m) { /* a key may have dots in it */
        rc = add_value(w, m->value);
    } else if (path[first]) {
        m = keyed_member(object, path, first);
        rc = m ? follow(w, m->value, path + first + 1) : 0;
    }
    w->siblings = outside;
    return rc;
}

/* The rest of the path from a value that is not its end. */
static int follow(struct walk *w, struct json_slice value, const char *path)
{
    cleanup_with(json_members_release) struct json_members inside = {0};
    enum json_type type = json_slice_type(value);
    int rc;

    if (value.flaws & JSON_TOO_DEEP)
        return 0; /* the depth of this recursion */
    if (type == JSON_STRING)
        rc = decode_inner(w, value, &inside);
    else
        rc = type == JSON_OBJECT || type == JSON_ARRAY
                 ? json_read_elements(&inside, value.at, value.len, w->err)
                 : 0;
    if (rc < 0)
        return -1;
    if (inside.count > 0 && inside.list[0].key.at)
        return follow_members(w, &inside, path);
    w->out->is_list = w->out->is_list || inside.count > 0;
    for (size_t i = 0; i < inside.count; i++)
        if (follow(w, inside.list[i].value, path) < 0)
            return -1;
    return 0;
}

int keyed_sources_find(struct keyed_sources *sources, const struct json_members *line,
                       const char *key, struct err *err)
{
    struct walk walk = {.out = sources, .err = err};

    return follow_members(&walk, line, key);
}

void keyed_sources_release(struct keyed_sources *sources)
{
    for (size_t i = 0; i < sources->text_count; i++)
        free(sources->texts[i]);
    free(sources->texts);
    free(sources->list);
    *sources = (struct keyed_sources){0};
}
