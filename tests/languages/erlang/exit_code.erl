% expect: RTE exit code 3
-module(main).
-export([main/0]).
main() -> halt(3).
