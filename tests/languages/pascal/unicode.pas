// expect: AC
var line: string;
begin readln(line); if line = 'Grüße, 世界 🙂' then writeln(line) end.
