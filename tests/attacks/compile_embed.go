/* SPDX-License-Identifier: MIT */
/*
 * attack: puts a file of the host into its program.
 * expect: CE
 * why: go:embed reads files while compiling: only those of the program's own directory.
 */
package main

import (
	_ "embed"
	"fmt"
)

//go:embed /etc/passwd
var users string

func main() {
	fmt.Println("ESCAPED", len(users))
}
