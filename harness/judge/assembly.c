/* SPDX-License-Identifier: MIT */
#include "judge/assembly.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const struct build_files *included_for(const struct language_files *list, size_t count,
                                       const struct language *language)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].language == language ||
            (language->family && language_is(list[i].language, language->family)))
            return &list[i].files;
    return NULL;
}

static const struct run_file *file_named(const struct build_files *files, const char *name)
{
    for (size_t i = 0; files && i < files->count; i++)
        if (strcmp(files->list[i].name, name) == 0)
            return &files->list[i];
    return NULL;
}

static const struct run_file *driver_of(const struct build_files *included,
                                        const struct language *language)
{
    return file_named(included, language->source_name);
}

/* Whether another of its sources is left. */
static bool has_other_source(const struct own_files *own, const struct build_files *included)
{
    for (size_t i = 0; own->more && i < own->more->count; i++)
        if (language_compiles(own->language, own->more->list[i].name) &&
            !file_named(included, own->more->list[i].name))
            return true;
    return false;
}

/* A compiler must not take it for an option, nor a driver be unable to write it down. */
static bool is_plain(const char *name, size_t room)
{
    if (strlen(name) >= room || !(isalnum((unsigned char)*name) || *name == '_'))
        return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && !strchr("_.-+", *name))
            return false;
    return true;
}

/*
 * What the submission's main source is called beside a driver: the driver's name, if that is its file's, which is then
 * lost; else what its compiler demands; else the name of its file. A candidate of a pool has none, nor has a file
 * whose name does not say its language.
 */
static void name_own(char *out, size_t size, const struct own_files *own)
{
    const struct language *language = own->language;
    const char *usual = language->source_name, *dot = strrchr(usual, '.');
    bool has_name =
        own->name && is_plain(own->name, size) && language_compiles(language, own->name);

    if (!(has_name && strcmp(own->name, usual) == 0) && language->name_source &&
        language->name_source(own->source, own->length, out, size) && strcmp(out, usual) != 0)
        return;
    if (has_name)
        snprintf(out, size, "%s", own->name);
    else
        snprintf(out, size, "%s%s", isupper((unsigned char)*usual) ? "Solution" : "solution",
                 dot ? dot : "");
}

static int add_file(struct assembly *assembly, const struct run_file *file, struct err *err)
{
    if (assembly->more.count == BUILD_FILES_MAX)
        return err_set(err, ERR_INPUT, "more than %d files with those of include/",
                       BUILD_FILES_MAX);
    assembly->more.list[assembly->more.count++] = *file;
    return 0;
}

/* The driver takes the main source's place, which goes beside it, unless its name is taken there. */
static int put_driver(struct assembly *assembly, const struct run_file *driver,
                      const struct build_files *included, const struct own_files *own,
                      struct err *err)
{
    if (map_fd(&assembly->driver, driver->fd, err) < 0)
        return -1;
    assembly->source = assembly->driver.data;
    assembly->length = assembly->driver.len;
    name_own(assembly->own_name, sizeof assembly->own_name, own);
    if (file_named(included, assembly->own_name)) {
        assembly->is_lost = !has_other_source(own, included);
        return 0;
    }
    assembly->own_fd = file_memfd("source", own->source, own->length, err);
    return assembly->own_fd < 0
               ? -1
               : add_file(assembly,
                          &(struct run_file){.name = assembly->own_name, .fd = assembly->own_fd},
                          err);
}

/* All of the list but what `except` has too, and but the driver. */
static int add_files(struct assembly *assembly, const struct build_files *list,
                     const struct build_files *except, const struct run_file *driver,
                     struct err *err)
{
    for (size_t i = 0; list && i < list->count; i++) {
        const struct run_file *file = &list->list[i];

        if (file != driver && !file_named(except, file->name) && add_file(assembly, file, err) < 0)
            return -1;
    }
    return 0;
}

int assembly_make(struct assembly *out, const struct build_files *included,
                  const struct own_files *own, struct err *err)
{
    const struct run_file *driver = driver_of(included, own->language);

    *out = (struct assembly){.language = own->language,
                             .source = own->source,
                             .length = own->length,
                             .own_fd = -1,
                             .main_fd = -1};
    if ((driver && put_driver(out, driver, included, own, err) < 0) ||
        add_files(out, own->more, included, NULL, err) < 0 ||
        add_files(out, included, NULL, driver, err) < 0) {
        assembly_release(out);
        return -1;
    }
    return 0;
}

void assembly_release(struct assembly *assembly)
{
    map_release(&assembly->driver);
    if (assembly->language && assembly->own_fd >= 0)
        close(assembly->own_fd);
    if (assembly->language && assembly->main_fd >= 0)
        close(assembly->main_fd);
    assembly->language = NULL;
    assembly->more.count = 0;
}

int assembly_refuse(const struct assembly *assembly, struct err *err)
{
    return err_set(err, ERR_INPUT,
                   "%s is the package's file of that name (include/), which replaces the "
                   "submission's: it needs another name",
                   assembly->own_name);
}

int assembly_keep(struct assembly *assembly, struct err *err)
{
    build_source_name(assembly->language, assembly->source, assembly->length, assembly->main_name,
                      sizeof assembly->main_name);
    assembly->main_fd = file_memfd("source", assembly->source, assembly->length, err);
    assembly->submitted = (struct submitted){.language = assembly->language,
                                             .main_name = assembly->main_name,
                                             .main_fd = assembly->main_fd,
                                             .more = assembly_more(assembly),
                                             .product_fd = -1};
    return assembly->main_fd < 0 ? -1 : 0;
}

const struct build_files *assembly_more(const struct assembly *assembly)
{
    return assembly->more.count > 0 ? &assembly->more : NULL;
}
