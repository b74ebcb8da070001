-- expect: AC
main = do
  line <- getLine
  if line == "Grüße, 世界 🙂" then putStrLn line else putStrLn "wrong"
