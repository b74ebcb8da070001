// expect: AC
import std.stdio;
int depth(int n) { return n == 0 ? 0 : 1 + depth(n - 1); }
void main() { if (depth(100_000) == 100_000) writeln("ok"); }
