-- expect: OLE
main = mapM_ putStrLn (repeat "again and again and again")
