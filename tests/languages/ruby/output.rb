# expect: OLE
loop { puts "again and again and again" }
