/* SPDX-License-Identifier: MIT */
/* What is taken for the preamble of a source: a table, and what is left where it is taken out. */
#include "lang/gcc/preamble.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define SOURCE(literal) (literal), sizeof(literal) - 1

#define BITS  "#include <bits/stdc++.h>\n"
#define USING "using namespace std;\n"
#define NONE  ""

static const struct row {
    const char *source;
    size_t length;
    const char *text;
} rows[] = {
    {SOURCE(""), NONE},
    {SOURCE("\n \t\r\n"), NONE},
    {SOURCE("int main() {}\n"), NONE},
    {SOURCE(BITS), BITS},
    {SOURCE("#include <bits/stdc++.h>"), BITS},
    {SOURCE("#include<bits/stdc++.h>\r\nint x;"), BITS},
    {SOURCE("\n\n  #\tinclude \t<bits/stdc++.h> \t\n"), BITS},
    {SOURCE(BITS "int x;\n#include <map>\n"), BITS},
    {SOURCE(BITS "#include <map>\n\n#include <set>\nint x;"),
     BITS "#include <map>\n#include <set>\n"},
    {SOURCE("#include <ext/pb_ds/assoc_container.hpp>\n"),
     "#include <ext/pb_ds/assoc_container.hpp>\n"},
    {SOURCE(BITS BITS), BITS BITS},
    /* comments */
    {SOURCE("// a\n/* b\n * c */\n" BITS "// d"), BITS},
    {SOURCE("/* a */ #include /* b */ <map>\n"), NONE},
    {SOURCE("/* a\n */ #include <map> // b\nint x;"), "#include <map>\n"},
    {SOURCE("#include <map> /* a */ // b\n#include <set>\n"), "#include <map>\n#include <set>\n"},
    {SOURCE("#include <map>\n/* never ends\n#include <set>\n"), "#include <map>\n"},
    {SOURCE("/**/#include <map>\n"), "#include <map>\n"},
    {SOURCE("/*/\n#include <map>\n*/#include <set>\n"), "#include <set>\n"},
    {SOURCE("#include <map>\n/"), "#include <map>\n"},
    {SOURCE("//\n#include <map>//"), "#include <map>\n"},
    /* using */
    {SOURCE(USING BITS), USING BITS},
    {SOURCE(BITS USING "int x;"), BITS},
    {SOURCE("#include <map>\nusing\tnamespace std;\n#include <set>\n" USING),
     "#include <map>\n" USING "#include <set>\n"},
    {SOURCE("#include <map>\nusing namespace std;#include <set>\n"), "#include <map>\n"},
    {SOURCE("#include <map>\nusing namespace std; // a\n#include <set>\n"),
     "#include <map>\n" USING "#include <set>\n"},
    {SOURCE("#include <map>\nusing namespace std::chrono;\n#include <set>\n"), "#include <map>\n"},
    {SOURCE("#include <map>\nusing namespace stdx;\n#include <set>\n"), "#include <map>\n"},
    {SOURCE("#include <map>\nusingnamespace std;\n#include <set>\n"), "#include <map>\n"},
    /* what ends a preamble */
    {SOURCE("#pragma GCC optimize(\"O3\")\n" BITS), NONE},
    {SOURCE("#define A\n" BITS), NONE},
    {SOURCE("#ifdef A\n" BITS "#endif\n"), NONE},
    {SOURCE("#include \"bits/stdc++.h\"\n"), NONE},
    {SOURCE("#include <map>\n#include_next <set>\n"), NONE},
    {SOURCE("#import <map>\n"), NONE},
    {SOURCE("%:include <map>\n"), NONE},
    {SOURCE("#include <map> int x;\n"), NONE},
    {SOURCE("#include <map>\n#include <set> x\n"), "#include <map>\n"},
    {SOURCE("#include <map> /* a\n*/ #include <set>\n"), NONE},
    {SOURCE("\xef\xbb\xbf" BITS), NONE},
    {SOURCE("\f" BITS), NONE},
    {SOURCE(BITS "\v#include <map>\n"), BITS},
    {SOURCE("// \0\n" BITS), NONE},
    {SOURCE("/* \0 */\n" BITS), NONE},
    {SOURCE("#include <map\0>\n"), NONE},
    {SOURCE("#include <map>\r#include <set>\n"), NONE},
    {SOURCE("// a\r" BITS "\n"), NONE},
    /* lines that are joined to the next */
    {SOURCE("// a \\\n" BITS), NONE},
    {SOURCE("// a \\ \t\r\n" BITS), NONE},
    {SOURCE("// a ?\?/\n" BITS), NONE},
    {SOURCE("/* *\\\n/ " BITS), NONE},
    {SOURCE("#include <map> // a\\\n#include <set>\n"), NONE},
    {SOURCE("#include \\\n<map>\n"), NONE},
    {SOURCE("#inc\\\nlude <map>\n"), NONE},
    /* names */
    {SOURCE("#include </etc/passwd>\n"), NONE},
    {SOURCE("#include <../main.cc>\n"), NONE},
    {SOURCE("#include <a/../b>\n"), NONE},
    {SOURCE("#include <a//b>\n"), NONE},
    {SOURCE("#include <a b>\n"), NONE},
    {SOURCE("#include <a\\b>\n"), NONE},
    {SOURCE("#include <>\n"), NONE},
    {SOURCE("#include <map\n>\n"), NONE},
    {SOURCE("#include <map"), NONE},
    {SOURCE("#include"), NONE},
    {SOURCE("#"), NONE},
    /* sources that would notice */
    {SOURCE(BITS "#include \"main.cpp\"\n"), NONE},
    {SOURCE(BITS "#include __FILE__\n"), NONE},
    {SOURCE(BITS "# \tinclude\tX\n"), NONE},
    {SOURCE(BITS "#include\n"), NONE},
    {SOURCE(BITS "int x;\n#include \"y.h\"\n#include<z>\n"), BITS},
    {SOURCE(BITS "asm(\".incbin \\\"x\\\"\");\n"), NONE},
    {SOURCE(BITS "#if __has_include(\"/cache/x\")\n#endif\n"), NONE},
    /* What is put into std comes after the headers, precompiled or not. */
    {SOURCE(BITS "namespace std { int f(); }\n"), BITS},
    {SOURCE(BITS "template <> struct std::less<int> {};\n"), BITS},
};

