% expect: AC
-module(main).
-export([main/0]).
main() ->
    io:setopts([{encoding, unicode}]),
    Line = io:get_line(""),
    12 = string:length(Line),
    io:put_chars(Line).
