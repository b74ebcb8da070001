// expect: AC
package main
import ("fmt"; "sync")
func main() { var w sync.WaitGroup; c := make(chan int, 8); for i := 0; i < 8; i++ { w.Add(1); go func() { c <- 1; w.Done() }() }; w.Wait(); if len(c) == 8 { fmt.Println("ok") } }
