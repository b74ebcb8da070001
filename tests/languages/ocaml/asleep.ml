(* expect: TLE *)
let () = Unix.sleep 1000
