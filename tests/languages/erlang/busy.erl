% expect: TLE CPU time limit
-module(main).
-export([main/0]).
main() -> main().
