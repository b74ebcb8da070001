/* SPDX-License-Identifier: MIT */
/* Right: a window slides once round the doubled ring; its left end gives up what it can spare. */
#include <stdio.h>
#include <string.h>

static char s[200001];

int main(void)
{
    int n, held[256] = {0}, kinds = 0, have = 0, best, start = 0;
    char seen[256] = {0};
    if (scanf("%d %200000s", &n, s) != 2)
        return 1;
    for (int i = 0; i < n; i++) {
        kinds += !seen[(unsigned char)s[i]];
        seen[(unsigned char)s[i]] = 1;
    }
    best = n + 1;
    for (int left = 0, right = 0; left < n; left++) {
        while (have < kinds && right < left + n)
            have += held[(unsigned char)s[right++ % n]]++ == 0;
        if (have == kinds && right - left < best) {
            best = right - left;
            start = left + 1;
        }
        have -= --held[(unsigned char)s[left]] == 0;
    }
    printf("%d %d\n", best, start);
    return 0;
}
