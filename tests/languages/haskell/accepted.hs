-- expect: AC
import qualified Data.ByteString.Char8 as B
import Data.Maybe
main = B.getContents >>= print . sum . map (fst . fromJust . B.readInt) . B.words
