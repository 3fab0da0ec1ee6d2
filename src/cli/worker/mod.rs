//! `guiju worker`: the two steps of a check as filters of lines, so that another program can spread them over machines.
//!
//! A worker holds nothing from one line, or from one group of lines, to the next. Whoever moves the lines brings records of
//! one key together between the steps; docs/worker.md says how.

mod args;
mod map;
mod record;
mod reduce;

use std::io::{self, BufWriter, Write};

use guiju::{
    config::Register,
    eval::{
        Options,
        run::{LARGE, stream},
    },
    finding::{DocumentReport, Unreadable},
    phrase::Phrase,
    plan::Plan,
    report,
};

pub(crate) use self::args::{Step, WorkerArgs};
use self::record::{Kind, Record};
use super::{Status, Stop, configured::Configured, documents, policies, standing, terminal::Terminal};

/// Answers the lines of the standard input.
pub(crate) fn run(step: &Step, configured: &Configured, terminal: &Terminal) -> Result<Status, Stop> {
    let job = Job::new(step, configured, terminal)?;
    match step {
        Step::Map(args) => map::run(&job, &args.input, args.step.threads),
        Step::Reduce(args) => reduce::run(&job, args.threads),
    }?;
    Ok(Status::Clean)
}

/// What a worker needs for its lines.
struct Job {
    plan: Plan,
    options: Options,
    register: Register,
    /// What the records of a run have in common.
    digest: String,
    /// Whether what is finished is written as rows of tables.
    tables: bool,
}

impl Job {
    fn new(step: &Step, configured: &Configured, terminal: &Terminal) -> Result<Self, Stop> {
        let args = step.args();
        let plan = policies::load(&args.rules, configured, terminal)?;
        let options = configured.options(&plan, &args.select, args.as_of)?;
        let today = standing::today(args.today, args.as_of, configured);
        let register = standing::register(configured, &plan, today, true)?;
        let register = register.held_to(&guiju::empty_report(&plan, &options).policies);
        if configured.config.baseline.is_some() {
            terminal.note(&Phrase::new(
                "worker 不用基线：已知的问题也照常报告",
                "a worker uses no baseline: findings that are known are reported like others",
            ));
        }
        let digest = digest(&plan, &options);
        Ok(Self { plan, options, register, digest, tables: args.tables })
    }

    /// Holds that a record is one of this run.
    fn holds<B>(&self, record: &Record<'_, B>, kind: Kind) -> Result<(), Phrase> {
        if record.kind != kind {
            return Err(Phrase::new("key 与记录的类型不符", "the key is of another type of record"));
        }
        if record.policies == self.digest { Ok(()) } else { Err(reduce::other_policies()) }
    }

    /// Writes a finished document.
    fn finish(&self, mut document: DocumentReport, out: &mut Vec<u8>) {
        if !self.register.is_empty() {
            self.register.clone().mark(&mut document);
        }
        if self.tables {
            report::tables::rows(&document, &mut |table, row| record::table_row(out, table, &row));
        } else {
            report::ndjson_document(&document, out);
        }
    }

    /// Writes why a document could not be read.
    fn unreadable(&self, input: &Unreadable, out: &mut Vec<u8>) {
        if self.tables {
            record::table_row(out, "unreadable", &report::tables::unreadable(input));
        } else {
            report::ndjson_unreadable(input, out).ok();
        }
    }
}

/// Answers what `feed` gives, in its order, as it is worked on.
fn stream_lines<T: Send>(
    threads: usize,
    feed: impl FnOnce(&mut dyn FnMut(T)) -> io::Result<()>,
    answer: impl Fn(T) -> Vec<u8> + Sync + Send,
) -> Result<(), Stop> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let (mut written, mut fed) = (Ok(()), Ok(()));
    stream(
        |emit| fed = feed(emit),
        |_| LARGE,
        threads,
        answer,
        |lines: Vec<u8>| {
            if written.is_ok() {
                written = out.write_all(&lines);
            }
        },
    );
    // Whoever does not take all answers must not believe that they are.
    written.and_then(|()| out.flush()).map_err(|error| Stop::Output(error, Status::NotAsAsked))?;
    fed.map_err(|error| documents::cannot_open(documents::STDIN, &error).into())
}

/// What decides the verdicts of a run beside the documents: records of different runs are not taken together.
fn digest(plan: &Plan, options: &Options) -> String {
    let mut hash = blake3::Hasher::new();
    let as_of = options.as_of.map(|day| day.to_string()).unwrap_or_default();
    let fixed = [env!("CARGO_PKG_VERSION"), &plan.digest, &as_of];
    for part in fixed.into_iter().chain(options.only.iter().map(String::as_str)) {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().to_hex().to_string()
}
