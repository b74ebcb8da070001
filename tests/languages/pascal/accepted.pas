// expect: AC
var x, sum: int64;
begin
  sum := 0;
  while not seekeof do begin read(x); sum := sum + x end;
  writeln(sum)
end.
