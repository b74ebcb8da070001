/* SPDX-License-Identifier: MIT */
#include "inputs/tree.h"

static size_t root_of(size_t *parent, size_t x)
{
    while (parent[x] != x)
        x = parent[x] = parent[parent[x]];
    return x;
}

bool tree_holds(const struct part *part)
{
    size_t parent[TREE_MAX_ROWS + 2], nodes = part->count + 1;

    if (part->count > TREE_MAX_ROWS)
        return false;
    for (size_t i = 0; i <= nodes; i++)
        parent[i] = i;
    for (size_t i = 0; i < part->count; i++) {
        int64_t u = part->rows[i].cells[0].num, v = part->rows[i].cells[1].num;
        bool inside = u >= 1 && v >= 1 && u <= (int64_t)nodes && v <= (int64_t)nodes;

        if (!inside || root_of(parent, (size_t)u) == root_of(parent, (size_t)v))
            return false;
        parent[root_of(parent, (size_t)u)] = root_of(parent, (size_t)v);
    }
    return true;
}

void tree_make(struct maker *maker, struct part *part)
{
    size_t shape = maker_below(maker, 4);

    for (size_t i = 0; i < part->count; i++) {
        struct cell *cells = part->rows[i].cells;
        int64_t node = (int64_t)i + 2, parent = 1;

        if (shape == 0)
            parent = node - 1;
        else if (shape > 1)
            parent = 1 + (int64_t)maker_below(maker, i + 1);
        cells[0].num = parent;
        cells[1].num = node;
    }
}
