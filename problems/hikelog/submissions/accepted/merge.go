// SPDX-License-Identifier: MIT
// Right: sorts the heights by merging, and counts the pairs that rise as the halves are joined.
package main

import (
	"bufio"
	"fmt"
	"os"
)

func rises(heights, spare []int) int {
	if len(heights) < 2 {
		return 0
	}
	middle := len(heights) / 2
	left, right := heights[:middle], heights[middle:]
	total := rises(left, spare) + rises(right, spare)
	merged, i := spare[:0], 0
	for _, height := range right {
		for i < len(left) && left[i] < height {
			merged = append(merged, left[i])
			i++
		}
		total += i
		merged = append(merged, height)
	}
	merged = append(merged, left[i:]...)
	copy(heights, merged)
	return total
}

func main() {
	var n int
	var log string
	fmt.Fscan(bufio.NewReaderSize(os.Stdin, 1<<20), &n, &log)
	heights := make([]int, n+1)
	for i, step := range log {
		heights[i+1] = heights[i]
		if step == 'U' {
			heights[i+1]++
		} else if step == 'D' {
			heights[i+1]--
		}
	}
	fmt.Println(rises(heights, make([]int, n+1)))
}
