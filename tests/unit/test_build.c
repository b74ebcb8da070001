/* SPDX-License-Identifier: MIT */
/*
 * Sources become programs, or are rejected with the compiler's first error; compiler bombs are
 * rejected too and are never a failure of ours. Live: skipped where there is no sandbox, or failed
 * with WINNOW_MUST_SANDBOX=1.
 */
#include "lang/compile/build.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <cmocka.h>

/* A source with its length, so that NULs can be in it. */
#define SOURCE(literal) (literal), sizeof(literal) - 1

static const struct build_limits ample = {.cpu = 10 * NSEC_PER_SEC, .memory = 1024 * MIB};
static const struct build_limits tight = {.cpu = NSEC_PER_SEC, .memory = 256 * MIB};

struct fixture {
    struct sandbox *sandbox; /* NULL: not to be had here */
    struct job_pool *pool;
};

static int set_up(void **state)
{
    static struct fixture f;
    const char *must = getenv("WINNOW_MUST_SANDBOX");
    struct err err;

    *state = &f;
    if (sandbox_open(&f.sandbox, ISOLATION_AUTO, &err) == 0)
        return jobs_open(&f.pool, f.sandbox, 2, &err);
    f.sandbox = NULL;
    print_error("%s\n", err.msg);
    return must && strcmp(must, "1") == 0 ? -1 : 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    jobs_close(f->pool);
    sandbox_close(f->sandbox);
    return 0;
}

/* Begins each test: the fixture, or no test where there is no sandbox. */
#define FIXTURE(f)                                                                                 \
    struct fixture *f = *state;                                                                    \
    if (!f->sandbox)                                                                               \
    skip()

static void note_done(struct build *build)
{
    build->job.attempts = -1; /* seen by the tests: done was called */
}

/* Builds; the caller releases it. */
static void build(struct fixture *f, struct build *b, const char *language, const char *source,
                  size_t length, struct build_limits limits)
{
    struct err err = {0};

    memset(b, 0, sizeof *b);
    if (build_start(b, f->pool, NULL, language_by_name(language), source, length, limits, note_done,
                    &err) < 0 ||
        jobs_drain(f->pool, &err) < 0)
        fail_msg("%s", err.msg);
    assert_int_equal(b->job.attempts, -1);
    if (b->status == BUILD_FAILED)
        fail_msg("our failure: %s", b->err.msg);
}

static void assert_built(const struct build *b)
{
    if (b->status != BUILD_OK)
        fail_msg("rejected: %s", b->detail);
    assert_ptr_equal(b->program.language, b->language);
    assert_true(b->program.fd >= 0);
}

static void assert_rejected(const struct build *b, const char *words)
{
    assert_int_equal(b->status, BUILD_REJECTED);
    assert_null(b->program.language);
    if (!strstr(b->detail, words))
        fail_msg("'%s' is not in '%s'", words, b->detail);
    for (const char *p = b->detail; *p; p++)
        assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
}

/* ---- running what was built */

struct trial_run {
    struct job job;
    const struct program *program;
    const char *const *args;
    int input;
    struct program_call call;
    struct run_result result;
    char said[256];
};

static int prepare_run(struct job *job, struct run_request *request, struct err *err)
{
    struct trial_run *r = (struct trial_run *)job;

    (void)err;
    request->program_fd = -1;
    program_fill(r->program, r->args, &r->call, request);
    request->stdin_fd = r->input;
    request->limits = (struct limits){.cpu = 5 * NSEC_PER_SEC,
                                      .wall = 10 * NSEC_PER_SEC,
                                      .memory = 256 * MIB,
                                      .output = MIB,
                                      .file_size = MIB,
                                      .processes = 8};
    return 0;
}

static void finish_run(struct job *job, const struct job_outcome *outcome)
{
    struct trial_run *r = (struct trial_run *)job;
    ssize_t n = pread(outcome->stdout_fd, r->said, sizeof r->said - 1, 0);

    r->said[n < 0 ? 0 : n] = '\0';
    r->result.end = RUN_FORBIDDEN_CALL;
    if (outcome->result)
        r->result = *outcome->result;
}

static void assert_says(struct fixture *f, const struct program *program, const char *const *args,
                        const char *words)
{
    cleanup_fd int input = file_memfd("input", "20 22\n", 6, NULL);
    struct trial_run r = {.job = {.prepare = prepare_run, .done = finish_run},
                          .program = program,
                          .args = args,
                          .input = file_reopen(input, NULL)};

    jobs_submit(f->pool, &r.job);
    assert_int_equal(jobs_drain(f->pool, NULL), 0);
    close(r.input);
    assert_int_equal(r.result.end, RUN_EXITED);
    assert_int_equal(r.result.code, 0);
    assert_string_equal(r.said, words);
}

