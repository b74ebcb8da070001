// SPDX-License-Identifier: MIT
// Too slow: lays column after column, thousands of millions of them for each large delivery.
use std::io::{self, BufRead};

fn main() {
    for line in io::stdin().lock().lines().skip(1) {
        let mut s: u64 = line.unwrap().trim().parse().unwrap();
        let mut k = 0;
        while s > k {
            k += 1;
            s -= k;
        }
        println!("{} {}", k, s);
    }
}
