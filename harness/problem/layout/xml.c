/* SPDX-License-Identifier: MIT */
#include "problem/layout/xml.h"
#include "base/buf.h"
#include "base/file.h"
#include "winnow/cleanup.h"
#include "winnow/units.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 32, NODES_MAX = 500000 };

static const size_t largest_file = (size_t)32 * MIB, longest_text = (size_t)1 * MIB;

/* One allocation of the document. */
struct xml_part {
    struct xml_part *next;
    max_align_t bytes[];
};

struct open_element {
    struct xml_node *node;
    struct xml_node **end; /* where the next element inside goes */
};

struct reader {
    XML_Parser parser;
    struct xml xml;
    struct open_element open[DEPTH_MAX + 1]; /* the first one holds the root */
    size_t depth, nodes;
    struct buf text;     /* of the innermost element */
    const char *trouble; /* why the parser was stopped, or NULL */
};

static void stop(struct reader *reader, const char *trouble)
{
    if (!reader->trouble)
        reader->trouble = trouble;
    XML_StopParser(reader->parser, XML_FALSE);
}

static void *allocate(struct reader *reader, size_t size)
{
    struct xml_part *part = calloc(1, sizeof *part + size);

    if (!part) {
        stop(reader, "out of memory");
        return NULL;
    }
    part->next = reader->xml.parts;
    reader->xml.parts = part;
    return part->bytes;
}

static char *copy_text(struct reader *reader, const char *text, size_t n)
{
    char *copy = allocate(reader, n + 1);

    return copy ? memcpy(copy, text, n) : NULL;
}

static const char *const *copy_attributes(struct reader *reader, const char *const *attributes)
{
    size_t count = 0;
    const char **copy;

    while (attributes[count])
        count++;
    copy = allocate(reader, (count + 1) * sizeof *copy);
    for (size_t i = 0; copy && i < count; i++)
        if (!(copy[i] = copy_text(reader, attributes[i], strlen(attributes[i]))))
            return NULL;
    return copy;
}

static void begin_element(void *context, const char *name, const char **attributes)
{
    struct reader *reader = context;
    struct open_element *above = &reader->open[reader->depth];
    struct xml_node *node;

    if (reader->depth == DEPTH_MAX || reader->nodes++ == NODES_MAX) {
        stop(reader, "more elements, or more inside each other, than a problem has");
        return;
    }
    node = allocate(reader, sizeof *node);
    if (!node || !(node->name = copy_text(reader, name, strlen(name))) ||
        !(node->attributes = copy_attributes(reader, attributes)))
        return;
    node->text = "";
    node->line = XML_GetCurrentLineNumber(reader->parser);
    *above->end = node;
    above->end = &node->next;
    reader->open[++reader->depth] = (struct open_element){.node = node, .end = &node->first};
    buf_clear(&reader->text);
}

static void end_element(void *context, const char *name)
{
    static const char blanks[] = " \t\r\n";
    struct reader *reader = context;
    struct xml_node *node = reader->open[reader->depth--].node;
    const char *text = buf_str(&reader->text);
    size_t n;

    (void)name;
    text += strspn(text, blanks);
    for (n = strlen(text); n > 0 && strchr(blanks, text[n - 1]);)
        n--;
    if (!node->first && n > 0)
        node->text = copy_text(reader, text, n);
    buf_clear(&reader->text);
}

static void take_text(void *context, const char *text, int n)
{
    struct reader *reader = context;

    if (buf_add(&reader->text, text, (size_t)n) < 0)
        stop(reader, "too long a text");
}

/* Entities could name files, or unfold to gigabytes. No Polygon package has a document type. */
static void refuse_doctype(void *context, const char *name, const char *system, const char *public,
                           int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    stop(context, "a document type (<!DOCTYPE) is not accepted");
}

static void reader_release(struct reader *reader)
{
    if (reader->parser)
        XML_ParserFree(reader->parser);
    buf_release(&reader->text);
    xml_release(&reader->xml);
}

static int parse(struct reader *reader, const char *path, const struct buf *bytes, struct err *err)
{
    XML_SetUserData(reader->parser, reader);
    XML_SetElementHandler(reader->parser, begin_element, end_element);
    XML_SetCharacterDataHandler(reader->parser, take_text);
    XML_SetStartDoctypeDeclHandler(reader->parser, refuse_doctype);
    if (XML_Parse(reader->parser, buf_str(bytes), (int)bytes->len, XML_TRUE) == XML_STATUS_OK)
        return 0;
    return err_set(
        err, ERR_INPUT, "%s:%lu: %s", path, (unsigned long)XML_GetCurrentLineNumber(reader->parser),
        reader->trouble ? reader->trouble : XML_ErrorString(XML_GetErrorCode(reader->parser)));
}

int xml_read(struct xml *out, const char *path, struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(largest_file);
    cleanup_with(reader_release) struct reader reader = {.text = BUF_INIT(longest_text)};

    if (file_read(path, &bytes, err) < 0)
        return -1;
    reader.open[0].end = &reader.xml.root;
    reader.parser = XML_ParserCreate(NULL);
    if (!reader.parser)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (parse(&reader, path, &bytes, err) < 0)
        return -1;
    *out = reader.xml;
    reader.xml = (struct xml){0};
    return 0;
}

void xml_release(struct xml *xml)
{
    while (xml->parts) {
        struct xml_part *part = xml->parts;

        xml->parts = part->next;
        free(part);
    }
    xml->root = NULL;
}

static const struct xml_node *find_named(const struct xml_node *node, const char *name)
{
    while (node && strcmp(node->name, name) != 0)
        node = node->next;
    return node;
}

const struct xml_node *xml_child(const struct xml_node *node, const char *name)
{
    return node ? find_named(node->first, name) : NULL;
}

const struct xml_node *xml_next(const struct xml_node *node)
{
    return find_named(node->next, node->name);
}

const char *xml_attribute(const struct xml_node *node, const char *name)
{
    for (size_t i = 0; node && node->attributes[i]; i += 2)
        if (strcmp(node->attributes[i], name) == 0)
            return node->attributes[i + 1];
    return "";
}
