// expect: AC
fn main() { let all: Vec<_> = (0..8).map(|i| std::thread::spawn(move || i)).collect(); if all.into_iter().map(|t| t.join().unwrap()).sum::<i32>() == 28 { println!("ok"); } }
