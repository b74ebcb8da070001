-- expect: TLE CPU time limit
procedure Main is
   X : Integer := 0 with Volatile;
begin
   loop
      X := (X + 1) mod 7;
   end loop;
end Main;
