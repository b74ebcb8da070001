# expect: RTE
BEGIN { x = 1 / 0 * int("x"); printf "%d", log(-1) / 0; exit 2 }
