/* SPDX-License-Identifier: MIT */
/* Lays slabs for ever, whatever the length: no group is ever finished. */
int main(void)
{
    for (volatile unsigned long long slabs = 0;; slabs++)
        continue;
}
