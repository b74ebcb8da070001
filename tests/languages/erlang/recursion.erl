% expect: AC
-module(main).
-export([main/0]).
depth(0) -> 0;
depth(N) -> 1 + depth(N - 1).
main() -> 100000 = depth(100000), io:put_chars("ok\n").
