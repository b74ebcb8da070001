/* SPDX-License-Identifier: MIT */
/*
 * attack: prints without end, and takes no notice of errors.
 * expect: OLE
 * why: Go has handlers for all signals, SIGXFSZ among them, and the refusal is a value that nobody
 *      reads.
 */
package main

import (
	"fmt"
	"os/signal"
	"strings"
)

func main() {
	signal.Ignore()
	line := strings.Repeat("x", 1<<16)
	for {
		fmt.Println(line)
	}
}
