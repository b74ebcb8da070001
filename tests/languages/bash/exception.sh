# expect: RTE
set -u
echo "$nothing"
