// expect: AC
// Reserves eight times its memory limit, and touches little of it.
#include <stdio.h>
static char all[1u << 30];
int main(void)
{
    all[0] = 1;
    puts("ok");
    return 0;
}
