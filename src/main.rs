//! The program `guiju`: the command line around the library. Files, the environment and the terminal are touched here
//! and nowhere else.

#![allow(clippy::disallowed_methods, reason = "the binary is where files and the environment are read")]

mod cli;

use std::process::ExitCode;

/// Documents are read into many small pieces, on several threads: the system's allocator takes a tenth longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
