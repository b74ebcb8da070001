/* SPDX-License-Identifier: MIT */
/* Which runner gets which core. */
#include "pool/cores.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sched.h>
#include <cmocka.h>

static void with_one_core_each_all_have_one_and_no_two_the_same(void **state)
{
    cpu_set_t may, taken;
    unsigned n = cores_count();
    (void)state;

    CPU_ZERO(&taken);
    assert_int_equal(sched_getaffinity(0, sizeof may, &may), 0);
    assert_int_equal(n, CPU_COUNT(&may));
    for (unsigned i = 0; i < n; i++) {
        int core = cores_for(i, n);

        assert_true(core >= 0 && CPU_ISSET((unsigned)core, &may));
        CPU_SET((unsigned)core, &taken);
    }
    assert_int_equal(CPU_COUNT(&taken), n);
    assert_int_equal(cores_for(n, n), -1);
}

static void with_more_or_fewer_none_is_pinned(void **state)
{
    unsigned n = cores_count();
    (void)state;

    assert_int_equal(cores_for(0, n + 1), -1);
    assert_int_equal(cores_for(n, n + 1), -1);
    assert_int_equal(cores_for(0, n - 1), -1);
}

/* Bound to one core, that one is what a single runner gets. */
static void only_cores_that_may_be_used_are_given(void **state)
{
    cpu_set_t may, last;
    int core = CPU_SETSIZE - 1;
    (void)state;

    assert_int_equal(sched_getaffinity(0, sizeof may, &may), 0);
    while (!CPU_ISSET((unsigned)core, &may))
        core--;
    CPU_ZERO(&last);
    CPU_SET((unsigned)core, &last);
    assert_int_equal(sched_setaffinity(0, sizeof last, &last), 0);
    assert_int_equal(cores_count(), 1);
    assert_int_equal(cores_for(0, 1), core);
    assert_int_equal(sched_setaffinity(0, sizeof may, &may), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_one_core_each_all_have_one_and_no_two_the_same),
        cmocka_unit_test(with_more_or_fewer_none_is_pinned),
        cmocka_unit_test(only_cores_that_may_be_used_are_given),
    };

    return cmocka_run_group_tests_name("cores", tests, NULL, NULL);
}
