/* SPDX-License-Identifier: MIT */
/*
 * Wrong: a corner that lies exactly on the surface is neither under water nor a crossing, and is
 * lost.
 */
#include <math.h>
#include <stdio.h>

static double px[1000], py[1000], qx[2001], qy[2001];

int main(void)
{
    int n, k = 0;
    double h, twice = 0;
    scanf("%d %lf", &n, &h);
    for (int i = 0; i < n; i++)
        scanf("%lf %lf", &px[i], &py[i]);
    for (int i = 0; i < n; i++) {
        int j = (i + 1) % n;
        if (py[i] < h) {
            qx[k] = px[i];
            qy[k++] = py[i];
        }
        if ((py[i] - h) * (py[j] - h) < 0) {
            qx[k] = px[i] + (px[j] - px[i]) * (h - py[i]) / (py[j] - py[i]);
            qy[k++] = h;
        }
    }
    for (int i = 0; i < k; i++) {
        int j = (i + 1) % k;
        twice += qx[i] * qy[j] - qx[j] * qy[i];
    }
    printf("%.9f\n", fabs(twice) / 2);
    return 0;
}
