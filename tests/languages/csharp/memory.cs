// expect: MLE
using System.Collections.Generic;
class P { static void Main() { var all = new List<long[]>(); for (;;) { var a = new long[100000]; for (int i = 0; i < a.Length; i++) a[i] = i; all.Add(a); } } }
