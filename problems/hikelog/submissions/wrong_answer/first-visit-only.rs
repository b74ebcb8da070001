// SPDX-License-Identifier: MIT
// Wrong: keeps the set of heights that were passed, not how often: a second stretch from the same height is not counted.
use std::collections::HashSet;
use std::io::{self, Read};

fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).unwrap();
    let log = text.split_whitespace().nth(1).unwrap();
    let mut passed = HashSet::from([0i64]);
    let (mut here, mut below, mut total) = (0i64, 0i64, 0i64);
    for step in log.bytes() {
        if step == b'U' {
            below += passed.contains(&here) as i64;
            here += 1;
        } else if step == b'D' {
            here -= 1;
            below -= passed.contains(&here) as i64;
        }
        passed.insert(here);
        total += below;
    }
    println!("{}", total);
}
