/* SPDX-License-Identifier: MIT */
/*
 * attack: locks each of a thousand goroutines to a thread of its own.
 * expect: RTE
 * detail: process limit
 * expect-user: RTE
 * expect-basic: RTE WA
 * why: Goroutines are no threads, but those that wait in a system call are. The runtime gives up
 *      when it gets none.
 */
package main

import (
	"fmt"
	"runtime"
	"syscall"
	"time"
)

func main() {
	for i := 0; i < 1000; i++ {
		go func() {
			runtime.LockOSThread()
			syscall.Syscall(syscall.SYS_PAUSE, 0, 0, 0)
		}()
	}
	time.Sleep(time.Second / 2)
	fmt.Println("ESCAPED the process limit")
}
