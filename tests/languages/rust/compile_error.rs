// expect: CE main.rs:2:26: error[E0308]: mismatched types
fn main() { let x: i32 = "text"; }
