% expect: CE main.erl:4:11: variable 'X' is unbound
-module(main).
-export([main/0]).
main() -> X.
