/* SPDX-License-Identifier: MIT */
/* The least that a program can do; linked statically, as candidates are. */
int main(void)
{
    return 0;
}
