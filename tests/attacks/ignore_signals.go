/* SPDX-License-Identifier: MIT */
/*
 * attack: ignores every signal, recovers from every panic, and spins in all threads.
 * expect: TLE
 * detail: CPU time limit
 * why: The time is that of all threads, and the kill cannot be caught.
 */
package main

import (
	"fmt"
	"os"
	"os/signal"
)

func spin() {
	defer func() {
		recover()
		spin()
	}()
	for i := 0; i < 1<<30; i++ {
	}
	panic("again")
}

func main() {
	signal.Notify(make(chan os.Signal, 1))
	fmt.Println("denied")
	for i := 0; i < 8; i++ {
		go spin()
	}
	spin()
}
