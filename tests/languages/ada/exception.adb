-- expect: RTE exit code 1
procedure Main is
begin
   raise Constraint_Error with "mine";
end Main;
