; expect: OLE
(loop (write-line "again and again and again"))
