(* expect: AC *)
let () = let s = ref 0 in (try while true do s := !s + Scanf.scanf " %d" (fun x -> x) done with _ -> ()); Printf.printf "%d\n" !s
