# expect: AC
declare -A count
for word in b a b; do ((count[$word]++)); done
[ "${count[b]} ${#count[@]}" = "2 2" ] && echo ok
