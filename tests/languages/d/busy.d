// expect: TLE CPU time limit
__gshared int x;
void main() { import core.atomic; shared int y; while (true) atomicOp!"+="(y, 1); }
