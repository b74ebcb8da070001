% expect: AC
-module(main).
-export([main/0]).
main() ->
    Self = self(),
    [spawn(fun() -> Self ! N end) || N <- lists:seq(1, 1000)],
    500500 = lists:sum([receive N -> N end || _ <- lists:seq(1, 1000)]),
    io:put_chars("ok\n").
