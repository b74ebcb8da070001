/* SPDX-License-Identifier: MIT */
/* Java's sources, classes and jars, well-formed and hostile. Jars are read back by libzip. */
#include "base/buf.h"
#include "lang/java/class_file.h"
#include "lang/java/jar.h"
#include "lang/java/source_name.h"
#include "tests/unit/folder.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <zip.h>

/* ---- names of sources */

static const struct {
    const char *source, *name; /* NULL: any will do */
} sources[] = {
    {"", NULL},
    {"class A {}", NULL},
    {"public class A {}", "A.java"},
    {"class B {}\npublic final class A<T> extends B {}", "A.java"},
    {"public abstract sealed interface A permits B {}", "A.java"},
    {"public enum A { X }", "A.java"},
    {"public record A(int x) {}", "A.java"},
    {"public @interface A {}", "A.java"},
    {"@Deprecated(since = \"public class B\") public class A {}", "A.java"},
    {"// public class B\n/* public class C { */ public class A {}", "A.java"},
    {"class B { public class C {} }", NULL},
    {"class B { char c = '{'; char d = '\\''; String s = \"\\\"{\"; } public class A {}", "A.java"},
    {"class B { String s = \"\"\"\n } public class C { \"\n\"\"\"; } public class A {}", "A.java"},
    {"class B { String s = \"\"\"\n \\\"\"\" } public class C {\n\"\"\"; } public class A {}",
     "A.java"},
    {"import x.public_class; public\tclass\nA{}", "A.java"},
    {"public class Gr\xc3\xbc\xc3\x9f {}", "Gr\xc3\xbc\xc3\x9f.java"},
    {"public class $_1 {}", "$_1.java"},
    /* What no compiler takes. */
    {"public class", NULL},
    {"public class ../../etc/passwd {}", "etc.java"},
    {"public class /* never closed", NULL},
    {"}}}} public class A {}", NULL},
    {"\"never closed public class A {}", NULL},
    {"'\\", NULL},
    {"/*", NULL},
    {"\"\"\"", NULL},
    {"\"\"\"\\", NULL},
};

static void a_source_is_named_for_its_public_type(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        char name[64] = "";
        size_t n = strlen(sources[i].source);
        char *exact = malloc(n + 1); /* without a NUL behind it */
        bool has;

        memcpy(exact, sources[i].source, n);
        has = java_source_name(exact, n, name, sizeof name);
        free(exact);
        if (has != (sources[i].name != NULL) || (has && strcmp(name, sources[i].name) != 0))
            fail_msg("%s: %s", sources[i].source, has ? name : "none");
    }
}

static void a_name_that_does_not_fit_is_none(void **state)
{
    char source[600] = "public class ", name[255 + 1];

    (void)state;
    memset(source + strlen(source), 'A', 250);
    assert_true(java_source_name(source, strlen(source), name, sizeof name));
    assert_int_equal(strlen(name), 255);
    strcat(source, "A");
    assert_false(java_source_name(source, strlen(source), name, sizeof name));
}

/* ---- class files */

#define MAIN_TEXT "\x01\x00\x04main"
#define TYPE_TEXT "\x01\x00\x16([Ljava/lang/String;)V"
#define MAGIC     "\xca\xfe\xba\xbe\x00\x00\x00\x3d"
/* Access, this and super, no interfaces, no fields, one method. */
#define ONE_METHOD "\x00\x20\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01"
#define NO_METHOD  "\x00\x20\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"

#define BYTES(text)                                                                                \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }

struct bytes {
    const char *at;
    size_t n;
};

static const struct bytes with_main[] = {
    BYTES(MAGIC "\x00\x03" MAIN_TEXT TYPE_TEXT ONE_METHOD "\x00\x09\x00\x01\x00\x02\x00\x00"),
    /* final, varargs, an attribute */
    BYTES(MAGIC "\x00\x03" MAIN_TEXT TYPE_TEXT ONE_METHOD
                "\x00\x99\x00\x01\x00\x02\x00\x01\x00\x01\x00\x00\x00\x02xx"),
    /* behind a long, which takes two numbers */
    BYTES(MAGIC "\x00\x05\x05xxxxxxxx" MAIN_TEXT TYPE_TEXT ONE_METHOD
                "\x00\x09\x00\x03\x00\x04\x00\x00"),
};

