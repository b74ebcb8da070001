/* SPDX-License-Identifier: MIT */
#include "problem/yaml.h"
#include "base/buf.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#define FILE_MAX  65536
#define NODES_MAX 4096
#define DEPTH_MAX 16
#define KEY_MAX   1024

struct flattening {
    const char *path;
    yaml_document_t *document;
    struct yaml yaml;
    struct buf key; /* of the node in hand */
    size_t nodes;   /* visited so far, aliased ones each time */
    size_t bytes;   /* of values so far, likewise */
    struct err *err;
};

static size_t line_of(const yaml_node_t *node)
{
    return node->start_mark.line + 1;
}

static int fail_at(struct flattening *f, const yaml_node_t *node, const char *what)
{
    return err_set(f->err, ERR_INPUT, "%s:%zu: %s", f->path, line_of(node), what);
}

static bool is_null(const yaml_node_t *node)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};
    const char *value = (const char *)node->data.scalar.value;

    if (node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(value, words[i]) == 0)
            return true;
    }
    return false;
}

static int add_entry(struct flattening *f, struct yaml_entry entry, const char *value)
{
    struct yaml_entry *grown = reallocarray(f->yaml.entries, f->yaml.count + 1, sizeof *grown);

    if (!grown)
        return err_set(f->err, ERR_JUDGE, "out of memory");
    f->yaml.entries = grown;
    entry.key = strdup(buf_str(&f->key));
    entry.value = strdup(value);
    f->yaml.entries[f->yaml.count++] = entry;
    return entry.key && entry.value ? 0 : err_set(f->err, ERR_JUDGE, "out of memory");
}

static int add_scalar(struct flattening *f, const yaml_node_t *node, bool in_list)
{
    struct yaml_entry entry = {.line = line_of(node), .in_list = in_list, .is_null = is_null(node)};
    const char *value = (const char *)node->data.scalar.value;

    if (memchr(value, '\0', node->data.scalar.length))
        return fail_at(f, node, "a NUL character in a value");
    f->bytes += node->data.scalar.length;
    if (f->bytes > FILE_MAX)
        return fail_at(f, node, "more than 64 KiB of values");
    return add_entry(f, entry, value);
}

static bool same_scalar(const yaml_node_t *a, const yaml_node_t *b)
{
    return a->data.scalar.length == b->data.scalar.length &&
           memcmp(a->data.scalar.value, b->data.scalar.value, a->data.scalar.length) == 0;
}

/* Appends ".key" to the path of keys. */
static int push_key(struct flattening *f, const yaml_node_t *map, const yaml_node_pair_t *pair)
{
    const yaml_node_t *key = yaml_document_get_node(f->document, pair->key);
    const char *text;

    if (key->type != YAML_SCALAR_NODE)
        return fail_at(f, key, "a key that is itself a list or a map");
    for (const yaml_node_pair_t *p = map->data.mapping.pairs.start; p < pair; p++) {
        if (same_scalar(key, yaml_document_get_node(f->document, p->key)))
            return fail_at(f, key, "a key that was given before");
    }
    text = (const char *)key->data.scalar.value;
    if (memchr(text, '\0', key->data.scalar.length))
        return fail_at(f, key, "a NUL character in a key");
    if (f->key.len > 0 && buf_addc(&f->key, '.') < 0)
        return fail_at(f, key, "keys too long");
    for (; *text; text++) {
        if ((*text == '.' && buf_addc(&f->key, '\\') < 0) || buf_addc(&f->key, *text) < 0)
            return fail_at(f, key, "keys too long");
    }
    return 0;
}

static void pop_key(struct flattening *f, size_t len)
{
    f->key.len = len;
    if (f->key.data)
        f->key.data[len] = '\0';
}

static int flatten(struct flattening *f, int index, unsigned depth, bool in_list);

static int flatten_list(struct flattening *f, const yaml_node_t *list, unsigned depth)
{
    const yaml_node_item_t *item = list->data.sequence.items.start;
    struct yaml_entry empty = {.line = line_of(list), .in_list = true, .is_null = true};

    if (item == list->data.sequence.items.top)
        return add_entry(f, empty, "");
    for (; item < list->data.sequence.items.top; item++) {
        if (flatten(f, *item, depth + 1, true) < 0)
            return -1;
    }
    return 0;
}

