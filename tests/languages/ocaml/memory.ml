(* expect: MLE *)
let all = ref []
let () = while true do all := Array.make 100000 1 :: !all done
