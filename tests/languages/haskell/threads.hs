-- expect: AC
import Control.Concurrent
import Control.Monad
main = do
  v <- newEmptyMVar
  forM_ [1 .. 8] $ \i -> forkIO (putMVar v (i :: Int))
  s <- replicateM 8 (takeMVar v)
  putStrLn (if sum s == 36 then "ok" else "wrong")
