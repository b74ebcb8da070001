// expect: AC
fn depth(n: u64) -> u64 { if n == 0 { 0 } else { n % 7 + depth(n - 1) - (n % 7) + 1 } }
fn main() { if depth(100000) == 100000 { println!("ok"); } }