static const char c_sum[] = "#include <stdio.h>\n"
                            "int main(int n, char **v) { int a, b; scanf(\"%d%d\", &a, &b);\n"
                            "printf(\"%s %d %d %s\\n\", v[0], n, a + b, n > 1 ? v[1] : \"-\"); }\n";
static const char cpp_sum[] = "#include <iostream>\n"
                              "int main() { int a, b; std::cin >> a >> b;\n"
                              "std::cout << a + b << std::endl; }\n";
static const char python_sum[] = "import sys\nprint(sum(map(int, input().split())), sys.argv)\n";

static void a_c_program_is_built_and_runs(void **state)
{
    static const char *const args[] = {"x y", NULL};
    struct build b;
    FIXTURE(f);

    build(f, &b, "c", SOURCE(c_sum), ample);
    assert_built(&b);
    assert_says(f, &b.program, NULL, "./program 1 42 -\n");
    assert_says(f, &b.program, args, "./program 2 42 x y\n");
    build_release(&b);
}

static void a_cpp_program_is_built_and_runs(void **state)
{
    struct build b;
    FIXTURE(f);

    build(f, &b, "cpp", SOURCE(cpp_sum), ample);
    assert_built(&b);
    assert_says(f, &b.program, NULL, "42\n");
    build_release(&b);
}

static void a_python_program_is_checked_and_runs(void **state)
{
    struct build b;
    FIXTURE(f);

    build(f, &b, "python3", SOURCE(python_sum), ample);
    assert_built(&b);
    assert_says(f, &b.program, NULL, "42 ['main.py']\n");
    build_release(&b);
    build(f, &b, "python3", SOURCE(""), ample);
    assert_built(&b);
    build_release(&b);
}

/* Sources that must be built, and what their programs print. */
static const struct {
    const char *language, *source;
    size_t length;
    const char *says;
} good[] = {
    {"c",
     SOURCE(
         "#include <stdio.h>\n#ifdef ONLINE_JUDGE\nint main(void) { puts(\"judge\"); }\n#endif\n"),
     "judge\n"},
    {"cpp",
     SOURCE("#ifndef ONLINE_JUDGE\n#include \"debug.h\"\n#endif\n#include <cstdio>\n"
            "int main() { puts(\"judge\"); }\n"),
     "judge\n"},
    {"python3", SOURCE("# -*- coding: latin-1 -*-\nprint(len(\"caf\xe9\"))\n"), "4\n"},
    {"c", SOURCE("int a[40000000] = {1};\nint main(void) { return a[5]; }\n"), ""},
    {"c", SOURCE("int a[40000000];\nint main(void) { return a[5]; }\n"), ""},
};

static void a_good_source_is_built(void **state)
{
    FIXTURE(f);

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct build b;

        build(f, &b, good[i].language, good[i].source, good[i].length, ample);
        assert_built(&b);
        assert_says(f, &b.program, NULL, good[i].says);
        build_release(&b);
    }
}

/* 2,995 terms are near what CPython can read; the check must read whatever a run reads. */
static void a_long_python_expression_is_built_if_it_runs(void **state)
{
    struct buf source = BUF_INIT(65536);
    struct build b;
    FIXTURE(f);

    assert_int_equal(buf_adds(&source, "x = 1"), 0);
    for (int i = 1; i < 2995; i++)
        assert_int_equal(buf_adds(&source, "+1"), 0);
    assert_int_equal(buf_adds(&source, "\nprint(x)\n"), 0);
    build(f, &b, "python3", source.data, source.len, ample);
    assert_built(&b);
    assert_says(f, &b.program, NULL, "2995\n");
    build_release(&b);
    buf_release(&source);
}

static void a_program_cannot_be_changed_after_it_was_built(void **state)
{
    static const char *const languages[] = {"c", "python3"};
    FIXTURE(f);

    for (int i = 0; i < 2; i++) {
        struct build b;

        if (i == 0)
            build(f, &b, languages[i], SOURCE(c_sum), ample);
        else
            build(f, &b, languages[i], SOURCE(python_sum), ample);
        assert_built(&b);
        assert_int_equal(fcntl(b.program.fd, F_GET_SEALS),
                         F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
        assert_int_equal(pwrite(b.program.fd, "x", 1, 0), -1);
        assert_int_equal(fcntl(b.program.fd, F_GETFD), FD_CLOEXEC);
        build_release(&b);
    }
}

static void a_program_can_be_kept_on_disk(void **state)
{
    struct build b;
    struct err err;
    FIXTURE(f);

    build(f, &b, "c", SOURCE(c_sum), ample);
    assert_built(&b);
    if (program_to_disk(&b.program, &err) < 0)
        fail_msg("%s", err.msg);
    assert_says(f, &b.program, NULL, "./program 1 42 -\n");
    assert_int_equal(pwrite(b.program.fd, "x", 1, 0), -1);
    build_release(&b);
}

static void many_builds_run_beside_each_other(void **state)
{
    static struct build builds[6];
    char source[64];
    FIXTURE(f);

    memset(builds, 0, sizeof builds);
    for (int i = 0; i < 6; i++) {
        int n = snprintf(source, sizeof source, "int main(void) { return %s; }", i % 2 ? "x" : "0");

        assert_int_equal(build_start(&builds[i], f->pool, NULL, language_by_name("c"), source,
                                     (size_t)n, ample, note_done, NULL),
                         0);
    }
    assert_int_equal(jobs_drain(f->pool, NULL), 0);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(builds[i].status, i % 2 ? BUILD_REJECTED : BUILD_OK);
        build_release(&builds[i]);
    }
}

