// expect: AC
using System.Threading;
class P { static int done; static void Main() { var all = new Thread[8]; for (int i = 0; i < 8; i++) (all[i] = new Thread(() => Interlocked.Increment(ref done))).Start(); foreach (var t in all) t.Join(); if (done == 8) System.Console.WriteLine("ok"); } }
