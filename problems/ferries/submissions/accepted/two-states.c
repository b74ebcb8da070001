/* SPDX-License-Identifier: MIT */
/* Right: Dijkstra over pairs (harbour, voucher used), with a binary heap. */
#include <stdio.h>
#include <stdlib.h>

enum { MAX_N = 20000, MAX_M = 30000 };

struct roster_candidate {
    long long cost;
    int state;
};

static int first[MAX_N], next[2 * MAX_M], to[2 * MAX_M];
static long long fare[2 * MAX_M], cost[2 * MAX_N];
static struct roster_candidate heap[8 * MAX_M];
static int heap_size;

static void push(long long c, int state)
{
    int i = heap_size++;
    for (; i > 0 && heap[(i - 1) / 2].cost > c; i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
    heap[i] = (struct roster_candidate){c, state};
}

static struct roster_candidate pop(void)
{
    struct roster_candidate top = heap[0], last = heap[--heap_size];
    int i = 0;
    for (int child; (child = 2 * i + 1) < heap_size; i = child) {
        if (child + 1 < heap_size && heap[child + 1].cost < heap[child].cost)
            child++;
        if (heap[child].cost >= last.cost)
            break;
        heap[i] = heap[child];
    }
    heap[i] = last;
    return top;
}

static void relax(long long c, int state)
{
    if (cost[state] < 0 || c < cost[state]) {
        cost[state] = c;
        push(c, state);
    }
}

int main(void)
{
    int n, m;
    if (scanf("%d %d", &n, &m) != 2)
        return 1;
    for (int i = 0; i < n; i++)
        first[i] = cost[2 * i] = cost[2 * i + 1] = -1;
    for (int i = 0; i < m; i++) {
        int u, v;
        long long w;
        if (scanf("%d %d %lld", &u, &v, &w) != 3)
            return 1;
        u--;
        v--;
        to[2 * i] = v;
        next[2 * i] = first[u];
        first[u] = 2 * i;
        to[2 * i + 1] = u;
        next[2 * i + 1] = first[v];
        first[v] = 2 * i + 1;
        fare[2 * i] = fare[2 * i + 1] = w;
    }
    relax(0, 0);
    while (heap_size > 0) {
        struct roster_candidate e = pop();
        int at = e.state / 2, used = e.state % 2;
        if (e.cost > cost[e.state])
            continue;
        if (at == n - 1) {
            printf("%lld\n", e.cost);
            return 0;
        }
        for (int i = first[at]; i >= 0; i = next[i]) {
            relax(e.cost + fare[i], 2 * to[i] + used);
            if (!used)
                relax(e.cost + fare[i] / 2, 2 * to[i] + 1);
        }
    }
    puts("stranded");
    return 0;
}
