-- expect: CE main.hs:2:
main = putStrLn (3 + True)
