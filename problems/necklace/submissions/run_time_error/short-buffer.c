/* SPDX-License-Identifier: MIT */
/* Crashes: has room for 100,000 beads, and an assertion that says so. */
#include <assert.h>
#include <stdio.h>

static char s[100001];

int main(void)
{
    int n, held[128] = {0}, kinds = 0, have = 0;
    scanf("%d", &n);
    assert(n < (int)sizeof s);
    scanf("%s", s);
    for (int i = 0; i < n; i++)
        kinds += held[(int)s[i]]++ == 0;
    for (int i = 0; i < 128; i++)
        held[i] = 0;
    int best = n + 1, start = 0;
    for (int left = 0, right = 0; left < n; left++) {
        while (have < kinds && right < left + n)
            have += held[(int)s[right++ % n]]++ == 0;
        if (have == kinds && right - left < best) {
            best = right - left;
            start = left + 1;
        }
        have -= --held[(int)s[left]] == 0;
    }
    printf("%d %d\n", best, start);
    return 0;
}
