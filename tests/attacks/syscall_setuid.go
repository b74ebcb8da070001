/* SPDX-License-Identifier: MIT */
/*
 * attack: becomes root in all threads.
 * expect: RTE
 * detail: forbidden system call setuid
 * why: Go sends a setuid to each of its threads in turn.
 */
package main

import (
	"fmt"
	"syscall"
)

func main() {
	if syscall.Setuid(0) == nil && syscall.Getuid() == 0 {
		fmt.Println("ESCAPED as root")
	}
	fmt.Println("denied")
}
