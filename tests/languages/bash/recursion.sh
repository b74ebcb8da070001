# expect: AC
depth() { if (($1 == 0)); then d=0; else depth $(($1 - 1)); ((d++)); fi; true; }
depth 5000
[ "$d" = 5000 ] && echo ok
