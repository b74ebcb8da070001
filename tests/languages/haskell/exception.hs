-- expect: RTE exit code 1: program: Prelude.head: empty list
main = print (head (filter (> 3) [1, 2 :: Int]))
