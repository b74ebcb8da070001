// expect: AC
class P { static byte[] kept; static void Main() { for (int i = 0; i < 1024; i++) kept = new byte[1 << 20]; System.Console.WriteLine("ok"); } }