static int flatten(struct flattening *f, int index, unsigned depth, bool in_list)
{
    const yaml_node_t *node = yaml_document_get_node(f->document, index);
    size_t len = f->key.len;

    if (depth > DEPTH_MAX)
        return fail_at(f, node, "more than 16 levels");
    if (++f->nodes > NODES_MAX)
        return fail_at(f, node, "more than 4096 values");
    if (node->type == YAML_SCALAR_NODE)
        return add_scalar(f, node, in_list);
    if (node->type == YAML_SEQUENCE_NODE)
        return flatten_list(f, node, depth);
    for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
         pair < node->data.mapping.pairs.top; pair++) {
        if (push_key(f, node, pair) < 0 || flatten(f, pair->value, depth + 1, in_list) < 0)
            return -1;
        pop_key(f, len);
    }
    return 0;
}

/* The parser reports bad bytes by offset and everything else by mark. */
static int parser_failure(const yaml_parser_t *parser, const char *path, const struct buf *text,
                          struct err *err)
{
    size_t line = parser->problem_mark.line + 1;

    if (parser->error == YAML_MEMORY_ERROR)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (parser->error == YAML_READER_ERROR) {
        line = 1;
        for (size_t i = 0; i < text->len && i < parser->problem_offset; i++)
            line += text->data[i] == '\n';
    }
    return err_set(err, ERR_INPUT, "%s:%zu: not valid YAML: %s", path, line,
                   parser->problem ? parser->problem : "syntax error");
}

static int load_document(yaml_parser_t *parser, yaml_document_t *document, const char *path,
                         const struct buf *text, struct err *err)
{
    yaml_document_t second;
    bool more;

    if (!yaml_parser_load(parser, document))
        return parser_failure(parser, path, text, err);
    if (!yaml_document_get_root_node(document))
        return 0;
    if (!yaml_parser_load(parser, &second)) {
        yaml_document_delete(document);
        return parser_failure(parser, path, text, err);
    }
    more = yaml_document_get_root_node(&second) != NULL;
    yaml_document_delete(&second);
    if (!more)
        return 0;
    yaml_document_delete(document);
    return err_set(err, ERR_INPUT, "%s: more than one YAML document", path);
}

static int flatten_root(struct flattening *f)
{
    const yaml_node_t *root = yaml_document_get_root_node(f->document);

    if (!root || (root->type == YAML_SCALAR_NODE && is_null(root)))
        return 0;
    if (root->type != YAML_MAPPING_NODE)
        return fail_at(f, root, "expected a map of keys and values");
    return flatten(f, 1, 0, false); /* nodes are numbered from 1, the root first */
}

int yaml_read(struct yaml *out, const char *path, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(FILE_MAX);
    cleanup_with(yaml_parser_delete) yaml_parser_t parser;
    cleanup_with(yaml_document_delete) yaml_document_t document = {0};
    struct flattening f = {
        .path = path, .document = &document, .key = BUF_INIT(KEY_MAX), .err = err};
    int failed;

    if (!yaml_parser_initialize(&parser)) {
        parser = (yaml_parser_t){0};
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    if (file_read(path, &text, err) < 0)
        return -1;
    yaml_parser_set_input_string(&parser, (const unsigned char *)buf_str(&text), text.len);
    if (load_document(&parser, &document, path, &text, err) < 0) {
        document = (yaml_document_t){0};
        return -1;
    }
    failed = flatten_root(&f);
    buf_release(&f.key);
    if (failed) {
        yaml_release(&f.yaml);
        return -1;
    }
    *out = f.yaml;
    return 0;
}

void yaml_release(struct yaml *yaml)
{
    for (size_t i = 0; i < yaml->count; i++) {
        free(yaml->entries[i].key);
        free(yaml->entries[i].value);
    }
    free(yaml->entries);
    *yaml = (struct yaml){0};
}

bool yaml_entry_is(const struct yaml_entry *entry, const char *key, bool whole)
{
    size_t n = strlen(key);

    return strncmp(entry->key, key, n) == 0 &&
           (entry->key[n] == '\0' || (entry->key[n] == '.' && whole));
}
