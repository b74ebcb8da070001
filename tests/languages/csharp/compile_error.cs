// expect: CE main.cs(2,
class P { static void Main() { int x = "text"; } }
