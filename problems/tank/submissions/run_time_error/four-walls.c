/* SPDX-License-Identifier: MIT */
/* Crashes: asserts that the surface meets four walls at most; a jagged tank has more. */
#include <assert.h>
#include <math.h>
#include <stdio.h>

static double px[1001], py[1001];

int main(void)
{
    int n, walls = 0;
    double h, area = 0;
    scanf("%d %lf", &n, &h);
    for (int i = 0; i < n; i++)
        scanf("%lf %lf", &px[i], &py[i]);
    px[n] = px[0];
    py[n] = py[0];
    for (int i = 0; i < n; i++) {
        double dx = px[i + 1] - px[i], a = py[i] - h, b = py[i + 1] - h;
        walls += (a < 0) != (b < 0);
        if (a <= 0 && b <= 0)
            area += dx * (a + b) / 2;
        else if (a < 0)
            area += dx * a / (a - b) * a / 2;
        else if (b < 0)
            area += dx * b / (b - a) * b / 2;
    }
    assert(walls <= 4);
    printf("%.9f\n", fabs(area));
    return 0;
}
