# expect: AC
my $line = <STDIN>;
print $line if $line eq "Grüße, 世界 🙂\n";
