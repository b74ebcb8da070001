(* expect: RTE exit code 2: Fatal error: exception Invalid_argument("index out of bounds") *)
let () = print_int [|1; 2; 3|].(Array.length Sys.argv + 2)
