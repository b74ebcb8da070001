/* SPDX-License-Identifier: MIT */
#include "winnow/err.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void a_failure_without_an_err_is_the_judges_own(void **state)
{
    struct err err = {0};

    (void)state;
    err_ensure(&err);
    assert_int_equal(err.kind, ERR_JUDGE);
    assert_non_null(strstr(err.msg, "without a cause"));
    err = (struct err){.kind = ERR_INPUT};
    err_ensure(&err);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_true(err.msg[0] != '\0');
}

static void an_err_that_is_set_stays(void **state)
{
    struct err err = {0};

    (void)state;
    assert_int_equal(err_set(&err, ERR_INPUT, "no %s", "file"), -1);
    err_ensure(&err);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_string_equal(err.msg, "no file");
    assert_int_equal(err_wrap(&err, "problem '%s'", "sum"), -1);
    assert_string_equal(err.msg, "problem 'sum': no file");
    errno = ENOENT;
    assert_int_equal(err_sys(&err, ERR_JUDGE, "x"), -1);
    assert_string_equal(err.msg, "x: No such file or directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_without_an_err_is_the_judges_own),
        cmocka_unit_test(an_err_that_is_set_stays),
    };

    return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
