/* SPDX-License-Identifier: MIT */
/*
 * attack: runs a shell, a compiler and itself by os/exec.
 * expect: AC
 * why: A native program may execute none.
 */
package main

import (
	"fmt"
	"os"
	"os/exec"
)

func main() {
	self, _ := os.Executable()
	for _, path := range []string{"/bin/sh", "/usr/bin/go", "/usr/bin/python3", self} {
		command := exec.Command(path, "-c", "echo ESCAPED")
		command.Stdout = os.Stdout
		if command.Run() == nil {
			fmt.Println("ESCAPED", path)
		}
	}
	fmt.Println("denied")
}
