//! Lists the shipped policy files, so that the binary needs nothing else on the machine.

#![allow(clippy::disallowed_methods, reason = "a build script writes its output")]

use std::{env, fmt::Write as _, fs, io, path::Path, path::PathBuf};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    let mut files = Vec::new();
    collect(Path::new("rules"), &mut files)?;
    files.sort();
    let (tests, rules): (Vec<PathBuf>, Vec<PathBuf>) =
        files.into_iter().partition(|f| f.to_string_lossy().ends_with("_test.guiju"));
    list(&rules, "shipped.rs")?;
    list(&tests, "shipped_tests.rs")
}

/// Writes a list of names and texts as Rust.
fn list(files: &[PathBuf], name: &str) -> io::Result<()> {
    let root = env::current_dir()?;
    let mut list = String::from("&[\n");
    for file in files {
        let name = file.to_string_lossy().replace('\\', "/");
        let path = root.join(file).to_string_lossy().into_owned();
        let _ = writeln!(list, "    ({name:?}, include_str!({path:?})),");
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(out.join(name), list)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "guiju") {
            files.push(path);
        }
    }
    Ok(())
}