static const struct bytes without_main[] = {
    BYTES(""),
    BYTES("\xca\xfe\xba\xbe"),
    BYTES("PK\x03\x04 no class at all"),
    BYTES(MAGIC "\x00\x03" MAIN_TEXT TYPE_TEXT NO_METHOD),
    /* not public; not static; another type; a field */
    BYTES(MAGIC "\x00\x03" MAIN_TEXT TYPE_TEXT ONE_METHOD "\x00\x08\x00\x01\x00\x02\x00\x00"),
    BYTES(MAGIC "\x00\x03" MAIN_TEXT TYPE_TEXT ONE_METHOD "\x00\x01\x00\x01\x00\x02\x00\x00"),
    BYTES(MAGIC "\x00\x03" MAIN_TEXT TYPE_TEXT ONE_METHOD "\x00\x09\x00\x01\x00\x01\x00\x00"),
    BYTES(MAGIC "\x00\x03" MAIN_TEXT TYPE_TEXT
                "\x00\x20\x00\x00\x00\x00\x00\x00\x00\x01\x00\x09\x00\x01\x00\x02\x00\x00\x00\x00"),
    /* neither text is there, and the method has number 0 for both */
    BYTES(MAGIC "\x00\x01" ONE_METHOD "\x00\x09\x00\x00\x00\x00\x00\x00"),
    /* a pool of 65,534 constants that are not there; tags that do not exist */
    BYTES(MAGIC "\xff\xff" MAIN_TEXT TYPE_TEXT ONE_METHOD "\x00\x09\x00\x01\x00\x02\x00\x00"),
    BYTES(MAGIC "\x00\x04" MAIN_TEXT TYPE_TEXT "\x02xx" ONE_METHOD),
    BYTES(MAGIC "\x00\x04" MAIN_TEXT TYPE_TEXT "\xff" ONE_METHOD),
    /* a text of 65,535 bytes, an attribute of four gibibytes, 65,535 attributes and interfaces */
    BYTES(MAGIC "\x00\x03" MAIN_TEXT "\x01\xff\xff([Ljava/lang/String;)V" ONE_METHOD),
    BYTES(MAGIC "\x00\x03" MAIN_TEXT TYPE_TEXT ONE_METHOD
                "\x00\x09\x00\x01\x00\x02\x00\x01\x00\x01\xff\xff\xff\xff"),
    BYTES(MAGIC "\x00\x03" MAIN_TEXT TYPE_TEXT ONE_METHOD "\x00\x09\x00\x01\x00\x02\xff\xff"),
    BYTES(MAGIC "\x00\x03" MAIN_TEXT TYPE_TEXT "\x00\x20\x00\x00\x00\x00\xff\xff\x00\x00"),
};

static bool has_main(const char *at, size_t n)
{
    char *exact = malloc(n + !n); /* so that the sanitizer sees a read past the end */
    bool has;

    memcpy(exact, at, n);
    has = class_file_has_main(exact, n);
    free(exact);
    return has;
}

static void a_main_method_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof with_main / sizeof *with_main; i++)
        if (!has_main(with_main[i].at, with_main[i].n))
            fail_msg("row %zu has none", i);
    for (size_t i = 0; i < sizeof without_main / sizeof *without_main; i++)
        if (has_main(without_main[i].at, without_main[i].n))
            fail_msg("row %zu has one", i);
}

static void a_class_file_that_is_cut_has_no_main_method(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof with_main / sizeof *with_main; i++)
        for (size_t n = 0; n < with_main[i].n; n++)
            if (has_main(with_main[i].at, n))
                fail_msg("row %zu has one in %zu bytes", i, n);
}

/* ---- jars */

static void put_class(void *const *state, const char *name)
{
    folder_put_bytes(state, name, with_main[0].at, with_main[0].n);
}

static int pack_folder(void *const *state, struct err *err)
{
    int dir = open(*state, O_RDONLY | O_DIRECTORY | O_CLOEXEC), jar;

    assert_true(dir >= 0);
    jar = jar_pack(dir, "Main.java", err);
    close(dir);
    return jar;
}

/* The jar of the folder, as another program reads it. */
static zip_t *open_jar(void *const *state)
{
    struct err err = {0};
    int fd = pack_folder(state, &err);
    char path[32];
    zip_t *zip;

    if (fd < 0)
        fail_msg("%s", err.msg);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    close(fd);
    assert_non_null(zip);
    return zip;
}

static void read_entry(zip_t *zip, const char *name, char *text, size_t size)
{
    zip_file_t *file = zip_fopen(zip, name, 0);
    zip_int64_t n;

    assert_non_null(file);
    n = zip_fread(file, text, size - 1);
    assert_true(n >= 0);
    text[n] = '\0';
    assert_int_equal(zip_fclose(file), 0); /* the checksum is right */
}

/* What follows "Main-Class: ", put together from its lines; "" without a manifest. */
static void assert_main_class(void *const *state, const char *expected)
{
    cleanup_with(buf_release) struct buf joined = BUF_INIT(1 << 16);
    zip_t *zip = open_jar(state);
    char text[4096] = "Main-Class: \r\n";
    char *line;

    if (zip_name_locate(zip, "META-INF/MANIFEST.MF", 0) >= 0)
        read_entry(zip, "META-INF/MANIFEST.MF", text, sizeof text);
    zip_discard(zip);
    line = strstr(text, "Main-Class: ") + strlen("Main-Class: ");
    for (char *end; (end = strstr(line, "\r\n")); line = end + 3) {
        assert_true(end - line <= 72);
        assert_int_equal(buf_add(&joined, line, (size_t)(end - line)), 0);
        if (end[2] != ' ')
            break;
    }
    assert_string_equal(buf_str(&joined), expected);
}

