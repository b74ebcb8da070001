// expect: AC
import std.stdio, std.conv, std.string;
void main() { long sum = 0; foreach (line; stdin.byLine) sum += line.strip.to!long; writeln(sum); }
