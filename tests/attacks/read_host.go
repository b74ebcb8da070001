/* SPDX-License-Identifier: MIT */
/*
 * attack: reads users, keys, answers and what the host's processes were given.
 * expect: AC
 * why: A Go program is static: at every level it needs nothing of the host.
 */
package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	found := ""
	for _, path := range []string{"/etc/passwd", "/etc/shadow", "/root/.ssh", "/proc/1/environ", "/proc/1/mem",
		"/proc/kcore", "../../../etc/passwd", "/proc/self/root/etc/passwd"} {
		if text, err := os.ReadFile(path); err == nil && len(text) > 0 {
			found = path
		}
	}
	for _, top := range []string{".", "/tmp", "/root", "/home", "/var"} {
		filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".ans") {
				found = path
			}
			return nil
		})
	}
	if found != "" {
		fmt.Println("ESCAPED", found)
	} else {
		fmt.Println("denied")
	}
}
