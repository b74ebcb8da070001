// expect: TLE
class P { static void Main() { System.Threading.Thread.Sleep(1000000); } }
