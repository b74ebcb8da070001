// expect: TLE CPU time limit
class P { static void Main() { for (;;) ; } }