static void a_preamble_is_what_the_table_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        /* A copy that ends where the source does: AddressSanitizer sees who reads on. */
        char *source = malloc(rows[i].length + 1);
        struct buf text = BUF_INIT(4096);
        struct preamble p;

        memcpy(source, rows[i].source, rows[i].length);
        source = realloc(source, rows[i].length ? rows[i].length : 1);
        preamble_scan(&p, source, rows[i].length);
        assert_int_equal(preamble_text(&p, source, &text), 0);
        if (strcmp(buf_str(&text), rows[i].text) != 0)
            fail_msg("row %zu, '%s': '%s' instead of '%s'", i, rows[i].source, buf_str(&text),
                     rows[i].text);
        buf_release(&text);
        free(source);
    }
}

static void no_more_lines_are_taken_than_there_is_room_for(void **state)
{
    struct buf source = BUF_INIT(65536);
    struct preamble p;

    (void)state;
    for (int i = 0; i < 2 * PREAMBLE_LINES_MAX; i++)
        assert_int_equal(buf_addf(&source, "#include <h%d>\n", i), 0);
    preamble_scan(&p, source.data, source.len);
    assert_int_equal(p.count, PREAMBLE_LINES_MAX);
    buf_release(&source);
}

static void taking_it_out_leaves_every_other_byte_in_its_place(void **state)
{
    const char source[] =
        "// a\n" BITS "  #include <map> /* b */\r\n" USING "#include <set>\nint x;\n";
    const char expected[] = "#line 1\n"
                            "// a\n                        \n                 /* b */\r\n"
                            "                    \n              \nint x;\n";
    cleanup_with(buf_release) struct buf rest = BUF_INIT(1024);
    struct preamble p;
    cleanup_fd int fd = -1;

    (void)state;
    preamble_scan(&p, source, sizeof source - 1);
    assert_int_equal(p.count, 4);
    fd = preamble_take_out(&p, "#line 1\n", source, sizeof source - 1);
    assert_int_equal(file_read_fd(fd, &rest, NULL), 0);
    assert_string_equal(buf_str(&rest), expected);
}

static void a_text_that_does_not_fit_is_refused(void **state)
{
    struct buf text = BUF_INIT(10);
    struct preamble p;

    (void)state;
    preamble_scan(&p, SOURCE(BITS));
    assert_int_equal(preamble_text(&p, BITS, &text), -1);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_preamble_is_what_the_table_says),
        cmocka_unit_test(no_more_lines_are_taken_than_there_is_room_for),
        cmocka_unit_test(taking_it_out_leaves_every_other_byte_in_its_place),
        cmocka_unit_test(a_text_that_does_not_fit_is_refused),
    };

    return cmocka_run_group_tests_name("preamble", tests, NULL, NULL);
}
