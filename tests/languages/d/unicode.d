// expect: AC
import std.stdio, std.string;
void main() { auto line = readln().chomp; if (line == "Grüße, 世界 🙂") writeln(line); }
