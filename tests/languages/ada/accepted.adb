-- expect: AC
with Ada.Text_IO, Ada.Long_Long_Integer_Text_IO;
use Ada.Text_IO, Ada.Long_Long_Integer_Text_IO;
procedure Main is
   X, Sum : Long_Long_Integer := 0;
begin
   while not End_Of_File loop
      Get (X);
      Sum := Sum + X;
      if not End_Of_File then Skip_Line; end if;
   end loop;
   Put (Sum, Width => 0);
   New_Line;
end Main;
