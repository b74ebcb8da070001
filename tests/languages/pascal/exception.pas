// expect: RTE exit code 217
uses sysutils;
begin writeln(strtoint('mine')) end.
