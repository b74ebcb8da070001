/* SPDX-License-Identifier: MIT */
#include "judge/cases.h"
#include "base/file.h"
#include "winnow/cleanup.h"

/* Larger test files than this are no contest's; it bounds what a package can make us hold. */
static const size_t largest = (size_t)1 << 30;

static int load_file(const char *path, const char *name, int *fd, struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(largest);

    if (file_read(path, &bytes, err) < 0)
        return -1;
    *fd = file_memfd(name, buf_str(&bytes), bytes.len, err);
    return *fd < 0 ? -1 : 0;
}

static int load_case(struct case_data *c, const struct test_case *test, struct err *err)
{
    c->name = test->name;
    if (load_file(test->input_path, "input", &c->input_fd, err) < 0 ||
        load_file(test->answer_path, "answer", &c->answer_fd, err) < 0)
        return -1;
    return map_fd(&c->answer, c->answer_fd, err);
}

int cases_load(struct cases *cases, const struct test_case *tests, size_t count, struct err *err)
{
    struct cases made = {.list = calloc(count ? count : 1, sizeof *made.list), .count = count};

    if (!made.list)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++)
        made.list[i].input_fd = made.list[i].answer_fd = -1;
    for (size_t i = 0; i < count; i++) {
        if (load_case(&made.list[i], &tests[i], err) < 0) {
            cases_release(&made);
            return -1;
        }
    }
    *cases = made;
    return 0;
}

void cases_release(struct cases *cases)
{
    for (size_t i = 0; i < cases->count; i++) {
        map_release(&cases->list[i].answer);
        if (cases->list[i].input_fd >= 0)
            close(cases->list[i].input_fd);
        if (cases->list[i].answer_fd >= 0)
            close(cases->list[i].answer_fd);
    }
    free(cases->list);
    *cases = (struct cases){0};
}
