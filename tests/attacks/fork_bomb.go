/* SPDX-License-Identifier: MIT */
/*
 * attack: forks by the bare system call, which Go's library never makes.
 * expect: RTE
 * detail: process limit
 * expect-user: RTE
 * expect-basic: RTE
 * detail-basic: exit code
 * why: A fork of a Go program is a process without its runtime's threads, but it is a process, and
 *      counts.
 */
package main

import (
	"fmt"
	"os"
	"syscall"
)

func main() {
	for i := 0; i < 200; i++ {
		pid, _, failure := syscall.RawSyscall(syscall.SYS_FORK, 0, 0, 0)
		if failure != 0 {
			os.Exit(1)
		}
		for pid == 0 {
			syscall.RawSyscall(syscall.SYS_PAUSE, 0, 0, 0)
		}
	}
	fmt.Println("ESCAPED the process limit")
}
