// expect: TLE CPU time limit
fn main() { let mut i = 0u64; loop { i = i.wrapping_mul(3) + 1; if i == 2 { println!("{}", i); } } }
