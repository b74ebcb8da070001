// expect: AC
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Split(bufio.ScanWords)
	sum := 0
	for in.Scan() {
		x, _ := strconv.Atoi(in.Text())
		sum += x
	}
	fmt.Println(sum)
}
