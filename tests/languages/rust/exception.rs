// expect: RTE exit code 101: panicked at 'index out of bounds
fn main() { let n = std::env::args().count() + 2; let a = vec![0; 3]; println!("{}", a[n]); }
