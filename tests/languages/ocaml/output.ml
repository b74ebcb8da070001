(* expect: OLE *)
let () = while true do print_endline "again and again and again" done
