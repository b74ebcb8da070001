/* SPDX-License-Identifier: MIT */
/*
 * attack: forks in the constructor of a static object and leaves the child to destructors.
 * expect: AC
 * why: Both processes would print on their way out. The child waits until the main process is gone
 *      and must not get to its turn.
 */
#include <cstdio>
#include <unistd.h>

struct Ghost {
    pid_t child;
    Ghost() : child(fork())
    {
    }
    ~Ghost()
    {
        if (child == 0) {
            sleep(1);
            (void)!write(1, "ESCAPED\n", 8);
        }
    }
};

static Ghost ghost;

int main()
{
    if (ghost.child != 0)
        std::puts("denied");
    return 0;
}
