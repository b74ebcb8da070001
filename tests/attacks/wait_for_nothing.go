/* SPDX-License-Identifier: MIT */
/*
 * attack: prints the right answer and waits for what cannot happen, beside a timer.
 * expect: TLE
 * detail: idle for more than
 * why: Without the timer Go itself ends a program in which nothing can happen any more.
 */
package main

import (
	"fmt"
	"time"
)

func main() {
	fmt.Println("denied")
	time.AfterFunc(time.Hour, func() {})
	go func() {
		for {
			time.Sleep(time.Hour)
		}
	}()
	select {}
}
