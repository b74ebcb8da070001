/* SPDX-License-Identifier: MIT */
#include "lang/gcc/object.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>

enum { SYMBOLS_MAX = 65536 };

/* A section's bytes, found to be within the file. */
struct piece {
    const char *at;
    size_t size;
};

struct reading {
    const struct map *file;
    const Elf64_Shdr *sections;
    size_t section_count;
    struct piece section_names, symbols, symbol_names;
};

static bool find_piece(const struct map *file, uint64_t at, uint64_t size, struct piece *out)
{
    if (at > file->len || size > file->len - at)
        return false;
    *out = (struct piece){file->data + at, (size_t)size};
    return true;
}

/* A piece whose last byte is 0, so that each name in it ends. */
static bool find_names(const struct reading *in, size_t section, struct piece *out)
{
    const Elf64_Shdr *header = section < in->section_count ? &in->sections[section] : NULL;

    return header && header->sh_type == SHT_STRTAB && header->sh_size > 0 &&
           find_piece(in->file, header->sh_offset, header->sh_size, out) &&
           out->at[out->size - 1] == '\0';
}

static bool find_symbols(struct reading *in)
{
    for (size_t i = 0; i < in->section_count; i++) {
        const Elf64_Shdr *header = &in->sections[i];

        if (header->sh_type != SHT_SYMTAB)
            continue;
        return find_piece(in->file, header->sh_offset, header->sh_size, &in->symbols) &&
               header->sh_offset % _Alignof(Elf64_Sym) == 0 &&
               header->sh_size / sizeof(Elf64_Sym) <= SYMBOLS_MAX &&
               find_names(in, header->sh_link, &in->symbol_names);
    }
    return false;
}

static bool is_for_us(const Elf64_Ehdr *head)
{
    return memcmp(head->e_ident, ELFMAG, SELFMAG) == 0 && head->e_ident[EI_CLASS] == ELFCLASS64 &&
           head->e_ident[EI_DATA] == ELFDATA2LSB && head->e_type == ET_REL &&
           head->e_machine == EM_X86_64 && head->e_shentsize == sizeof(Elf64_Shdr);
}

static bool find_tables(struct reading *in)
{
    const Elf64_Ehdr *head = (const void *)in->file->data;
    struct piece sections;

    if (in->file->len < sizeof *head || !is_for_us(head) ||
        head->e_shoff % _Alignof(Elf64_Shdr) != 0 ||
        !find_piece(in->file, head->e_shoff, head->e_shnum * sizeof(Elf64_Shdr), &sections))
        return false;
    in->sections = (const void *)sections.at;
    in->section_count = head->e_shnum;
    return find_names(in, head->e_shstrndx, &in->section_names) && find_symbols(in);
}

/* The empty name for what lies outside. */
static const char *name_at(const struct piece *names, uint32_t at)
{
    return at < names->size ? names->at + at : "";
}

/*
 * What a linker takes for what it is, wherever the libraries are: not constructors, whose order counts, not groups, of which
 * one is kept, and none of the C library's own lists.
 */
static bool is_ordinary_section(const char *name)
{
    static const char *const beginnings[] = {".text", ".rodata", ".data", ".bss"};
    static const char *const names[] = {
        "",          ".comment", ".note.GNU-stack", ".note.gnu.property",
        ".eh_frame", ".symtab",  ".shstrtab",       ".strtab"};

    if (strncmp(name, ".rela.", strlen(".rela.")) == 0)
        name += strlen(".rela");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        size_t n = strlen(beginnings[i]);

        if (strncmp(name, beginnings[i], n) == 0 && (name[n] == '\0' || name[n] == '.'))
            return true;
    }
    return false;
}

static bool has_ordinary_sections(const struct reading *in)
{
    for (size_t i = 0; i < in->section_count; i++)
        if (in->sections[i].sh_type == SHT_GROUP || (in->sections[i].sh_flags & SHF_TLS) ||
            !is_ordinary_section(name_at(&in->section_names, in->sections[i].sh_name)))
            return false;
    return true;
}

static bool is_ordinary_symbol(const Elf64_Sym *symbol)
{
    unsigned type = ELF64_ST_TYPE(symbol->st_info);

    return ELF64_ST_BIND(symbol->st_info) == STB_GLOBAL &&
           ELF64_ST_VISIBILITY(symbol->st_other) == STV_DEFAULT &&
           (type == STT_NOTYPE || type == STT_OBJECT || type == STT_FUNC);
}

static void add_symbol(struct object *object, const struct reading *in, const Elf64_Sym *symbol)
{
    const char *name = name_at(&in->symbol_names, symbol->st_name);
    struct object_names *names = symbol->st_shndx == SHN_UNDEF ? &object->needed : &object->defined;

    if (ELF64_ST_BIND(symbol->st_info) == STB_LOCAL) {
        object->is_ordinary &= ELF64_ST_TYPE(symbol->st_info) != STT_GNU_IFUNC;
        return;
    }
    object->is_ordinary &= is_ordinary_symbol(symbol) && *name;
    names->list[names->count++] = name;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool make_lists(struct object *object, size_t most)
{
    object->defined.list = calloc(most + 1, sizeof *object->defined.list);
    object->needed.list = calloc(most + 1, sizeof *object->needed.list);
    if (object->defined.list && object->needed.list)
        return true;
    object_release(object);
    return false;
}

static void sort_names(struct object_names *names)
{
    qsort(names->list, names->count, sizeof *names->list, compare_names);
}

bool object_read(struct object *object, const struct map *file)
{
    struct reading in = {.file = file};
    const Elf64_Sym *symbols;
    size_t count;

    *object = (struct object){0};
    if (!find_tables(&in))
        return false;
    symbols = (const void *)in.symbols.at;
    count = in.symbols.size / sizeof *symbols;
    if (!make_lists(object, count))
        return false;
    object->is_ordinary = has_ordinary_sections(&in);
    for (size_t i = 1; i < count; i++) /* the first is none */
        add_symbol(object, &in, &symbols[i]);
    sort_names(&object->defined);
    sort_names(&object->needed);
    return true;
}

void object_release(struct object *object)
{
    free(object->defined.list);
    free(object->needed.list);
    *object = (struct object){0};
}

bool object_has_name(const struct object_names *names, const char *name)
{
    return bsearch(&name, names->list, names->count, sizeof *names->list, compare_names) != NULL;
}
