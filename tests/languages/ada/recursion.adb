-- expect: AC
with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
   function Depth (N : Integer) return Integer is
     (if N = 0 then 0 else 1 + Depth (N - 1));
begin
   if Depth (100_000) = 100_000 then
      Put_Line ("ok");
   end if;
end Main;
