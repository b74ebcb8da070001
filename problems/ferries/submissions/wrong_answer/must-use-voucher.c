/* SPDX-License-Identifier: MIT */
/*
 * Wrong: prints the cost of the state in which the voucher has been used, as if there always were a
 * ride to use it on. Harbour 1 itself needs none.
 */
#include <stdio.h>
#include <stdlib.h>

static int from[60000], to[60000];
static long long fare[60000], cost[2][20001];

int main(void)
{
    int n, m, changed = 1;
    const long long far = 1LL << 60;
    scanf("%d %d", &n, &m);
    for (int i = 0; i < m; i++) {
        scanf("%d %d %lld", &from[i], &to[i], &fare[i]);
        from[m + i] = to[i];
        to[m + i] = from[i];
        fare[m + i] = fare[i];
    }
    for (int i = 0; i <= n; i++)
        cost[0][i] = cost[1][i] = far;
    cost[0][1] = 0;
    while (changed) {
        changed = 0;
        for (int i = 0; i < 2 * m; i++) {
            long long full = cost[0][from[i]] + fare[i];
            long long half = cost[0][from[i]] + fare[i] / 2;
            long long after = cost[1][from[i]] + fare[i];
            if (after < half)
                half = after;
            if (full < cost[0][to[i]]) {
                cost[0][to[i]] = full;
                changed = 1;
            }
            if (half < cost[1][to[i]]) {
                cost[1][to[i]] = half;
                changed = 1;
            }
        }
    }
    if (cost[1][n] >= far)
        puts("stranded");
    else
        printf("%lld\n", cost[1][n]);
    return 0;
}
