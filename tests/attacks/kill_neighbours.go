/* SPDX-License-Identifier: MIT */
/*
 * attack: signals every process, process 1 and its parent, and itself by what others would send.
 * expect: AC
 * why: Nobody else's process is there; at the level basic none can be signalled but itself.
 */
package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// A number of one of its own threads names the program itself.
func own(pid int) bool {
	_, err := os.Stat(fmt.Sprintf("/proc/self/task/%d", pid))
	return pid == os.Getpid() || err == nil
}

func main() {
	signal.Ignore()
	for number := syscall.Signal(1); number < 32; number++ {
		for pid := 1; pid < 1000; pid++ {
			if !own(pid) {
				syscall.Kill(pid, number)
			}
		}
	}
	fmt.Println("denied")
}
