/* SPDX-License-Identifier: MIT */
/* Wrong: of several shortest arcs it takes the one that begins last. */
#include <stdio.h>

static char s[200001];

int main(void)
{
    int n, held[128] = {0}, kinds = 0, have = 0, best, start = 0;
    scanf("%d %200000s", &n, s);
    for (int i = 0; i < n; i++)
        if (held[(int)s[i]]++ == 0)
            kinds++;
    for (int i = 0; i < 128; i++)
        held[i] = 0;
    best = n;
    for (int left = 0, right = 0; left < n; left++) {
        while (have < kinds && right < left + n)
            have += held[(int)s[right++ % n]]++ == 0;
        if (have == kinds && right - left <= best) {
            best = right - left;
            start = left + 1;
        }
        have -= --held[(int)s[left]] == 0;
    }
    printf("%d %d\n", best, start);
    return 0;
}
