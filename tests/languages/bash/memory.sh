# expect: MLE
x=again
while :; do x="$x$x"; done
