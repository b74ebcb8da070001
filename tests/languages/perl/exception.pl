# expect: RTE exit code 255: mine at main.pl line 2.
die "mine";
