/* SPDX-License-Identifier: MIT */
/* The steps of a compile that wait in a cell: each fork makes the same bytes as a process of its own. */
#include "tests/unit/cell_fixture.h"

#include <glob.h>
#include <limits.h>

/* A step of a C compile: its command, what it reads, where it waits, and what it makes (NULL: stdout). */
struct step {
    const char *argv[12];
    const char *reads, *waits_at, *product;
};

static void find_cc1(char path[PATH_MAX])
{
    glob_t found;

    assert_int_equal(glob("/usr/lib/gcc/*/*/cc1", 0, NULL, &found), 0);
    snprintf(path, PATH_MAX, "%s", found.gl_pathv[0]);
    globfree(&found);
}

/* Appends what the step makes of the text to `made`. */
static void run_step(struct world *w, const struct step *step, const struct buf *text, bool warm,
                     struct buf *made)
{
    struct run_file file = {step->reads, file_memfd("step", text->data, text->len, NULL)};

    w->request.profile = PROFILE_COMPILER;
    w->request.files = &file;
    w->request.file_count = 1;
    w->request.product = step->product;
    w->request.warm = warm ? "" : NULL;
    w->request.waits_at = step->waits_at;
    run_argv(w, step->argv);
    if (w->result.warm != warm)
        fail_msg("%s: %s fork", step->argv[0], warm ? "no" : "a");
    assert_ended(w, RUN_EXITED, 0);
    if (step->product)
        assert_int_equal(file_read_fd(w->result.product_fd, made, NULL), 0);
    else
        assert_int_equal(buf_add(made, w->out.data, w->out.len), 0);
    close(file.fd);
}

/* Each text in a fork and in a fresh process; the third fork of cc1 is behind a rehearsal. */
static void the_steps_of_a_compile_wait_too(void **state)
{
    static const char *const sources[] = {
        "int main(void) { return sizeof(wchar_t); }\n", "void *none(void) { return NULL; }\n",
        "int twice(int x) { return x * 2; }\n", "int twice(int x) { return x + x; }\n",
        "static int n;\nint next(void) { return n++; }\n"};
    char cc1[PATH_MAX];
    const struct step steps[] = {
        {{cc1, "-quiet", "-O2", "/dev/null", "-o", "-", "-include", "stddef.h", "-include",
          "main.c"},
         "main.c",
         "main.c",
         NULL},
        {{"/usr/bin/as", "--64", "-o", "program", "main.s"}, "main.s", "program", "program"},
        {{"/usr/bin/ld.gold", "-r", "-o", "program", "main.o"}, "main.o", "main.o", "program"},
    };
    WORLD(w);

    find_cc1(cc1);
    w->request.program_fd = -1;
    w->request.limits.memory = 256 * MIB;
    w->request.limits.output = w->request.limits.file_size = MIB;
    w->request.limits.processes = 16;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        struct buf text = BUF_INIT((size_t)MIB);

        assert_int_equal(buf_adds(&text, sources[i]), 0);
        for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
            struct buf forked = BUF_INIT((size_t)MIB), fresh = BUF_INIT((size_t)MIB);

            run_step(w, &steps[k], &text, true, &forked);
            run_step(w, &steps[k], &text, false, &fresh);
            assert_true(forked.len > 0 && forked.len == fresh.len);
            assert_memory_equal(forked.data, fresh.data, fresh.len);
            buf_release(&fresh);
            buf_release(&text);
            text = forked;
        }
        buf_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_CELL(the_steps_of_a_compile_wait_too),
    };

    return RUN_AT_ALL_LEVELS("steps of a compile", tests);
}
