/* SPDX-License-Identifier: MIT */
/* Crashes: asserts that its root, taken in float, is near enough; beyond 24 bits it is not. */
#include <assert.h>
#include <stdio.h>

int main(void)
{
    int q;
    scanf("%d", &q);
    while (q-- > 0) {
        long long s;
        scanf("%lld", &s);
        float root = (float)s + 1;
        for (int i = 0; i < 60; i++)
            root = (root + 2 * (float)s / root) / 2;
        long long k = (long long)root + 2;
        for (int i = 0; i < 6 && k * (k + 1) / 2 > s; i++)
            k--;
        assert(k * (k + 1) / 2 <= s && (k + 1) * (k + 2) / 2 > s);
        printf("%lld %lld\n", k, s - k * (k + 1) / 2);
    }
    return 0;
}
