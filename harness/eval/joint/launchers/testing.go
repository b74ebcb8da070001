// SPDX-License-Identifier: MIT
// winnow: runs the tests, functions of the package testing, as one test with each of them in it, and prints the token when all of
// them have returned and none has failed. No flag of that package decides which are run.
package main

import (
	winnowOs "os"
	winnowSyscall "syscall"
	winnowTesting "testing"
)

func winnowRun(t *winnowTesting.T) bool {
	ended := 0
	tests := winnowTests()
	for _, test := range tests {
		test := test
		holds := t.Run(test.Name, func(t *winnowTesting.T) {
			test.F(t)
			ended++
		})
		if !holds {
			winnowSyscall.Write(2, []byte("the tests did not hold: "+test.Name+"\n"))
			winnowOs.Exit(1)
		}
	}
	return ended == len(tests)
}

func main() {
	token := make([]byte, 32)
	length, _ := winnowSyscall.Read(0, token)
	null, _ := winnowSyscall.Open("/dev/null", winnowSyscall.O_RDONLY, 0)
	winnowSyscall.Dup3(null, 0, 0)
	all := func(string, string) (bool, error) { return true, nil }
	winnowTesting.Main(all, []winnowTesting.InternalTest{{Name: "winnow", F: func(t *winnowTesting.T) {
		if winnowRun(t) {
			winnowSyscall.Write(1, token[:length])
		}
	}}}, nil, nil)
}
