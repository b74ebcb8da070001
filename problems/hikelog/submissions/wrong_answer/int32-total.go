// SPDX-License-Identifier: MIT
// Wrong: the total is kept in 32 bits; a steep walk of 93,000 minutes overflows it.
package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	var n int
	var log string
	fmt.Fscan(bufio.NewReaderSize(os.Stdin, 1<<20), &n, &log)
	visits := make([]int32, 2*n+1)
	var below, total int32
	here := n
	visits[here] = 1
	for _, step := range log {
		if step == 'U' {
			below += visits[here]
			here++
		} else if step == 'D' {
			here--
			below -= visits[here]
		}
		visits[here]++
		total += below
	}
	fmt.Println(total)
}
