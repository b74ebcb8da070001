% expect: OLE
-module(main).
-export([main/0]).
main() -> io:put_chars("again and again and again\n"), main().