/* ---- what the compiler refuses */

static const struct {
    const char *language, *source;
    size_t length;
    const char *words;
} errors[] = {
    {"c", SOURCE("int main(void) {\n  return x;\n}\n"), "main.c:2:10: error:"},
    {"c", SOURCE("int main(void) { return x; }"), "undeclared"},
    {"c", SOURCE("#warning no\nint main(void) { return 1 }"), "main.c:2:"},
    {"c", SOURCE("#include \"/etc/passwd\"\n"), "No such file"},
    {"c", SOURCE("#include <no/such/header.h>\n"), "fatal error: no/such/header.h"},
    {"c", SOURCE("#error \x1b[31m red \x07\x7f\r\n"), "#error"},
    {"c", SOURCE(""), "undefined reference to `main'"},
    {"c", SOURCE("\0\0\xff\xfe\x80garbage\n"), "error"},
    /* The error, and not a line of the source or a warning that holds the word. */
    {"c",
     SOURCE("#warning x: error: y\nint main(void) {\n  char *s = 1 + \"a: error: b\" + x; }\n"),
     "main.c:3:33: error: ‘x’ undeclared"},
    {"c", SOURCE("int main(void) { int s = \"a: error: b\"; return x; }\n"),
     "error: ‘x’ undeclared"},
    {"c", SOURCE("int foo(void);\nint main(void) { return foo(); }\n"),
     "undefined reference to `foo'"},
    {"c", SOURCE("int f(void) { return 0; }\n"), "undefined reference to `main'"},
    {"c", SOURCE("int main(void) { asm(\"no_such\"); }\n"),
     "Error: no such instruction: `no_such'"},
    {"cpp", SOURCE("int main() { return std::max(1, 2); }\n"), "main.cpp:1:"},
    {"cpp", SOURCE("#include <vector>\nint main() { std::vector<int> v; v = \"\"; }\n"), "error:"},
    {"cpp",
     SOURCE("static_assert(sizeof(int) == 8, \"an int: error: is short\");\nint main() {}\n"),
     "main.cpp:1:27: error: static assertion failed: an int: error: is short"},
    {"cpp", SOURCE("#error \"a: error: b\"\n"), "main.cpp:1:2: error: #error \"a: error: b\""},
    {"cpp", SOURCE("#include \"a: error: b.h\"\n"),
     "main.cpp:1:10: fatal error: a: error: b.h: No such"},
    {"cpp",
     SOURCE("#include <map>\nstruct A {}; // a: error: b\n"
            "int main() { std::map<A, int> m; m[A()] = 1; /* a: error: b */ }\n"),
     "error: no match for ‘operator<’ (operand types are ‘const A’ and ‘const A’)"},
    {"cpp", SOURCE("[[deprecated(\"a: error: b\")]] int f();\nint main() { f(); return x; }\n"),
     "main.cpp:2:26: error: ‘x’ was not declared"},
    {"cpp", SOURCE("struct A { static int n; void f(int); };\nint main() { A().f(A::n); }\n"),
     "undefined reference to `A::n'"},
    {"python3", SOURCE("print(1\n"), "SyntaxError: '(' was never closed"},
    {"python3", SOURCE("x = = 'a: error: b' # SyntaxError: no\n"), "SyntaxError: invalid syntax"},
    {"python3", SOURCE("def f():\n\tif 1:\n        return 2\n"), "TabError: inconsistent use"},
    {"python3", SOURCE("if 1 is 1:\n    x = 1\n  y = 2\n"), "IndentationError: unindent does not"},
    {"python3", SOURCE("if True:\nprint(1)\n"), "IndentationError: expected an indented block"},
    {"python3", SOURCE("x = \"\xff\"\n"), "SyntaxError"},
    {"python3", SOURCE("x = 1\0\n"), "null bytes"},
};

