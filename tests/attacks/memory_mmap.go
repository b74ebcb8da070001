/* SPDX-License-Identifier: MIT */
/*
 * attack: takes memory that Go's collector does not have: private and shared mappings.
 * expect: MLE
 * why: A runtime's own limit would not see it.
 */
package main

import (
	"fmt"
	"syscall"
)

func main() {
	for i := 0; i < 256; i++ {
		kind := syscall.MAP_ANON | syscall.MAP_PRIVATE
		if i%2 == 1 {
			kind = syscall.MAP_ANON | syscall.MAP_SHARED
		}
		block, err := syscall.Mmap(-1, 0, 1<<20, syscall.PROT_READ|syscall.PROT_WRITE, kind)
		if err != nil {
			break
		}
		for j := 0; j < len(block); j += 4096 {
			block[j] = 1
		}
	}
	fmt.Println("ESCAPED the memory limit")
}
