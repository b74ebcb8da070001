// SPDX-License-Identifier: MIT
// From equal halves on, moves a plank until they differ.
package main

import "fmt"

func main() {
	var n int
	fmt.Scan(&n)
	a, b := n/2, n-n/2
	if a == b && n > 2 {
		a, b = a-1, b+1
	}
	fmt.Println(a, b)
}
