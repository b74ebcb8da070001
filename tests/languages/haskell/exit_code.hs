-- expect: RTE exit code 3
import System.Exit
main = exitWith (ExitFailure 3)
