-- expect: CE main.adb:4
procedure Main is
begin
   Nothing := 1;
end Main;