static void classes_come_back_as_they_were(void **state)
{
    char text[256];
    zip_t *zip;

    put_class(state, "Main.class");
    folder_put(state, "a/b/Plain.class", "anything");
    folder_put(state, "Empty.class", "");
    zip = open_jar(state);
    assert_int_equal(zip_get_num_entries(zip, 0), 4);
    read_entry(zip, "Main.class", text, sizeof text);
    assert_memory_equal(text, with_main[0].at, with_main[0].n);
    read_entry(zip, "a/b/Plain.class", text, sizeof text);
    assert_string_equal(text, "anything");
    read_entry(zip, "Empty.class", text, sizeof text);
    assert_string_equal(text, "");
    zip_discard(zip);
}

static void a_jar_without_a_main_method_names_no_class(void **state)
{
    folder_put(state, "Main.class", "no class");
    assert_main_class(state, "");
}

static void the_main_class_is_that_of_the_source_before_others(void **state)
{
    put_class(state, "A.class");
    assert_main_class(state, "A");
    put_class(state, "z/Main.class");
    assert_main_class(state, "z.Main");
    put_class(state, "b/Main.class");
    put_class(state, "Main$Inner.class");
    assert_main_class(state, "b.Main");
}

static void a_long_name_goes_on_in_further_lines(void **state)
{
    char name[256] = "deep/", expected[256] = "deep.";

    memset(name + 5, 'x', 200);
    memset(expected + 5, 'x', 200);
    strcat(name, ".class");
    put_class(state, name);
    assert_main_class(state, expected);
}

/* What a compiler never writes, and one that a candidate has taken over could. */
static void names_that_no_class_has_are_no_main_class(void **state)
{
    static const char *const names[] = {"a",    "x.txt",     "class",
                                        "Main", "Main.clas", "A\r\nLaunched-Agent-Class: A.class"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put_class(state, names[i]);
    assert_main_class(state, "");
}

static void links_and_other_odd_files_are_left_out(void **state)
{
    cleanup_free char *fifo = file_join(*state, "Fifo.class");
    zip_t *zip;

    put_class(state, "Main.class");
    put_class(state, ".class");
    folder_link(state, "Passwd.class", "/etc/passwd");
    folder_link(state, "Self.class", "Main.class");
    folder_link(state, "loop", ".");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    zip = open_jar(state);
    assert_int_equal(zip_get_num_entries(zip, 0), 2);
    zip_discard(zip);
}

static void directories_are_not_followed_without_end(void **state)
{
    char path[512] = "";
    zip_t *zip;

    for (int i = 0; i < 40; i++) {
        strcat(path, "d/");
        strcat(path, "X.class");
        put_class(state, path);
        path[strlen(path) - strlen("X.class")] = '\0';
    }
    zip = open_jar(state);
    assert_int_equal(zip_get_num_entries(zip, 0), 16 + 1);
    zip_discard(zip);
}

static void too_much_is_refused_in_one_sentence(void **state)
{
    cleanup_free char *path = file_join(*state, "Large.class");
    struct err err = {0};

    put_class(state, "Main.class");
    assert_int_equal(truncate((folder_put(state, "Large.class", ""), path), (off_t)1 << 40), 0);
    assert_int_equal(pack_folder(state, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_string_equal(err.msg, "the compiler made more than 64 MiB of classes");
}

static void too_many_are_refused_in_one_sentence(void **state)
{
    struct err err = {0};

    for (int i = 0; i <= 4096; i++) {
        char name[32];

        snprintf(name, sizeof name, "C%d.class", i);
        folder_put(state, name, "");
    }
    assert_int_equal(pack_folder(state, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_string_equal(err.msg, "the compiler made more than 4096 classes");
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_source_is_named_for_its_public_type),
        cmocka_unit_test(a_name_that_does_not_fit_is_none),
        cmocka_unit_test(a_main_method_is_found),
        cmocka_unit_test(a_class_file_that_is_cut_has_no_main_method),
        IN_A_FOLDER(classes_come_back_as_they_were),
        IN_A_FOLDER(a_jar_without_a_main_method_names_no_class),
        IN_A_FOLDER(the_main_class_is_that_of_the_source_before_others),
        IN_A_FOLDER(a_long_name_goes_on_in_further_lines),
        IN_A_FOLDER(names_that_no_class_has_are_no_main_class),
        IN_A_FOLDER(links_and_other_odd_files_are_left_out),
        IN_A_FOLDER(directories_are_not_followed_without_end),
        IN_A_FOLDER(too_much_is_refused_in_one_sentence),
        IN_A_FOLDER(too_many_are_refused_in_one_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
