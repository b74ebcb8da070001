/* SPDX-License-Identifier: MIT */
/* Too slow: goes through every stretch; 45,000,000,000 of them in the longest walk. */
#include <stdio.h>

static char s[300001];

int main(void)
{
    int n;
    long long total = 0;
    scanf("%d %300000s", &n, s);
    for (int i = 0; i < n; i++) {
        int rise = 0;
        for (int j = i; j < n; j++) {
            rise += (s[j] == 'U') - (s[j] == 'D');
            total += rise > 0;
        }
    }
    printf("%lld\n", total);
    return 0;
}
