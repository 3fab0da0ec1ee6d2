//! The program.

use std::process::ExitCode;

#[allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)]
fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let [_, command, path] = args.as_slice() else { return ExitCode::from(2) };
    let Ok(bytes) = std::fs::read(path) else { return ExitCode::from(2) };
    match guiju::ingest::read(path, &bytes, &guiju::ingest::Given::default()) {
        Ok(regulation) if command == "extract" => println!("{}", guiju::ingest::to_json(&regulation)),
        Ok(_) => return ExitCode::from(2),
        Err(problem) => {
            eprintln!("{}", problem.message.en);
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
