/* SPDX-License-Identifier: MIT */
/* Wrong: the total is kept in 32 bits; a steep walk of 93,000 minutes overflows it. */
#include <stdio.h>

static char s[300001];
static int visits[600001];

int main(void)
{
    int n;
    unsigned below = 0, total = 0;
    scanf("%d %300000s", &n, s);
    int here = n;
    visits[here] = 1;
    for (int i = 0; i < n; i++) {
        if (s[i] == 'U')
            below += visits[here++];
        else if (s[i] == 'D')
            below -= visits[--here];
        visits[here]++;
        total += below;
    }
    printf("%u\n", total);
    return 0;
}
