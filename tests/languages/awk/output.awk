# expect: OLE
BEGIN { while (1) print "again and again and again" }
