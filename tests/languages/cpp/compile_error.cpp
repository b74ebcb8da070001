// expect: CE main.cpp:2:21: error:
int main() { return nothing; }
