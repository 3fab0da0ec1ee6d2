//! Invented documents and keyword packs, made from a seed: the same on every machine.
//!
//! `gen structures N` and `gen texts N` write lines of JSON to the standard output, `gen longer N TIMES` texts that are so many
//! times longer and talk about as many times more, `gen crowded N TIMES` the same about no more than short ones; `gen keywords`
//! writes 800 lists of vocabularies as JSON.

#[path = "../../../../corpus/mod.rs"]
#[allow(dead_code, reason = "the benches make policies too")]
mod corpus;
mod keywords;
mod structure;

use std::{
    env,
    io::{self, BufWriter, Write},
};

use guiju_peers::{Allocator, Error};
use serde::Serialize;

use crate::corpus::{Length, Random};

#[global_allocator]
static ALLOCATOR: Allocator = mimalloc::MiMalloc;

/// A text as a line of JSON.
#[derive(Serialize)]
struct Text {
    path: String,
    text: String,
}

fn main() -> Result<(), Error> {
    let given: Vec<String> = env::args().skip(1).collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    match given.as_slice() {
        ["structures", n] => structures(&mut out, n.parse()?)?,
        ["texts", n] => texts(&mut out, n.parse()?, Length::SHORT)?,
        ["longer", n, times] => texts(&mut out, n.parse()?, Length { times: times.parse()?, wider: true })?,
        ["crowded", n, times] => texts(&mut out, n.parse()?, Length { times: times.parse()?, wider: false })?,
        ["keywords"] => serde_json::to_writer(&mut out, &keywords::packs(&mut Random(3)))?,
        _ => return Err("structures N, texts N, longer N TIMES, crowded N TIMES, keywords".into()),
    }
    Ok(out.flush()?)
}

fn structures(out: &mut impl Write, n: usize) -> Result<(), Error> {
    let mut random = Random(1);
    for i in 0..n {
        writeln!(out, "{}", structure::line(&mut random, i)?)?;
    }
    Ok(())
}

fn texts(out: &mut impl Write, n: usize, length: Length) -> Result<(), Error> {
    let mut random = Random(2);
    for i in 0..n {
        let document = Text { path: format!("made/{i:06}.txt"), text: corpus::document(&mut random, length) };
        writeln!(out, "{}", serde_json::to_string(&document)?)?;
    }
    Ok(())
}
