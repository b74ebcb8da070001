/* SPDX-License-Identifier: MIT */
/*
 * Crashes: works out the mean rise on the way, and divides by 0 when there is not one U in the log.
 */
#include <stdio.h>

static char s[300001];
static int visits[600001];

int main(void)
{
    int n, ups = 0;
    long long below = 0, total = 0;
    scanf("%d %300000s", &n, s);
    int here = n;
    visits[here] = 1;
    for (int i = 0; i < n; i++) {
        if (s[i] == 'U') {
            below += visits[here++];
            ups++;
        } else if (s[i] == 'D') {
            below -= visits[--here];
        }
        visits[here]++;
        total += below;
    }
    volatile long long mean = total / ups;
    (void)mean;
    printf("%lld\n", total);
    return 0;
}
