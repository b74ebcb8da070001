-- expect: OLE
with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
begin
   loop
      Put_Line ("again and again and again");
   end loop;
end Main;
