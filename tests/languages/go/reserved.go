// expect: AC
package main
import "fmt"
func main() { b := make([]byte, 1<<31); b[5] = 1; fmt.Println("ok") }
