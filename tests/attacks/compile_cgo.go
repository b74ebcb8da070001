/* SPDX-License-Identifier: MIT */
/*
 * attack: has the Go tool run a C compiler, with a flag that loads a plugin.
 * expect: CE
 * why: cgo is C in comments, and its flags have been a way to execute code while compiling. It is
 *      not to be had.
 */
package main

// #cgo CFLAGS: -fplugin=/work/plugin.so
// #include <stdio.h>
import "C"

func main() {
	C.puts(C.CString("denied"))
}
