/* SPDX-License-Identifier: MIT */
/*
 * attack: fills the heap without end.
 * expect: MLE
 * why: Go reserves more than it uses and gives memory back late: what counts is what was touched.
 */
package main

import "fmt"

func main() {
	var blocks [][]byte
	for i := 0; i < 512; i++ {
		block := make([]byte, 1<<20)
		for j := range block {
			block[j] = byte(j)
		}
		blocks = append(blocks, block)
	}
	fmt.Println("ESCAPED with", len(blocks))
}
