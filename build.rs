//! Lists the shipped policy files and their trees, so that the binary needs nothing else on the machine and need not read
//! them anew in each run, and tells one build from another.

#![allow(clippy::disallowed_methods, reason = "a build script writes its output")]
#![allow(dead_code, unreachable_pub, unused_imports, reason = "the library uses more of what is read here")]

use std::{env, fmt::Write as _, fs, io, path::Path, path::PathBuf};

// The same reader of policies as in the library: trees that are made here cannot differ from what it would read.
#[path = "src/diagnostic/mod.rs"]
mod diagnostic;
// What finds the words that every match of a pattern holds.
#[path = "src/hir"]
mod hir {
    mod small;
    pub(crate) use small::is_surely_small;
}
#[path = "src/plan"]
mod plan {
    #[path = "quick"]
    mod quick {
        pub(in crate::plan) mod needed;
    }

    pub(crate) fn needed(pattern: &regex_syntax::hir::Hir) -> Vec<String> {
        quick::needed::needed(pattern)
    }
}
#[path = "src/phrase.rs"]
mod phrase;
#[path = "src/source/mod.rs"]
mod source;
#[path = "src/syntax/mod.rs"]
mod syntax;
// What makes the tables of folding, and what of them both need.
#[path = "src/text"]
mod text {
    pub(crate) mod glyphs;
    pub(crate) mod phrases;
    pub(crate) mod table {
        pub(crate) mod letters;
        pub(crate) mod make;
        pub(crate) mod signs;
        pub(crate) mod traits;
    }
}

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    let mut files = Vec::new();
    collect(Path::new("rules"), &mut files)?;
    files.sort();
    let (tests, rules): (Vec<PathBuf>, Vec<PathBuf>) =
        files.into_iter().partition(|f| f.to_string_lossy().ends_with("_test.guiju"));
    list(&rules, "shipped.rs")?;
    trees(&rules)?;
    list(&tests, "shipped_tests.rs")?;
    let made = text::table::make::Made::new();
    patterns(&rules, made.traits.traits())?;
    tables(made)?;
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

/// Writes the trees of policy files, and a list of them in the same order. A file with mistakes has none: whoever uses it
/// reads it, and is told.
fn trees(files: &[PathBuf]) -> io::Result<()> {
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    let mut list = String::from("&[\n");
    for (i, file) in files.iter().enumerate() {
        let read = syntax::parse(source::FileId(0), &fs::read_to_string(file)?);
        let tree = read.errors.is_empty().then(|| syntax::stored::encode(&read.tree)).flatten();
        let path = out.join(format!("{i}.tree"));
        fs::write(&path, tree.unwrap_or_default())?;
        let _ = writeln!(list, "    include_bytes!({:?}),", path.to_string_lossy());
    }
    list.push_str("]\n");
    fs::write(out.join("shipped_trees.rs"), list)
}

/// Writes the patterns that folding leaves as they are, in their order, with the words of which every match holds one. What is wrong
/// with any other, or may be too large, is said by who compiles it.
fn patterns(files: &[PathBuf], traits: text::table::traits::Traits<'_>) -> io::Result<()> {
    let stays = |c: char| c != ' ' && (c.is_ascii() || traits.of(c) & text::table::traits::ALTERS == 0);
    let mut all = std::collections::BTreeMap::new();
    for file in files {
        for pattern in syntax::stored::patterns(&fs::read_to_string(file)?) {
            let read = regex_syntax::parse(&pattern).ok().filter(hir::is_surely_small);
            if let Some(hir) = read.filter(|_| pattern.chars().all(stays)) {
                all.insert(pattern, plan::needed(&hir));
            }
        }
    }
    let mut list = String::from("&[\n");
    for (pattern, words) in all {
        let _ = writeln!(list, "    ({pattern:?}, &{words:?}),");
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(out.join("shipped_patterns.rs"), list)
}

/// Writes the tables of folding: numbers of four bytes, the lowest first, and bytes.
fn tables(made: text::table::make::Made) -> io::Result<()> {
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    let bytes = |numbers: Vec<u32>| numbers.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>();
    fs::write(out.join("becomes.table"), bytes(made.to))?;
    fs::write(out.join("letters.table"), bytes(made.letters))?;
    fs::write(out.join("short.table"), made.traits.short)?;
    fs::write(out.join("long.table"), made.traits.long)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut found = Vec::new();
    all(folder, &mut found)?;
    files.extend(found.into_iter().filter(|path| path.extension().is_some_and(|e| e == "guiju")));
    Ok(())
}
