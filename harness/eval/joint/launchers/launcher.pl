# SPDX-License-Identifier: MIT
# winnow: runs main.pl, the program, and behind it tests.pl, and prints the token when they have ended. A file that says __END__
# ends itself alone.
sub {
    sysread(STDIN, my $token, 32);
    open(STDIN, '<', '/dev/null');
    open(my $out, '>&', \*STDOUT);
    @ARGV = ();
    local $0 = 'main.pl';
    for my $file ('./main.pl', './tests.pl') {
        local ($@, $!);
        CORE::do($file);
        next if $@ eq '';
        my ($first) = split /\n/, "$@";
        my $where = "$@" =~ m{at \./tests\.pl line (\d+)\.?\n?\z} ? "the tests did not hold, line $1: " : '';
        CORE::print STDERR "$@\n$where$first\n";
        CORE::exit(1);
    }
    $| = 1;
    CORE::syswrite($out, $token);
}->();
