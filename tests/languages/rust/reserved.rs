// expect: AC
fn main() { let mut a = vec![0u8; 1 << 31]; a[5] = 1; println!("{}", if a[6] == 0 { "ok" } else { "wrong" }); }
