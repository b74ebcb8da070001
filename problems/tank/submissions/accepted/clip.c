/* SPDX-License-Identifier: MIT */
/*
 * Right: clips the outline at y = h and takes the area of what is left; doubled sides cancel out.
 */
#include <math.h>
#include <stdio.h>

static double px[1000], py[1000], qx[2001], qy[2001];

int main(void)
{
    int n, k = 0;
    double h, twice = 0;
    if (scanf("%d %lf", &n, &h) != 2)
        return 1;
    for (int i = 0; i < n; i++)
        if (scanf("%lf %lf", &px[i], &py[i]) != 2)
            return 1;
    for (int i = 0; i < n; i++) {
        int j = (i + 1) % n;
        if (py[i] <= h) {
            qx[k] = px[i];
            qy[k++] = py[i];
        }
        if ((py[i] < h && py[j] > h) || (py[i] > h && py[j] < h)) {
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
