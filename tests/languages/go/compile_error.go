// expect: CE main.go:3:
package main
func main() { var x int = "text"; _ = x }
