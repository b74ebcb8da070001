// SPDX-License-Identifier: MIT
// Too slow: walks every stretch from its beginning.
package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	var n, total int
	var log string
	fmt.Fscan(bufio.NewReaderSize(os.Stdin, 1<<20), &n, &log)
	for begin := range log {
		height := 0
		for _, step := range log[begin:] {
			if step == 'U' {
				height++
			} else if step == 'D' {
				height--
			}
			if height > 0 {
				total++
			}
		}
	}
	fmt.Println(total)
}
