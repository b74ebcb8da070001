-- expect: TLE
import Control.Concurrent
main = threadDelay 1000000000
