-- expect: MLE
procedure Main is
   type Bytes is array (1 .. 1_048_576) of Character;
   type Ref is access Bytes;
   P : Ref;
begin
   loop
      P := new Bytes'(others => 'x');
   end loop;
end Main;
