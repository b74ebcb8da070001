/* SPDX-License-Identifier: MIT */
/*
 * attack: asks the preprocessor which of the host's files exist.
 * expect: AC
 * why: __has_include answers without an error. Nothing of the host may be in view of the compiler.
 */
#include <stdio.h>

#if __has_include("/etc/shadow") ||                                                                \
                  __has_include(                                                                   \
                      "/etc/hostname") ||                                                          \
                      __has_include(                                                               \
                          "/root/.bashrc") ||                                                      \
                          __has_include(                                                           \
                              "/proc/1/environ") ||                                                \
                              __has_include("/proc/cpuinfo") ||                                    \
                                            __has_include("/sys/kernel/mm/ksm/run") ||             \
                                                          __has_include("/var/lib/dpkg/status") || \
                                                                        __has_include("/run/utmp")
#define FOUND 1
#else
#define FOUND 0
#endif

int main(void)
{
    puts(FOUND ? "ESCAPED a file of the host is in view" : "denied");
    return 0;
}
