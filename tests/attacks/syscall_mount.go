/* SPDX-License-Identifier: MIT */
/*
 * attack: mounts a fresh /proc by the syscall package.
 * expect: RTE
 * detail: forbidden system call mount
 * why: Go makes its system calls itself, without a C library. The filter sees them all the same.
 */
package main

import (
	"fmt"
	"syscall"
)

func main() {
	if syscall.Mount("proc", "/proc", "proc", 0, "") == nil {
		fmt.Println("ESCAPED a mount")
	}
	fmt.Println("denied")
}
