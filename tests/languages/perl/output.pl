# expect: OLE
print "again and again and again\n" while 1;
