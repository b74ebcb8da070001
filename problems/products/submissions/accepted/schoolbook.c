/* SPDX-License-Identifier: MIT */
/* Right, and the least that is worth anything: every product of the schoolbook. */
#include <stdio.h>

static void print_unit(int size, int one)
{
    for (int i = 0; i < size; i++)
        printf("%d ", i == one);
}

int main(void)
{
    int n, m, p;

    if (scanf("%d %d %d", &n, &m, &p) != 3)
        return 1;
    printf("%d\n", n * m * p);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            for (int k = 0; k < p; k++) {
                print_unit(n * m, i * m + j);
                print_unit(m * p, j * p + k);
                print_unit(n * p, i * p + k);
                putchar('\n');
            }
    return 0;
}
