/* SPDX-License-Identifier: MIT */
/*
 * attack: asks the preprocessor which of the host's files exist.
 * expect: AC CE
 * why: __has_include answers without an error, or the question itself is refused. Nothing of the
 *      host may be in view of the compiler.
 */
#include <stdio.h>

#if __has_include("/etc/shadow")
#define FOUND "/etc/shadow"
#elif __has_include("/etc/hostname")
#define FOUND "/etc/hostname"
#elif __has_include("/root/.bashrc")
#define FOUND "/root/.bashrc"
#elif __has_include("/proc/cpuinfo")
#define FOUND "/proc/cpuinfo"
#elif __has_include("/sys/kernel/mm/ksm/run")
#define FOUND "/sys/kernel/mm/ksm/run"
#elif __has_include("/var/lib/dpkg/status")
#define FOUND "/var/lib/dpkg/status"
#elif __has_include("/run/utmp")
#define FOUND "/run/utmp"
#elif __has_include("/proc/1/environ") /* last, since the question may be refused */
#define FOUND "/proc/1/environ"
#endif

int main(void)
{
#ifdef FOUND
    puts("ESCAPED " FOUND " is in view");
#else
    puts("denied");
#endif
    return 0;
}
