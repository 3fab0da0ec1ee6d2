//! What the programs have in common: their arguments, documents read line by line, findings written in one form.

use std::{
    env, fmt,
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Write},
    path::PathBuf,
};

/// The allocator of all programs, as of guiju.
pub type Allocator = mimalloc::MiMalloc;

/// What stops a program.
pub type Error = Box<dyn std::error::Error>;

/// The arguments: `IN OUT [--limit N] [--NAME VALUE]…`.
pub struct Args {
    /// Lines of documents, or for one program a folder of documents.
    pub input: PathBuf,
    /// Where the findings go.
    pub output: PathBuf,
    /// No more than so many documents.
    pub limit: usize,
    options: Vec<(String, String)>,
}

impl Args {
    /// The arguments of this process.
    pub fn parse() -> Result<Self, Error> {
        let mut given = env::args().skip(1);
        let (Some(input), Some(output)) = (given.next(), given.next()) else {
            return Err("IN OUT [--limit N] [--NAME VALUE]…".into());
        };
        let mut options = Vec::new();
        while let Some(name) = given.next() {
            let value = given.next().ok_or_else(|| format!("{name} has no value"))?;
            options.push((name, value));
        }
        let mut args = Self { input: input.into(), output: output.into(), limit: usize::MAX, options };
        if let Some(limit) = args.option("--limit") {
            args.limit = limit.parse()?;
        }
        Ok(args)
    }

    /// The value of an option.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of an option that must be given.
    pub fn required(&self, name: &str) -> Result<&str, Error> {
        self.option(name).ok_or_else(|| format!("{name} is missing").into())
    }
}

/// Where findings are written.
pub struct Findings(BufWriter<File>);

impl Findings {
    /// Findings into a new file.
    pub fn create(args: &Args) -> io::Result<Self> {
        Ok(Self(BufWriter::with_capacity(1 << 20, File::create(&args.output)?)))
    }

    /// Writes one finding. Names of documents and policies have nothing that JSON escapes.
    pub fn add(&mut self, document: &str, policy: impl fmt::Display, index: i64) -> io::Result<()> {
        writeln!(self.0, "{{\"document\":\"{document}\",\"policy\":\"{policy}\",\"index\":{index}}}")
    }

    /// Writes what is left.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Gives each line of the input to a checker, up to the limit.
pub fn each_line(
    args: &Args,
    mut check: impl FnMut(&[u8], &mut Findings) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut input = BufReader::with_capacity(1 << 20, File::open(&args.input)?);
    let mut findings = Findings::create(args)?;
    let mut line = Vec::new();
    for _ in 0..args.limit {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        check(&line, &mut findings)?;
    }
    Ok(findings.finish()?)
}
