// expect: CE main.d(2
void main() { nothing = 1; }
