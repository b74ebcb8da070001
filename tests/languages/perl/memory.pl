# expect: MLE
my @all;
push @all, "x" x (1 << 20) while 1;