static void the_first_error_is_told(void **state)
{
    FIXTURE(f);
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        struct build b;

        build(f, &b, errors[i].language, errors[i].source, errors[i].length, ample);
        assert_rejected(&b, errors[i].words);
        build_release(&b);
    }
}

static void a_long_error_is_cut(void **state)
{
    char source[4000];
    struct build b;
    FIXTURE(f);

    memset(source, 'x', sizeof source);
    memcpy(source, "#error ", 7);
    build(f, &b, "c", source, sizeof source, ample);
    assert_rejected(&b, "#error xxx");
    assert_true(strlen(b.detail) < sizeof b.detail);
    build_release(&b);
}

/* ---- bombs */

static const struct {
    const char *language, *source;
    size_t length;
    const char *words;
} bombs[] = {
    {"c", SOURCE("main[-1u]={1};\n"), ""}, /* 16 GiB of program: which limit is first may differ */
    {"c", SOURCE("#include \"/dev/zero\"\n"), ""},
    {"c", SOURCE("#include \"/dev/urandom\"\n"), ""},
    {"c", SOURCE("#include \"main.c\"\n#include \"main.c\"\n"), ""},
    {"c", SOURCE("asm(\".rept 1000000000\\n.quad 1\\n.endr\");\nint main(void) {}\n"),
     "the compiler"},
    {"cpp",
     SOURCE("constexpr long f(long n) { long s = 0; while (n--) s += n; return s; }\n"
            "template <long N> struct A { static constexpr long v = f(30000000) +\n"
            "A<N - 1>::v; };\ntemplate <> struct A<0> { static constexpr long v = 0; };\n"
            "int main() { return A<200>::v; }\n"),
     ""},
};

static void a_compiler_bomb_is_the_sources_fault(void **state)
{
    FIXTURE(f);
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) {
        struct build b;

        build(f, &b, bombs[i].language, bombs[i].source, bombs[i].length, tight);
        assert_rejected(&b, bombs[i].words);
        build_release(&b);
        /* And the cell goes on. */
        build(f, &b, "c", SOURCE("int main(void) {}"), tight);
        assert_built(&b);
        build_release(&b);
    }
}

static void python_that_nests_too_deep_is_rejected(void **state)
{
    static char source[200000];
    struct build b;
    FIXTURE(f);

    memset(source, '-', sizeof source);
    source[sizeof source - 1] = '1';
    build(f, &b, "python3", source, sizeof source, tight);
    assert_rejected(&b, "");
    build_release(&b);
    memset(source, '(', sizeof source);
    build(f, &b, "python3", source, sizeof source, tight);
    assert_rejected(&b, "");
    build_release(&b);
}

static void each_limit_of_the_compiler_is_named(void **state)
{
    static const char slow[] = "#include <bits/stdc++.h>\nint main() {}\n";
    const struct build_limits short_of_time = {.cpu = 50 * NSEC_PER_MS, .memory = 1024 * MIB};
    const struct build_limits short_of_room = {.cpu = 10 * NSEC_PER_SEC, .memory = 40 * MIB};
    struct build b;
    FIXTURE(f);

    build(f, &b, "cpp", SOURCE(slow), short_of_time);
    assert_rejected(&b, "the compiler exceeded its CPU time limit");
    build_release(&b);
    build(f, &b, "cpp", SOURCE(slow), short_of_room);
    assert_rejected(&b, "");
    build_release(&b);
}

static void releasing_nothing_is_harmless(void **state)
{
    struct build b = {0};
    struct program p = {0};

    (void)state;
    build_release(&b);
    program_release(&p);
    assert_true(fcntl(0, F_GETFD) >= 0); /* descriptor 0 of a zeroed struct is not theirs */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_c_program_is_built_and_runs),
        cmocka_unit_test(a_cpp_program_is_built_and_runs),
        cmocka_unit_test(a_python_program_is_checked_and_runs),
        cmocka_unit_test(a_good_source_is_built),
        cmocka_unit_test(a_long_python_expression_is_built_if_it_runs),
        cmocka_unit_test(a_program_cannot_be_changed_after_it_was_built),
        cmocka_unit_test(a_program_can_be_kept_on_disk),
        cmocka_unit_test(many_builds_run_beside_each_other),
        cmocka_unit_test(the_first_error_is_told),
        cmocka_unit_test(a_long_error_is_cut),
        cmocka_unit_test(a_compiler_bomb_is_the_sources_fault),
        cmocka_unit_test(python_that_nests_too_deep_is_rejected),
        cmocka_unit_test(each_limit_of_the_compiler_is_named),
        cmocka_unit_test(releasing_nothing_is_harmless),
    };

    return cmocka_run_group_tests_name("build", tests, set_up, tear_down);
}
