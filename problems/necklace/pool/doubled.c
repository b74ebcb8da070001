/* SPDX-License-Identifier: MIT */
/* Two ends over a doubled copy of the string. */
#include <stdio.h>
#include <string.h>

char t[400010];
int cnt[200], all[200];

int main()
{
    int n, need = 0, have = 0, l = 0, best = 1000000, pos = 0;
    scanf("%d %s", &n, t);
    memcpy(t + n, t, n);
    for (int i = 0; i < n; i++) {
        if (all[(int)t[i]] == 0)
            need++;
        all[(int)t[i]]++;
    }
    for (int r = 0; r < 2 * n; r++) {
        cnt[(int)t[r]]++;
        if (cnt[(int)t[r]] == 1)
            have++;
        while (have == need && l < n) {
            if (r - l + 1 < best) {
                best = r - l + 1;
                pos = l + 1;
            }
            cnt[(int)t[l]]--;
            if (cnt[(int)t[l]] == 0)
                have--;
            l++;
        }
    }
    printf("%d %d\n", best, pos);
    return 0;
}
