// expect: CE main.pas(3,
var x: integer;
begin x := 'text' end.
