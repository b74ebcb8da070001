// SPDX-License-Identifier: MIT
// Right: finds the bits of k from the highest down.
use std::io::{self, Read};

fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).unwrap();
    for s in text.split_whitespace().skip(1).map(|word| word.parse::<u64>().unwrap()) {
        let mut k = 0u64;
        for bit in (0..32).rev() {
            let more = k | 1 << bit;
            if more * (more + 1) / 2 <= s {
                k = more;
            }
        }
        println!("{} {}", k, s - k * (k + 1) / 2);
    }
}
