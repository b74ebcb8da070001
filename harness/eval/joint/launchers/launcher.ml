let NAME = let token = Bytes.create 32 in let length = Unix.read Unix.stdin token 0 32 in let null = Unix.openfile "/dev/null" [Unix.O_RDONLY] 0 in Unix.dup2 null Unix.stdin; Unix.close null; fun () -> flush_all (); ignore (Unix.write Unix.stdout token 0 length);; PROGRAM

external ( = ) : 'a -> 'a -> bool = "%equal"
external ( <> ) : 'a -> 'a -> bool = "%notequal"
external not : bool -> bool = "%boolnot"
external ( ~- ) : int -> int = "%negint"
external ( ~-. ) : float -> float = "%negfloat"
TESTS

(* SPDX-License-Identifier: MIT *)
(* winnow: reads the token before the program and prints it behind the tests. These have the language's operators, whatever the
   program has made of them; `external` is also what no expression and no function can go on with. *)
let () = NAME ()
