-- expect: RTE exit code 3
with Ada.Command_Line; use Ada.Command_Line;
procedure Main is
begin
   Set_Exit_Status (3);
end Main;
