-- expect: AC
depth :: Int -> Int
depth 0 = 0
depth n = 1 + depth (n - 1)
{-# NOINLINE depth #-}
main = putStrLn (if depth 100000 == 100000 then "ok" else "wrong")
