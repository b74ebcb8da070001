% expect: RTE exit code 1: init terminating in do_boot ({mine,
-module(main).
-export([main/0]).
main() -> error(mine).
