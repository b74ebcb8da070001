/* SPDX-License-Identifier: MIT */
/* For each right end the arc begins at the colour seen longest ago. */
#include <stdio.h>
#include <string.h>

char s[200005];
int last[128];

int main()
{
    int n;
    scanf("%d", &n);
    scanf("%s", s);
    memset(last, -1, sizeof(last));
    int kinds = 0;
    char letters[128];
    for (int i = 0; i < n; i++) {
        if (last[(int)s[i]] == -1) {
            letters[kinds++] = s[i];
            last[(int)s[i]] = 0;
        }
    }
    memset(last, -1, sizeof(last));
    int best = n + 1, start = -1;
    for (int i = 0; i < 2 * n; i++) {
        last[(int)s[i % n]] = i;
        int low = i;
        for (int k = 0; k < kinds; k++) {
            if (last[(int)letters[k]] < low)
                low = last[(int)letters[k]];
        }
        if (low < 0 || low >= n)
            continue;
        if (i - low + 1 < best) {
            best = i - low + 1;
            start = low;
        }
    }
    printf("%d %d\n", best, start + 1);
    return 0;
}
