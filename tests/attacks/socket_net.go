/* SPDX-License-Identifier: MIT */
/*
 * attack: opens a connection by the net package.
 * expect: RTE
 * detail: forbidden system call socket
 * why: A Go program is a native one: a socket is an attack and not a start-up's habit.
 */
package main

import (
	"fmt"
	"net"
)

func main() {
	if _, err := net.Dial("tcp", "127.0.0.1:22"); err == nil {
		fmt.Println("ESCAPED by a connection")
	}
	fmt.Println("denied")
}
