(* expect: CE Error: This expression has type string but an expression was expected of type *)
let x : int = "text"
