// expect: RTE exit code 3
fn main() { std::process::exit(3) }
