// SPDX-License-Identifier: MIT
// The larger one first, in two lines.
fn main() {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    let n: u32 = line.trim().parse().unwrap();
    let smaller = ((n - 1) / 2).max(1);
    println!("{}\n{}", n - smaller, smaller);
}
