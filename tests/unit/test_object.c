/* SPDX-License-Identifier: MIT */
/* What is read of object files: gcc's own, and damaged ones, which must be refused or harmless. */
#include "lang/gcc/object.h"

#include <elf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* A small object file, made here: three sections, and symbols of a table. */
struct made {
    Elf64_Ehdr head;
    Elf64_Shdr sections[4];
    Elf64_Sym symbols[4];
    char names[64], section_names[64];
};

enum { NAME_MAIN = 1, NAME_PUTS = 6 };
static const char names[] = "\0main\0puts";
enum { SECTION_TEXT = 1, SECTION_SYMTAB = 7, SECTION_STRTAB = 15 };
static const char section_names[] = "\0.text\0.symtab\0.strtab";

static struct made make(void)
{
    struct made m = {
        .head = {.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB},
                 .e_type = ET_REL,
                 .e_machine = EM_X86_64,
                 .e_shoff = offsetof(struct made, sections),
                 .e_shentsize = sizeof(Elf64_Shdr),
                 .e_shnum = 4,
                 .e_shstrndx = 3},
        .sections = {{0},
                     {.sh_type = SHT_SYMTAB,
                      .sh_name = SECTION_SYMTAB,
                      .sh_offset = offsetof(struct made, symbols),
                      .sh_size = sizeof(Elf64_Sym) * 3,
                      .sh_link = 2},
                     {.sh_type = SHT_STRTAB,
                      .sh_name = SECTION_STRTAB,
                      .sh_offset = offsetof(struct made, names),
                      .sh_size = sizeof names},
                     {.sh_type = SHT_STRTAB,
                      .sh_name = SECTION_STRTAB,
                      .sh_offset = offsetof(struct made, section_names),
                      .sh_size = sizeof section_names}},
        .symbols = {{0},
                    {.st_name = NAME_MAIN,
                     .st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC),
                     .st_shndx = 1},
                    {.st_name = NAME_PUTS, .st_info = ELF64_ST_INFO(STB_GLOBAL, STT_NOTYPE)}},
    };

    memcpy(m.names, names, sizeof names);
    memcpy(m.section_names, section_names, sizeof section_names);
    return m;
}

static bool read_made(struct object *object, const struct made *made, size_t length)
{
    const struct map map = {.data = (const char *)made, .len = length};

    return object_read(object, &map);
}

static void symbols_are_read_with_their_kinds(void **state)
{
    const struct made made = make();
    struct object object;

    (void)state;
    assert_true(read_made(&object, &made, sizeof made));
    assert_true(object.is_ordinary);
    assert_int_equal(object.defined.count, 1);
    assert_string_equal(object.defined.list[0], "main");
    assert_int_equal(object.needed.count, 1);
    assert_true(object_has_name(&object.needed, "puts"));
    assert_false(object_has_name(&object.needed, "main"));
    object_release(&object);
}

static void what_is_not_ordinary_is_told(void **state)
{
    const struct row {
        unsigned char info, other;
        const char *section;
        uint64_t flags;
        uint32_t type;
    } rows[] = {
        {ELF64_ST_INFO(STB_WEAK, STT_FUNC), 0, ".text", 0, SHT_PROGBITS},
        {ELF64_ST_INFO(STB_GNU_UNIQUE, STT_OBJECT), 0, ".text", 0, SHT_PROGBITS},
        {ELF64_ST_INFO(STB_GLOBAL, STT_TLS), 0, ".text", 0, SHT_PROGBITS},
        {ELF64_ST_INFO(STB_GLOBAL, STT_GNU_IFUNC), 0, ".text", 0, SHT_PROGBITS},
        {ELF64_ST_INFO(STB_LOCAL, STT_GNU_IFUNC), 0, ".text", 0, SHT_PROGBITS},
        {ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), STV_HIDDEN, ".text", 0, SHT_PROGBITS},
        {ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), 0, ".init_array", 0, SHT_PROGBITS},
        {ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), 0, ".textile", 0, SHT_PROGBITS},
        {ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), 0, ".rela.mine", 0, SHT_RELA},
        {ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), 0, ".text", SHF_TLS, SHT_PROGBITS},
        {ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), 0, ".text", 0, SHT_GROUP},
        {ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), 0, ".text.hot", 0, SHT_PROGBITS},
        {ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), 0, ".rela.text", 0, SHT_RELA},
    };
    const size_t ordinary = 2; /* the last ones */

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct made made = make();
        struct object object;

        made.symbols[1].st_info = rows[i].info;
        made.symbols[1].st_other = rows[i].other;
        snprintf(made.section_names + 32, 32, "%s", rows[i].section);
        made.sections[3].sh_size = sizeof made.section_names;
        made.sections[0] =
            (Elf64_Shdr){.sh_name = 32, .sh_type = rows[i].type, .sh_flags = rows[i].flags};
        assert_true(read_made(&object, &made, sizeof made));
        if (object.is_ordinary != (i >= sizeof rows / sizeof *rows - ordinary))
            fail_msg("row %zu", i);
        object_release(&object);
    }
}

static void a_short_file_is_refused(void **state)
{
    const struct made made = make();
    struct object object;

    (void)state;
    for (size_t n = 0; n < offsetof(struct made, section_names); n++) {
        void *copy = malloc(n + 1); /* its end is the allocation's, for the sanitizer */

        assert_non_null(copy);
        memcpy(copy, &made, n);
        assert_false(read_made(&object, copy, n));
        free(copy);
    }
}

/* Each byte with each of some values: refused, or read within the file. */
static void a_damaged_file_is_read_within_its_bytes(void **state)
{
    static const unsigned char values[] = {0, 1, 7, 0x7f, 0x80, 0xff};
    struct made *made = malloc(sizeof *made);

    (void)state;
    assert_non_null(made);
    for (size_t at = 0; at < sizeof *made; at++)
        for (size_t i = 0; i < sizeof values; i++) {
            struct object object;

            *made = make();
            ((unsigned char *)made)[at] = values[i];
            if (!read_made(&object, made, sizeof *made))
                continue;
            for (size_t n = 0; n < object.defined.count; n++)
                assert_true(strlen(object.defined.list[n]) < sizeof *made);
            object_release(&object);
        }
    free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(symbols_are_read_with_their_kinds),
        cmocka_unit_test(what_is_not_ordinary_is_told),
        cmocka_unit_test(a_short_file_is_refused),
        cmocka_unit_test(a_damaged_file_is_read_within_its_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
