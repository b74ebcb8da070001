// expect: MLE
var p: pbyte; i: longint;
begin
  while true do begin getmem(p, 1048576); for i := 0 to 1048575 do p[i] := 1 end
end.
