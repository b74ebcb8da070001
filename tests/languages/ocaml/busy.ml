(* expect: TLE CPU time limit *)
let () = while true do () done
