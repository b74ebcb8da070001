// SPDX-License-Identifier: MIT
// winnow: calls the tests, whose main has another name, and prints the token when they have returned.
package main

import winnowSyscall "syscall"

func main() {
	token := make([]byte, 32)
	length, _ := winnowSyscall.Read(0, token)
	null, _ := winnowSyscall.Open("/dev/null", winnowSyscall.O_RDONLY, 0)
	winnowSyscall.Dup3(null, 0, 0)
	winnowTests()
	winnowSyscall.Write(1, token[:length])
}
