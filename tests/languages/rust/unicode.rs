// expect: AC
fn main() {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    if line.trim_end() == "Grüße, 世界 🙂" { println!("Grüße, 世界 🙂"); }
}
