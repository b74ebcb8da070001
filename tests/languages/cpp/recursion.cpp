// expect: AC
#include <cstdio>
static int depth(volatile int n) { volatile int one = 1; return n == 0 ? 0 : one + depth(n - 1); }
int main() { if (depth(100000) == 100000) std::puts("ok"); }
