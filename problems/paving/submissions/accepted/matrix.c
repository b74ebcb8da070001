/* SPDX-License-Identifier: MIT */
/* Powers of the matrix that leads from one length to the next. */
#include <stdio.h>

#define MODULUS 1000000007ULL

struct matrix {
    unsigned long long a, b, c, d;
};

static struct matrix times(struct matrix x, struct matrix y)
{
    return (struct matrix){(x.a * y.a + x.b * y.c) % MODULUS, (x.a * y.b + x.b * y.d) % MODULUS,
                           (x.c * y.a + x.d * y.c) % MODULUS, (x.c * y.b + x.d * y.d) % MODULUS};
}

int main(void)
{
    struct matrix result = {1, 0, 0, 1}, power = {1, 1, 1, 0};
    unsigned long long n;

    if (scanf("%llu", &n) != 1)
        return 1;
    for (; n > 0; n /= 2) {
        if (n % 2)
            result = times(result, power);
        power = times(power, power);
    }
    printf("%llu\n", result.a);
    return 0;
}
