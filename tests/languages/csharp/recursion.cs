// expect: AC
class P { static int Depth(int n) { return n == 0 ? 0 : 1 + Depth(n - 1); } static void Main() { if (Depth(100000) == 100000) System.Console.WriteLine("ok"); } }
