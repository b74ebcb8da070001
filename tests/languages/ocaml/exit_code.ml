(* expect: RTE exit code 3 *)
let () = exit 3
