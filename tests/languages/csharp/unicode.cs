// expect: AC
using System;
class P { static void Main() { if (Console.ReadLine() == "Grüße, 世界 🙂") Console.WriteLine("Grüße, 世界 🙂"); } }
