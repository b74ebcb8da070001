(* expect: AC *)
let () = if read_line () = "Grüße, 世界 🙂" then print_endline "Grüße, 世界 🙂"
