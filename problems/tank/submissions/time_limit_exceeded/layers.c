/* SPDX-License-Identifier: MIT */
/*
 * Too slow: measures each layer one unit high at its middle, which is exact, but orders the walls
 * that it meets by counting for each those to its left: 20,000 layers with the square of 1000
 * walls.
 */
#include <stdio.h>

static double px[1001], py[1001], wall[1000];

int main(void)
{
    int n;
    double h, area = 0;
    scanf("%d %lf", &n, &h);
    for (int i = 0; i < n; i++)
        scanf("%lf %lf", &px[i], &py[i]);
    px[n] = px[0];
    py[n] = py[0];
    for (double y = -9999.5; y < h; y++) {
        int k = 0;
        for (int i = 0; i < n; i++)
            if ((py[i] < y) != (py[i + 1] < y))
                wall[k++] = px[i] + (px[i + 1] - px[i]) * (y - py[i]) / (py[i + 1] - py[i]);
        for (int i = 0; i < k; i++) {
            int left = 0;
            for (int j = 0; j < k; j++)
                left += wall[j] < wall[i] || (wall[j] == wall[i] && j < i);
            area += left % 2 ? wall[i] : -wall[i];
        }
    }
    printf("%.9f\n", area);
    return 0;
}
