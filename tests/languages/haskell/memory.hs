-- expect: MLE
main = let xs = [1 ..] :: [Integer] in print (sum xs + product xs + fromIntegral (length xs))
