/* SPDX-License-Identifier: MIT */
/*
 * attack: closes its input, opens it again to read and to write, maps it and changes it.
 * expect: AC
 * why: The file behind stdin is shared by all who are judged on it.
 */
package main

import (
	"fmt"
	"io"
	"os"
	"syscall"
)

func main() {
	files := []*os.File{os.Stdin}
	for _, name := range []string{"/proc/self/fd/0", "/dev/stdin"} {
		if file, err := os.OpenFile(name, os.O_RDWR, 0); err == nil {
			files = append(files, file)
		}
	}
	for _, file := range files {
		_, refused := file.WriteAt([]byte("forged"), 0)
		_, unmapped := syscall.Mmap(int(file.Fd()), 0, 7, syscall.PROT_WRITE, syscall.MAP_SHARED)
		if refused == nil || unmapped == nil || file.Truncate(99) == nil {
			fmt.Println("ESCAPED the input is changed")
		}
	}
	text, _ := io.ReadAll(os.Stdin)
	os.Stdin.Close()
	if _, err := os.Stdin.Read(make([]byte, 1)); err == nil || string(text) != "attack\n" {
		fmt.Println("ESCAPED the input is another")
	}
	fmt.Println("denied")
}
