/* SPDX-License-Identifier: MIT */
/* Right: sorts the heights by merging, and counts the pairs that rise as the halves are joined. */
#include <stdio.h>
#include <string.h>

static char log_[300001];
static int height[300001], spare[300001];

static long long rises(int lo, int hi)
{
    if (hi - lo < 2)
        return 0;
    int mid = (lo + hi) / 2;
    long long n = rises(lo, mid) + rises(mid, hi);
    int i = lo, k = lo;
    for (int j = mid; j < hi; j++) {
        while (i < mid && height[i] < height[j])
            spare[k++] = height[i++];
        n += i - lo;
        spare[k++] = height[j];
    }
    while (i < mid)
        spare[k++] = height[i++];
    memcpy(height + lo, spare + lo, (size_t)(hi - lo) * sizeof *height);
    return n;
}

int main(void)
{
    int n;
    if (scanf("%d %300000s", &n, log_) != 2)
        return 1;
    for (int i = 0; i < n; i++)
        height[i + 1] = height[i] + (log_[i] == 'U') - (log_[i] == 'D');
    printf("%lld\n", rises(0, n + 1));
    return 0;
}
