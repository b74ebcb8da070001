// SPDX-License-Identifier: MIT
// Right: keeps the number of earlier heights below the present one; each minute costs the same.
use std::io::{self, Read};

fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).unwrap();
    let mut words = text.split_whitespace();
    let n: usize = words.next().unwrap().parse().unwrap();
    let mut visits = vec![0i64; 2 * n + 1];
    let (mut here, mut below, mut total) = (n, 0, 0i64);
    visits[here] = 1;
    for step in words.next().unwrap().bytes() {
        match step {
            b'U' => {
                below += visits[here];
                here += 1;
            }
            b'D' => {
                here -= 1;
                below -= visits[here];
            }
            _ => {}
        }
        visits[here] += 1;
        total += below;
    }
    println!("{}", total);
}
