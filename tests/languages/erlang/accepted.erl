% expect: AC
-module(main).
-export([main/0]).
main() ->
    {ok, All} = file:read_file("/dev/stdin"),
    io:format("~w~n", [lists:sum([binary_to_integer(N) || N <- binary:split(All, <<"\n">>, [global, trim_all])])]).
