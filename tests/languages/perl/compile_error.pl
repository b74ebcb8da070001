# expect: CE syntax error at main.pl line 2
my $x = ;
