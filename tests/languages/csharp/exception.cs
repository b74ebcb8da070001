// expect: RTE exit code 1: 
class P { static void Main() { var a = new int[3]; System.Console.WriteLine(a[a.Length]); } }
