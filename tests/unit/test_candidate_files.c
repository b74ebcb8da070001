/* SPDX-License-Identifier: MIT */
/* The candidate reader on what a path can be: gzip, a pipe, a long stream, a directory, a file. */
#include "tests/unit/pool_fixture.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <malloc.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

static void an_empty_pool_is_no_error(void **state)
{
    struct fixture *f = *state;

    READ(f, "");
    assert_int_equal(f->count, 0);
    assert_int_equal(f->complaint_count, 0);
}

static void a_pool_that_is_not_there_is_refused(void **state)
{
    const struct reader_options options = {.code_limit = CODE_LIMIT};
    struct candidate_reader *reader = NULL;
    struct fixture *f = *state;
    const char *path = path_of(f, "none.jsonl");
    struct err err = {0};

    assert_int_equal(candidate_reader_open(&reader, &path, 1, &options, note, f, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_non_null(strstr(err.msg, "none.jsonl: No such file"));
    assert_null(reader);
    candidate_reader_close(NULL);
}

/* The pool `name` as gzip packs it, whatever the new name says. */
static void pack(struct fixture *f, const char *name, const char *packed)
{
    char command[300];

    snprintf(command, sizeof command, "gzip -c %s/%s >%s/%s", f->dir, name, f->dir, packed);
    assert_int_equal(system(command), 0);
}

static void gzip_is_read_under_any_name(void **state)
{
    struct fixture *f = *state;

    put_file(f, "plain", "{\"source\":\"a\"}\n{\"source\":\"b\"}", 29);
    pack(f, "plain", "odd.jsonl");
    read_pool(f, path_of(f, "odd.jsonl"));
    assert_int_equal(f->result, 0);
    assert_int_equal(f->count, 2);
    expect_candidate(f, 1, "2", NULL, "b");
}

static void gzip_cut_short_is_an_error_after_what_was_whole(void **state)
{
    struct fixture *f = *state;
    struct stat st;

    put_file(f, "plain", "{\"source\":\"a\"}\n{\"source\":\"b\"}", 29);
    pack(f, "plain", "cut.gz");
    assert_int_equal(stat(path_of(f, "cut.gz"), &st), 0);
    assert_int_equal(truncate(f->path, st.st_size - 3), 0);
    read_pool(f, path_of(f, "cut.gz"));
    assert_int_equal(f->result, -1);
    assert_int_equal(f->err.kind, ERR_INPUT);
    assert_non_null(strstr(f->err.msg, "cut.gz: after line 1: the gzip data ends early"));
    assert_int_equal(f->count, 1);
}

static void stdin_may_be_a_pipe(void **state)
{
    static const char text[] = "{\"source\":\"a\"}\n{\"source\":\n{\"source\":\"b\"}\n";
    struct fixture *f = *state;
    int ends[2], saved = dup(STDIN_FILENO);

    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    assert_int_equal(write(ends[1], text, sizeof text - 1), sizeof text - 1);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    read_pool(f, "-");
    dup2(saved, STDIN_FILENO);
    close(saved);
    assert_int_equal(f->count, 2);
    assert_int_equal(f->complaint_count, 1);
    assert_string_equal(f->complaints[0].where, "stdin:2");
}

#ifdef __SANITIZE_ADDRESS__
size_t __sanitizer_get_current_allocated_bytes(void); /* libasan's; Debian ships no header */
#endif

static size_t memory_in_use(void)
{
#ifdef __SANITIZE_ADDRESS__
    return __sanitizer_get_current_allocated_bytes();
#else
    return mallinfo2().uordblks;
#endif
}

static void two_hundred_thousand_lines_stream_in_flat_memory(void **state)
{
    enum { COUNT = 200000 };
    const struct reader_options options = {.code_limit = CODE_LIMIT};
    struct fixture *f = *state;
    struct buf text = BUF_INIT(1 << 26);
    struct candidate_reader *reader;
    struct candidate candidate;
    const char *path;
    size_t early = 0;
    uint64_t count = 0;

    for (int i = 0; i < COUNT; i++)
        buf_addf(&text, "{\"id\":%d,\"source\":\"print(%d)\",\"t\":0.5}\n", i, i);
    put_file(f, "many", text.data, text.len);
    path = path_of(f, "many");
    buf_release(&text);
    assert_int_equal(candidate_reader_open(&reader, &path, 1, &options, NULL, NULL, &f->err), 0);
    while (candidate_reader_next(reader, &candidate, &f->err) > 0) {
        if (++count == 1000)
            early = memory_in_use();
        candidate_release(&candidate);
    }
    assert_int_equal(count, COUNT);
    assert_true(memory_in_use() < early + 65536);
    candidate_reader_close(reader);
}

static void a_directory_is_read_in_the_order_of_its_paths(void **state)
{
    struct fixture *f = *state;

    mkdir(path_of(f, "sub"), 0777);
    mkdir(path_of(f, ".git"), 0777);
    put_file(f, "b.py", "print(1)", 8);
    put_file(f, "sub/x.cpp", "int x;", 6);
    put_file(f, "a.cc", "int \xe9;", 6);
    put_file(f, "c.tar.py", "c", 1);
    put_file(f, ".git/config.c", "hidden", 6);
    put_file(f, ".hidden.py", "hidden", 6);
    read_pool(f, path_of(f, ""));
    assert_int_equal(f->complaint_count, 0);
    assert_int_equal(f->count, 4);
    expect_candidate(f, 0, "a.cc", "cpp", "int \xe9;");
    expect_candidate(f, 1, "b.py", "python3", "print(1)");
    expect_candidate(f, 2, "c.tar.py", "python3", "c");
    expect_candidate(f, 3, "sub/x.cpp", "cpp", "int x;");
}

static void what_a_directory_holds_besides_sources_is_told(void **state)
{
    char longer[CODE_LIMIT + 1];
    struct fixture *f = *state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    cleanup_fd int sock = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    memset(longer, 'x', sizeof longer);
    mkfifo(path_of(f, "a.py"), 0666);
    assert_int_equal(symlink("/etc/passwd", path_of(f, "b.py")), 0);
    assert_int_equal(symlink("/", path_of(f, "c")), 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s/d.py", f->dir);
    assert_int_equal(bind(sock, (struct sockaddr *)&address, sizeof address), 0);
    put_file(f, "e", "no extension", 12);
    put_file(f, "f.", "no extension", 12);
    put_file(f, "g.py", "a\0b", 3);
    put_file(f, "h.py", "", 0);
    put_file(f, "i.py", longer, sizeof longer);
    put_file(f, "j.py", longer, CODE_LIMIT);
    alarm(20); /* an opened FIFO would wait for ever */
    read_pool(f, f->dir);
    alarm(0);
    assert_int_equal(f->count, 1);
    assert_string_equal(f->candidates[0].id, "j.py");
    assert_int_equal(f->complaint_count, 9);
    expect_complaint(f, 0, COMPLAINT_NOT_A_FILE, "a.py", "FIFO");
    expect_complaint(f, 1, COMPLAINT_NOT_A_FILE, "b.py", "symbolic link");
    expect_complaint(f, 2, COMPLAINT_NOT_A_FILE, "c", "symbolic link");
    expect_complaint(f, 3, COMPLAINT_NOT_A_FILE, "d.py", "socket");
    expect_complaint(f, 4, COMPLAINT_MISSING_EXTENSION, "e", "extension");
    expect_complaint(f, 5, COMPLAINT_MISSING_EXTENSION, "f.", "extension");
    expect_complaint(f, 6, COMPLAINT_NUL_IN_SOURCE, "g.py", "NUL");
    expect_complaint(f, 7, COMPLAINT_EMPTY_SOURCE, "h.py", "empty");
    expect_complaint(f, 8, COMPLAINT_SOURCE_TOO_LONG, "i.py", "1001 bytes; the limit is 1000");
}

static void a_file_that_goes_away_is_told(void **state)
{
    const struct reader_options options = {.code_limit = CODE_LIMIT};
    struct fixture *f = *state;
    struct candidate_reader *reader;
    const char *path = f->dir;

    put_file(f, "a.py", "a", 1);
    put_file(f, "b.py", "b", 1);
    put_file(f, "c.py", "c", 1);
    assert_int_equal(candidate_reader_open(&reader, &path, 1, &options, note, f, &f->err), 0);
    assert_int_equal(candidate_reader_next(reader, &f->candidates[0], &f->err), 1);
    unlink(path_of(f, "b.py"));
    assert_int_equal(candidate_reader_next(reader, &f->candidates[1], &f->err), 1);
    f->count = 2;
    expect_candidate(f, 1, "c.py", "python3", "c");
    expect_complaint(f, 0, COMPLAINT_UNREADABLE_FILE, "b.py", "No such file");
    assert_string_equal(candidate_reader_where(reader), path_of(f, "c.py"));
    candidate_reader_close(reader);
}

static void directories_are_entered_only_so_deep(void **state)
{
    struct fixture *f = *state;
    cleanup_with(buf_release) struct buf deep = BUF_INIT(1000);

    buf_adds(&deep, "x");
    for (int i = 0; i < 40; i++) {
        mkdir(path_of(f, deep.data), 0777);
        buf_adds(&deep, "/x");
    }
    put_file(f, "y.c", "int y;", 6);
    read_pool(f, f->dir);
    assert_int_equal(f->count, 1);
    assert_int_equal(f->complaint_count, 1);
    assert_int_equal(f->complaints[0].kind, COMPLAINT_UNREADABLE_FILE);
    assert_string_equal(f->complaints[0].sentence, "it is nested too deeply to be entered");
}

static void one_source_file_is_a_pool_of_one(void **state)
{
    struct fixture *f = *state;

    put_file(f, "sol.cpp", "int x;", 6);
    assert_int_equal(symlink("sol.cpp", path_of(f, "link.py")), 0);
    read_pool(f, path_of(f, "sol.cpp"));
    read_pool(f, path_of(f, "link.py"));
    assert_int_equal(f->count, 2);
    expect_candidate(f, 0, "sol.cpp", "cpp", "int x;");
    assert_string_equal(f->candidates[1].id, "link.py");
    assert_int_equal(f->candidates[1].index, 0);
}

static void a_directory_of_shards_is_read_in_the_order_of_their_names(void **state)
{
    struct fixture *f = *state;

    mkdir(path_of(f, "sub"), 0777);
    put_file(f, "plain", "{\"source\":\"c\"}\n{\"id\":\"own\",\"source\":\"d\"}\n", 41);
    pack(f, "plain", "s2.jsonl.gz");
    unlink(path_of(f, "plain"));
    put_file(f, "s1.jsonl", "{\"source\":\"a\"}\n{}\n{\"source\":\"b\"}\n", 33);
    put_file(f, "sub/s3.JSON", "[{\"source\":\"e\"}]", 16);
    put_file(f, "t.py", "f", 1);
    read_pool(f, path_of(f, ""));
    assert_int_equal(f->result, 0);
    assert_int_equal(f->count, 6);
    expect_candidate(f, 0, "s1.jsonl:1", NULL, "a");
    expect_candidate(f, 1, "s1.jsonl:3", NULL, "b");
    expect_candidate(f, 2, "s2.jsonl.gz:1", NULL, "c");
    expect_candidate(f, 3, "own", NULL, "d");
    expect_candidate(f, 4, "sub/s3.JSON:1", NULL, "e");
    expect_candidate(f, 5, "t.py", "python3", "f");
    assert_int_equal(f->complaint_count, 1);
    expect_complaint(f, 0, COMPLAINT_MISSING_SOURCE, "s1.jsonl:2", "none of source");
}

/* The others are read all the same, and the failure comes in the end. */
static void a_damaged_shard_does_not_lose_the_others(void **state)
{
    struct fixture *f = *state;
    struct stat st;

    put_file(f, "plain", "{\"source\":\"a\"}\n{\"source\":\"b\"}", 29);
    pack(f, "plain", "cut.jsonl.gz");
    unlink(path_of(f, "plain"));
    assert_int_equal(stat(path_of(f, "cut.jsonl.gz"), &st), 0);
    assert_int_equal(truncate(f->path, st.st_size - 3), 0);
    put_file(f, "other.jsonl", "{\"source\":\"c\"}\n", 15);
    read_pool(f, f->dir);
    assert_int_equal(f->count, 2);
    assert_int_equal(f->result, -1);
    assert_non_null(strstr(f->err.msg, "cut.jsonl.gz: after line 1: the gzip data ends early"));
}

static void several_paths_are_read_in_turn_and_tell_their_candidates_apart(void **state)
{
    struct fixture *f = *state;
    char line[400], file[400], dir[400], wanted[500];

    mkdir(path_of(f, "d"), 0777);
    put_file(f, "a.jsonl", "{\"source\":\"a\"}", 14);
    put_file(f, "d/x.py", "b", 1);
    put_file(f, "d/y.jsonl", "{\"source\":\"c\"}", 14);
    put_file(f, "z.C", "d", 1);
    snprintf(line, sizeof line, "%.300s", path_of(f, "a.jsonl"));
    snprintf(dir, sizeof dir, "%.300s/", path_of(f, "d"));
    snprintf(file, sizeof file, "%.300s", path_of(f, "z.C"));
    read_pools(f, (const char *const[]){line, dir, file}, 3, NULL);
    assert_int_equal(f->count, 4);
    snprintf(wanted, sizeof wanted, "%s:1", line);
    expect_candidate(f, 0, wanted, NULL, "a");
    snprintf(wanted, sizeof wanted, "%sx.py", dir);
    expect_candidate(f, 1, wanted, "python3", "b");
    snprintf(wanted, sizeof wanted, "%sy.jsonl:1", dir);
    expect_candidate(f, 2, wanted, NULL, "c");
    expect_candidate(f, 3, file, "cpp", "d");
}

static void what_holds_no_candidates_is_named(void **state)
{
    static const struct {
        const char *name, *bytes;
        size_t n;
        const char *words; /* in the failure or in the blame; NULL: neither */
    } files[] = {
        {"a.parquet", "PAR1\x15\x04", 6, "a Parquet file"},
        {"a.zip", "PK\3\4xxxx", 8, "a zip archive"},
        {"a.csv", "id,source\n1,x\n", 14, "CSV"},
        {"a.txt", "hello\n", 6, "text that is not JSON"},
        {"a.json", "[]\n", 3, "a JSON array"},
        {"b.json", "[1, 2]", 6, "a JSON array"},
        {"a.jsonl", "{}\n", 3, "JSON"},
        {"b.jsonl", "\n \n", 3, "nothing but blanks"},
        {"c.jsonl", "", 0, NULL},
        {"u.jsonl", "\xff\xfe{\0\n\0", 6, "UTF-16"},
        {"e.py", "", 0, "a source file"},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const struct err *told;

        put_file(f, files[i].name, files[i].bytes, files[i].n);
        f->err = (struct err){0};
        read_pool(f, path_of(f, files[i].name));
        assert_int_equal(f->count, 0);
        told = f->result < 0 ? &f->err : &f->blame;
        assert_int_equal(told->kind, files[i].words ? ERR_INPUT : ERR_NONE);
        if (files[i].words && !strstr(told->msg, files[i].words))
            fail_msg("%s: %s", files[i].name, told->msg);
    }
    mkdir(path_of(f, "empty"), 0777);
    read_pool(f, path_of(f, "empty"));
    assert_non_null(strstr(f->blame.msg, "empty is an empty directory"));
}

static void a_source_of_another_language_is_one_candidate(void **state)
{
    struct fixture *f = *state;

    put_file(f, "sol.java", "class A {}\n", 11);
    read_pool(f, path_of(f, "sol.java"));
    assert_int_equal(f->complaint_count, 0);
    expect_candidate(f, 0, "sol.java", "java", "class A {}\n");
}

static void a_value_over_several_lines_is_a_candidate(void **state)
{
    struct fixture *f = *state;

    READ(f,
         "{\n \"source\": \"a\"\n}\n{\n \"source\": \"b\", \"x\": [\n {} ]\n}\n{\n \"source\":\n");
    assert_int_equal(f->count, 2);
    expect_candidate(f, 0, "1", NULL, "a");
    expect_candidate(f, 1, "2", NULL, "b");
    expect_complaint(f, 0, COMPLAINT_MALFORMED_LINE, "p.jsonl:8, value 3", "not JSON");
}

static void an_array_that_is_cut_short_is_told(void **state)
{
    struct fixture *f = *state;

    READ(f, "[{\"source\":\"a\"},\n{\"source\":\"b\"}");
    assert_int_equal(f->count, 2);
    expect_complaint(f, 0, COMPLAINT_MALFORMED_LINE, "p.jsonl", "cut short");
}

static void a_directory_on_stdin_is_refused(void **state)
{
    struct fixture *f = *state;
    int saved = dup(STDIN_FILENO), dir = open("/", O_RDONLY | O_CLOEXEC);

    dup2(dir, STDIN_FILENO);
    close(dir);
    read_pool(f, "-");
    dup2(saved, STDIN_FILENO);
    close(saved);
    assert_int_equal(f->result, -1);
    assert_int_equal(f->err.kind, ERR_INPUT);
    assert_string_equal(f->err.msg, "stdin is a directory: give its path instead of '-'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_empty_pool_is_no_error),
        TEST(a_pool_that_is_not_there_is_refused),
        TEST(gzip_is_read_under_any_name),
        TEST(gzip_cut_short_is_an_error_after_what_was_whole),
        TEST(stdin_may_be_a_pipe),
        TEST(two_hundred_thousand_lines_stream_in_flat_memory),
        TEST(a_directory_is_read_in_the_order_of_its_paths),
        TEST(what_a_directory_holds_besides_sources_is_told),
        TEST(a_file_that_goes_away_is_told),
        TEST(directories_are_entered_only_so_deep),
        TEST(one_source_file_is_a_pool_of_one),
        TEST(a_directory_of_shards_is_read_in_the_order_of_their_names),
        TEST(a_damaged_shard_does_not_lose_the_others),
        TEST(several_paths_are_read_in_turn_and_tell_their_candidates_apart),
        TEST(what_holds_no_candidates_is_named),
        TEST(a_source_of_another_language_is_one_candidate),
        TEST(a_value_over_several_lines_is_a_candidate),
        TEST(an_array_that_is_cut_short_is_told),
        TEST(a_directory_on_stdin_is_refused),
    };

    return cmocka_run_group_tests_name("candidate_files", tests, NULL, NULL);
}
