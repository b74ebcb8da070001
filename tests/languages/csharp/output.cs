// expect: OLE
class P { static void Main() { for (;;) System.Console.WriteLine("again and again and again"); } }
