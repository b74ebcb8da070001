(* expect: AC *)
let rec depth n = if n = 0 then 0 else 1 + depth (n - 1)
let () = if depth 100000 = 100000 then print_endline "ok"
