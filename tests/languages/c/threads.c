// expect: AC
#include <pthread.h>
#include <stdio.h>
static void *add(void *sum)
{
    *(int *)sum += 1;
    return 0;
}
int main(void)
{
    int sum = 0;
    for (int i = 0; i < 8; i++) {
        pthread_t t;
        if (pthread_create(&t, 0, add, &sum) || pthread_join(t, 0))
            return 1;
    }
    if (sum == 8)
        puts("ok");
    return 0;
}
