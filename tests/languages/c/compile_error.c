// expect: CE main.c:2:25: error:
int main(void) { return nothing; }
