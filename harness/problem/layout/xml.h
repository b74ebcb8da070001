/* SPDX-License-Identifier: MIT */
/*
 * A small XML document as a tree. It is untrusted: a document type, and so any entity of its own, is
 * refused, and size, elements and depth have caps.
 */
#ifndef HARNESS_PROBLEM_LAYOUT_XML_H
#define HARNESS_PROBLEM_LAYOUT_XML_H

#include "winnow/err.h"

#include <stddef.h>

struct xml_node {
    const char *name;
    const char *text;              /* without blanks at its ends; "" where elements are inside */
    const char *const *attributes; /* name, value, name, value, …, NULL */
    size_t line;
    struct xml_node *first, *next; /* the first element inside; the one that follows */
};

struct xml {
    struct xml_node *root;
    struct xml_part *parts; /* all memory */
};

/* Reads the file at `path`. ERR_INPUT names file and line. The caller releases it. */
int xml_read(struct xml *out, const char *path, struct err *err);
void xml_release(struct xml *xml); /* takes a zeroed one */

/* The first element of that name inside, or NULL; `node` may be NULL. */
const struct xml_node *xml_child(const struct xml_node *node, const char *name);

/* The next one of the same name beside it, or NULL. */
const struct xml_node *xml_next(const struct xml_node *node);

/* The value of an attribute, or "" where there is none; `node` may be NULL. */
const char *xml_attribute(const struct xml_node *node, const char *name);

#endif
