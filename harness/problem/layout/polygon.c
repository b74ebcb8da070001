/* SPDX-License-Identifier: MIT */
#include "problem/layout/polygon.h"
#include "problem/place.h"
#include "winnow/cleanup.h"

#include <stdarg.h>
#include <string.h>

void polygon_put(const struct polygon *polygon, const struct xml_node *node, struct err *err,
                 const char *fmt, ...)
{
    char text[512];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    err_put(err, ERR_INPUT, "%s:%zu: %s", polygon->path, node->line, text);
}

static bool is_relative(const char *name)
{
    if (name[0] == '\0' || name[0] == '/' || strlen(name) > 1000)
        return false;
    for (const char *at = name; *at; at += *at == '/') {
        size_t n = strcspn(at, "/");

        if (n == 0 || (n <= 2 && strspn(at, ".") >= n))
            return false;
        at += n;
    }
    return strchr(name, '\\') == NULL;
}

int polygon_look(const struct polygon *polygon, const struct xml_node *node, const char *name,
                 char **path, bool *is_file, struct err *err)
{
    const struct loading *loading = polygon->loading;
    cleanup_free char *whole = NULL;
    enum place place = PLACE_DIRECTORY;

    if (!is_relative(name))
        return polygon_refuse(polygon, node, err, "'%.100s' is no path inside the package", name);
    if (parts_path(&whole, loading->base, name, err) < 0)
        return -1;
    /* Each directory on the way may be a link. */
    for (char *slash = whole + strlen(loading->base) + 1; slash && place == PLACE_DIRECTORY;) {
        slash = strchr(slash, '/');
        if (slash)
            *slash = '\0';
        if (place_look(loading->root, whole, &place, err) < 0)
            return err_wrap(err, "%s:%zu", polygon->path, node->line);
        if (slash)
            *slash++ = '/';
        else
            break;
    }
    *is_file = place == PLACE_FILE;
    *path = steal_ptr(&whole);
    return 0;
}

/* In English where there is such a name. */
static int take_name(const struct polygon *polygon, struct err *err)
{
    const struct xml_node *name = xml_child(xml_child(polygon->root, "names"), "name");
    const char *text = name ? xml_attribute(name, "value") : "";

    for (; name; name = xml_next(name))
        if (strcmp(xml_attribute(name, "language"), "english") == 0)
            text = xml_attribute(name, "value");
    if (!*text)
        text = xml_attribute(polygon->root, "short-name");
    return *text ? parts_format(&polygon->loading->problem->name, err, "%s", text) : 0;
}

static int refuse_files(const struct polygon *polygon, const struct xml_node *judging,
                        struct err *err)
{
    static const char *const attributes[] = {"input-file", "output-file"};

    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        const char *name = xml_attribute(judging, attributes[i]);

        if (*name)
            return polygon_refuse(
                polygon, judging, err,
                "%s is '%.60s': only programs that read stdin and print to stdout "
                "are judged",
                attributes[i], name);
    }
    return 0;
}

/* Parts that change what is judged, or how. */
static int refuse_parts(const struct polygon *polygon, struct err *err)
{
    static const char *const names[] = {"scorer", "arbiter", "strategy"};
    const struct xml_node *assets = xml_child(polygon->root, "assets");
    const struct xml_node *runs = xml_child(xml_child(assets, "interactor"), "runs");

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct xml_node *node = xml_child(assets, names[i]);

        if (node)
            return polygon_refuse(polygon, node, err, "a %s is not supported yet", names[i]);
    }
    return runs ? polygon_refuse(polygon, runs, err,
                                 "problems whose programs are run twice are not supported yet")
                : 0;
}

static int check_judging(const struct polygon *polygon, struct err *err)
{
    const struct xml_node *judging = xml_child(polygon->root, "judging");
    const char *runs = xml_attribute(judging, "run-count");

    if (strcmp(polygon->root->name, "problem") != 0 || !judging)
        return polygon_refuse(polygon, polygon->root, err,
                              "not a problem of Polygon: <problem> with <judging> is expected");
    if (*runs && strcmp(runs, "1") != 0)
        return polygon_refuse(polygon, judging, err, "run-count is '%.20s': only 1 is supported",
                              runs);
    return refuse_files(polygon, judging, err) < 0 ? -1 : refuse_parts(polygon, err);
}

static int load_parts(const struct polygon *polygon, struct err *err)
{
    return check_judging(polygon, err) < 0 || take_name(polygon, err) < 0 ||
                   polygon_tests_load(polygon, err) < 0 || polygon_programs_load(polygon, err) < 0
               ? -1
               : 0;
}

int polygon_load(struct loading *loading, struct err *err)
{
    cleanup_free char *path = NULL;
    cleanup_with(xml_release) struct xml xml = {0};

    if (parts_path(&path, loading->base, "problem.xml", err) < 0 || xml_read(&xml, path, err) < 0)
        return -1;
    return load_parts(&(struct polygon){loading, path, xml.root}, err);
}
