// expect: RTE exit code 2: panic: runtime error: index out of range [3] with length 3
package main
import "os"
func main() { a := make([]int, 3); a[len(os.Args)+2]++ }
