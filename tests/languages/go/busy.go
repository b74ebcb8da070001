// expect: TLE CPU time limit
package main
func main() { for { } }
