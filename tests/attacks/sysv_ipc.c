/* SPDX-License-Identifier: MIT */
/*
 * attack: makes System V shared memory, semaphores and message queues.
 * expect: AC
 * why: They outlive the program, count towards no process, and carry messages to the next run.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

int main(void)
{
    if (shmget(0x77696e, 1 << 20, IPC_CREAT | 0666) >= 0 ||
        semget(0x77696e, 1, IPC_CREAT | 0666) >= 0 || msgget(0x77696e, IPC_CREAT | 0666) >= 0)
        puts("ESCAPED a System V object");
    else
        puts("denied");
    return 0;
}
