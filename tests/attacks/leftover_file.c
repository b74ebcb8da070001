/* SPDX-License-Identifier: MIT */
/*
 * attack: leaves a note for its next run, and looks for one of its last.
 * expect: AC
 * why: Runs must not see each other. The first run always finds nothing: this one needs the second
 *      run to mean something.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define PLACES 6

int main(void)
{
    static const char *const places[PLACES] = {
        "winnow-note",          "/work/winnow-note",    "/tmp/winnow-note",
        "/dev/shm/winnow-note", "/var/tmp/winnow-note", "/run/lock/winnow-note",
    };

    for (int i = 0; i < PLACES; i++) {
        if (access(places[i], F_OK) == 0) {
            printf("ESCAPED found %s\n", places[i]);
            return 0;
        }
    }
    for (int i = 0; i < PLACES; i++)
        (void)!open(places[i], O_WRONLY | O_CREAT, 0644);
    puts("denied");
    return 0;
}
