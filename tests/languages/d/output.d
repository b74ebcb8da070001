// expect: OLE
import std.stdio;
void main() { while (true) writeln("again and again and again"); }
