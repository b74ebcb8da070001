// expect: AC
#include <stdio.h>
static int depth(volatile int n)
{
    volatile int one = 1;
    return n == 0 ? 0 : one + depth(n - 1);
}
int main(void)
{
    if (depth(100000) == 100000)
        puts("ok");
    return 0;
}
