// expect: RTE
void main() { throw new Exception("mine"); }
