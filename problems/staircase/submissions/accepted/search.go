// SPDX-License-Identifier: MIT
// Right: the first number of steps that is too large, by the library's bisection.
package main

import (
	"fmt"
	"sort"
)

func main() {
	var q, s int
	fmt.Scan(&q)
	for ; q > 0; q-- {
		fmt.Scan(&s)
		k := sort.Search(3000000000, func(k int) bool { return (k+1)*(k+2)/2 > s })
		fmt.Println(k, s-k*(k+1)/2)
	}
}
