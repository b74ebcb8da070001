# expect: AC
read -r line
[ "$line" = "Grüße, 世界 🙂" ] && echo "$line"
