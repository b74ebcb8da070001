/* SPDX-License-Identifier: MIT */
/*
 * Too slow: from every bead it walks until all colours are seen, n steps when one of them is rare.
 */
#include <stdio.h>

static char s[200001];

int main(void)
{
    int n, kinds = 0, best, start = 1;
    char seen[128] = {0};
    scanf("%d %200000s", &n, s);
    for (int i = 0; i < n; i++)
        if (!seen[(int)s[i]]) {
            seen[(int)s[i]] = 1;
            kinds++;
        }
    best = n + 1;
    for (int i = 0; i < n; i++) {
        int met[128] = {0}, have = 0, length = 0, at = i;
        while (have < kinds) {
            if (!met[(int)s[at]]) {
                met[(int)s[at]] = 1;
                have++;
            }
            at = at + 1 == n ? 0 : at + 1;
            length++;
        }
        if (length < best) {
            best = length;
            start = i + 1;
        }
    }
    printf("%d %d\n", best, start);
    return 0;
}
