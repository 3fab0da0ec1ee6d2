//! Lists the shipped policy files, so that the binary needs nothing else on the machine, and tells one build from another.

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
    list(&tests, "shipped_tests.rs")?;
    identity()
}

/// Names the build by the sources that decide what it says: what one build kept of a document, another must not believe.
fn identity() -> io::Result<()> {
    let mut files = Vec::new();
    for place in ["src", "grammar", "Cargo.lock", "Cargo.toml"] {
        println!("cargo::rerun-if-changed={place}");
        let path = Path::new(place);
        if path.is_dir() {
            all(path, &mut files)?;
        } else if path.exists() {
            files.push(path.to_owned());
        }
    }
    files.sort();
    // FNV-1a: it only has to tell versions of these files apart.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in files {
        for byte in file.to_string_lossy().bytes().chain(fs::read(&file)?) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=GUIJU_BUILD={}-{hash:016x}", env!("CARGO_PKG_VERSION"));
    Ok(())
}

fn all(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { all(&path, files)? } else { files.push(path) }
    }
    Ok(())
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
    let mut found = Vec::new();
    all(folder, &mut found)?;
    files.extend(found.into_iter().filter(|path| path.extension().is_some_and(|e| e == "guiju")));
    Ok(())
}
