/* SPDX-License-Identifier: MIT */
/* Bisects over the length; a length is tried by rolling an arc of it round the ring. */
#include <stdio.h>

static int n, kinds;
static char s[200001];

static int first_arc(int length)
{
    int count[256] = {0}, have = 0;
    for (int i = 0; i < length; i++)
        if (count[(int)s[i]]++ == 0)
            have++;
    for (int start = 0; start < n; start++) {
        if (have == kinds)
            return start;
        if (--count[(int)s[start]] == 0)
            have--;
        int in = (start + length) % n;
        if (count[(int)s[in]]++ == 0)
            have++;
    }
    return -1;
}

int main(void)
{
    int seen[256] = {0};
    scanf("%d %s", &n, s);
    for (int i = 0; i < n; i++)
        if (!seen[(int)s[i]]++)
            kinds++;
    int low = kinds, high = n;
    while (low < high) {
        int mid = (low + high) / 2;
        if (first_arc(mid) >= 0)
            high = mid;
        else
            low = mid + 1;
    }
    printf("%d %d\n", low, first_arc(low) + 1);
    return 0;
}
