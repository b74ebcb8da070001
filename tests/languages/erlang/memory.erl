% expect: MLE
-module(main).
-export([main/0]).
main() -> grow([]).
grow(All) -> grow([binary:copy(<<"x">>, 4000000) | All]).
