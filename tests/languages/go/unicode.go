// expect: AC
package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	line, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	if line == "Grüße, 世界 🙂\n" {
		fmt.Print("Grüße, 世界 🙂\n")
	}
}
