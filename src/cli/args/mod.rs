//! The command line as typed: plain values for clap to fill, no work.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Args, Parser, Subcommand, ValueEnum, error::ErrorKind};
use guiju::phrase::Phrase;
use jiff::civil::Date;

pub(crate) use self::spoken::{command_line, parse};
use self::values::size;
pub(crate) use self::values::{
    ColorArg, FailOnArg, FormArg, FormatArg, LangArg, ModelArg, OutputArg, ReportFormat, date, threads,
};
pub(crate) use super::cache::args::{CacheArgs, CacheCommandArgs};
use super::worker::WorkerArgs;

mod spoken;
mod values;
mod wrong;
mod zh;

/// Checks regulations against policies and quotes the clauses that break them.
#[derive(Debug, Parser)]
#[command(name = "guiju", version = concat!(env!("CARGO_PKG_VERSION"), " (policy language 1)"), after_help = EXAMPLES)]
#[command(disable_help_flag = true, disable_version_flag = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) talk: TalkArgs,
    /// Print version
    #[arg(long, short = 'V', action = ArgAction::Version, help_heading = "Messages")]
    version: Option<bool>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  guiju check examples/                          check every document below a folder
  guiju check docs/ --select staffing,mandatory-* with some families and policies
  guiju check docs/ --output report.html         a page for an auditor; sarif, junit, csv and others for programs
  guiju check texts.tar.zst extracts.ndjson.gz   archives, and lines of JSON, without unpacking
  guiju check docs/ --rules own.guiju            with policies of your own beside the shipped ones
  guiju explain staffing-deputy-band             what a policy asks, and why
  guiju extract a.txt                            what was read from a document
  guiju test own.guiju                           run the examples of a policy

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the run could not be done as asked.";

/// What each command may do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check documents against policies
    Check(CheckArgs),
    /// Check documents again whenever one of them or a policy changes, and tell which findings are new and which are gone
    Watch(WatchArgs),
    /// Take the findings of today as known: later checks tell which are new, unchanged and fixed
    Baseline(BaselineArgs),
    /// Print the settings that are in force, and where each comes from
    Config(ConfigShownArgs),
    /// Write what was read from a document, as JSON
    Extract(ExtractArgs),
    /// Print the JSON Schema of a form that the program reads or writes
    Schema(SchemaArgs),
    /// Compare two reports, or two versions of a document: which findings and facts are new, gone or changed, and why
    Diff(DiffArgs),
    /// Prove every quote of a report again
    Verify(VerifyArgs),
    /// Make a folder to begin with: a configuration, a first policy with its test, a document
    Init(InitArgs),
    /// Tell where the cache of earlier checks is and how large, or clear it
    Cache(CacheCommandArgs),
    /// List the policies
    List(ListArgs),
    /// Explain a policy (what it asks, what it rests on, examples), its verdict on a document, or the code of a diagnostic
    Explain(ExplainArgs),
    /// Tell what a field, function, operator or keyword of the policy language means
    Doc(DocArgs),
    /// Say what in policies compiles, but is probably not meant
    Lint(LintArgs),
    /// Lay out policies in one way, or write them in the other language
    Fmt(FmtArgs),
    /// Run the examples of policies, and the tests beside them
    Test(TestArgs),
    /// One step of a check over many machines: records on the standard input, records on the standard output
    Worker(WorkerArgs),
    /// Print a script that completes commands and options in a shell
    Completions(CompletionsArgs),
    /// Print the man page of the program, or of one of its commands
    Man(ManArgs),
}

/// How to talk to the person at the terminal.
#[derive(Debug, Args)]
#[command(next_help_heading = "Messages")]
pub(crate) struct TalkArgs {
    /// Language of messages; without it zh where `LC_ALL` or `LANG` begins with zh, else en
    #[arg(long, value_enum, global = true, value_name = "LANG")]
    pub(crate) lang: Option<LangArg>,
    /// Colours; auto means only on a terminal and never with `NO_COLOR`
    #[arg(long, value_enum, global = true, default_value_t = ColorArg::Auto, value_name = "WHEN")]
    pub(crate) color: ColorArg,
    /// Say nothing but results and errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say also what is being done: policies and documents found, files written
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    /// Print help; --help tells more than -h
    #[arg(long, short, global = true, action = ArgAction::Help)]
    help: Option<bool>,
}

/// Which policies to use.
#[derive(Debug, Args)]
#[command(next_help_heading = "Policies")]
pub(crate) struct RuleArgs {
    /// Policies to add: a *.guiju file or a folder of them; may be repeated
    #[arg(long, value_name = "PATH")]
    pub(crate) rules: Vec<PathBuf>,
    /// Leave out the policies that come with the program
    #[arg(long)]
    pub(crate) no_default_rules: bool,
    /// Give a parameter another value: staffing-leader-ratio.max=1/4; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) param: Vec<String>,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

/// Which configuration to use.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Configuration")]
pub(crate) struct ConfigArgs {
    /// The configuration; without it, the guiju.toml in the folder of the documents or above, up to the root of the
    /// repository. Flags win over what it says
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// Use no configuration
    #[arg(long)]
    pub(crate) no_config: bool,
}

/// Which of the policies to use.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Policies")]
pub(crate) struct SelectArgs {
    /// Use these only: names of policies or families, or patterns (staffing,mandatory-*); --only is the same
    #[arg(long, alias = "only", value_name = "NAME", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Leave these out; written as for --select
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
}

/// `guiju check`
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(crate) struct CheckArgs {
    /// Documents, folders of documents, patterns (docs/*.txt), archives (tar, zip, also packed: tar.gz, tar.zst), packed
    /// documents (gz, zst), lines of JSON (ndjson), or - for the standard input, which may be any of these
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Read the names of more documents from a file, or - for the standard input: one a line, or each ended by NUL
    #[arg(long, value_name = "FILE", help_heading = "Documents")]
    pub(crate) files_from: Option<PathBuf>,
    /// Check only documents that were added, changed or renamed in git since a revision, and new ones that git does not know
    #[arg(long, value_name = "REV", help_heading = "Documents")]
    pub(crate) changed_since: Option<String>,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    /// Format of the report on the standard output
    #[arg(long, value_enum, default_value_t = ReportFormat::Human, help_heading = "Report")]
    pub(crate) format: ReportFormat,
    /// Write a report to a file as well: html:report.html, or report.html where the ending tells the format; may be
    /// repeated. The file is written whole or not at all; html:- is the same as --format html
    #[arg(long, short, value_name = "[FORMAT:]FILE", value_parser = OutputArg::parse, help_heading = "Report")]
    pub(crate) output: Vec<OutputArg>,
    /// Audit date, YYYY-MM-DD; without it each document is judged as of its own date
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Day of the audit")]
    pub(crate) as_of: Option<Date>,
    /// Facts given beside the documents: CSV with the columns file, jurisdiction, level, province, parent, effective,
    /// issued, kind; file is relative to the manifest
    #[arg(long, value_name = "CSV", help_heading = "Documents")]
    pub(crate) manifest: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Exit with 1 if a finding is at least this grave; without it: error
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Report")]
    pub(crate) fail_on: Option<FailOnArg>,
    /// Exit with 1 also where something is undecided, a policy found nothing to judge in any document, or a waiver is expired
    /// or matches nothing
    #[arg(long, help_heading = "Report")]
    pub(crate) strict: bool,
    /// The day by which waivers expire, YYYY-MM-DD; without it --as-of, else what the configuration says
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Day of the audit")]
    pub(crate) today: Option<Date>,
    /// Take the findings of this baseline as known: they do not count
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline", help_heading = "Report")]
    pub(crate) baseline: Option<PathBuf>,
    /// Use no baseline
    #[arg(long, help_heading = "Report")]
    pub(crate) no_baseline: bool,
    #[command(flatten)]
    pub(crate) cache: CacheArgs,
    /// Threads to work with, at most 256; 0 means all, but one for a few short documents
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = threads, help_heading = "Work")]
    pub(crate) threads: usize,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  guiju check examples/                           every document below a folder
  guiju check a.txt --select staffing             one document, with one family of policies
  guiju check a.txt --as-of 2016-05-01            as of another day than its own
  guiju check docs/ --manifest manifest.csv       with the levels and places of the organs
  guiju check docs/ --output report.html          a page for an auditor; --output may be repeated
  cat a.txt | guiju check - --format json         from a pipe, for a program

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the run could not be done as asked.";

/// How to read documents.
#[derive(Debug, Args)]
#[command(next_help_heading = "Documents")]
pub(crate) struct InputArgs {
    /// Encoding of the documents: utf-8, utf-16le, utf-16be, gb18030 or big5; without it, it is detected
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// The longest document that is read: bytes, or with KB, MB, GB; a longer one is reported and stops nothing
    #[arg(long, value_name = "SIZE", default_value = "32MB", value_parser = size)]
    pub(crate) max_document: u64,
}

/// `guiju extract`
#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    /// A document, or - for the standard input
    #[arg(value_name = "FILE")]
    pub(crate) path: PathBuf,
    /// What to write: the model as JSON, or Akoma Ntoso (OASIS `LegalDocML`)
    #[arg(long, value_enum, default_value_t = ModelArg::Json)]
    pub(crate) format: ModelArg,
    /// List which words gave each fact, and what of the text gave none
    #[arg(long, conflicts_with = "format")]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

/// `guiju baseline`
#[derive(Debug, Args)]
#[command(after_help = BASELINE_EXAMPLES)]
#[command(mut_args(without_reports))]
pub(crate) struct BaselineArgs {
    #[command(flatten)]
    pub(crate) check: CheckArgs,
    /// Where to write it, or - for the standard output; without it, the baseline that the configuration names, else
    /// guiju-baseline.json
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
}

const BASELINE_EXAMPLES: &str = "\
Examples:
  guiju baseline docs/                              write guiju-baseline.json
  guiju check docs/ --baseline guiju-baseline.json  what is new since

A finding keeps its identity when text elsewhere changes, lines move, items are numbered anew or the file is renamed.";

/// `guiju watch`
#[derive(Debug, Args)]
#[command(after_help = WATCH_EXAMPLES)]
#[command(mut_args(without_reports))]
pub(crate) struct WatchArgs {
    #[command(flatten)]
    pub(crate) check: CheckArgs,
}

const WATCH_EXAMPLES: &str = "\
Examples:
  guiju watch docs/                       while documents are written
  guiju watch docs/ --rules own.guiju     while a policy is written: its errors are shown, and it goes on when they are mended

Only what changed is done again, with the cache of guiju check. Ctrl-C ends it.";

/// `guiju config`
#[derive(Debug, Args)]
pub(crate) struct ConfigShownArgs {
    #[command(flatten)]
    pub(crate) check: CheckArgs,
}

/// `guiju list`
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    /// Format of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub(crate) format: ListFormat,
}

/// How the list of policies is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// A table
    Human,
    /// For programs
    Json,
    /// A page with all that is known of each, in both languages
    Markdown,
}

/// `guiju diff`
#[derive(Debug, Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub(crate) struct DiffArgs {
    /// The old report (guiju check --format json) or document
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The new one
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    /// Audit date for both documents, YYYY-MM-DD; without it each is judged as of its own date
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// Facts given beside the documents, as for check
    #[arg(long, value_name = "CSV")]
    pub(crate) manifest: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Format of the comparison
    #[arg(long, value_enum, default_value_t = FormatArg::Human)]
    pub(crate) format: FormatArg,
}

const DIFF_EXAMPLES: &str = "\
Examples:
  guiju diff 2018.txt 2024.txt        two versions of a document: findings, units, posts, duties
  guiju diff before.json after.json   two reports of guiju check --format json

In brackets stands what differs and bears on a finding: text, policy, parameter, waiver, as-of date, program version.

Exit status: 0 nothing differs, 1 something does, 2 the run could not be done as asked.";

/// `guiju verify`
#[derive(Debug, Args)]
#[command(after_help = VERIFY_EXAMPLES)]
pub(crate) struct VerifyArgs {
    /// A report of guiju check --format json
    #[arg(value_name = "REPORT")]
    pub(crate) report: PathBuf,
    /// Files of lines of JSON (or - for the standard input) whose documents name themselves: their names do not tell where
    /// they stand; archives and lines without names are found by themselves
    #[arg(value_name = "FILE")]
    pub(crate) among: Vec<PathBuf>,
    /// The folder that the paths of the report start from; without it the current one
    #[arg(long, value_name = "FOLDER")]
    pub(crate) root: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

const VERIFY_EXAMPLES: &str = "\
Examples:
  guiju check docs/ --format json > report.json
  guiju verify report.json               every quote against the documents as they are now
  guiju verify report.json --root ../    where the report was made in another folder
  guiju verify report.json all.ndjson    of lines of JSON whose documents name themselves

Exit status: 0 every quote stands at its place, 1 some do not, 2 a document cannot be read.";

/// `guiju init`
#[derive(Debug, Args)]
#[command(after_help = INIT_EXAMPLES)]
pub(crate) struct InitArgs {
    /// The folder; it is made where there is none
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(crate) folder: PathBuf,
}

const INIT_EXAMPLES: &str = "\
Examples:
  guiju init audit             make a folder with a policy in English keywords
  guiju init audit --lang zh   the same in Chinese keywords
  cd audit && guiju test rules/ && guiju check documents/";

/// `guiju doc`
#[derive(Debug, Args)]
pub(crate) struct DocArgs {
    /// A name in either language, such as 副职, staffing.deputies or count; without it, all names
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Write the whole reference page, in Markdown
    #[arg(long, conflicts_with = "name")]
    pub(crate) markdown: bool,
}

/// `guiju explain`
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct ExplainArgs {
    /// Name of the policy, or a code such as E0203
    #[arg(value_name = "POLICY")]
    pub(crate) policy: String,
    /// A document, or - for the standard input: explain the verdict on it, with each requirement, the values of its operands
    /// and the words that they were read from; of a policy over a corpus several documents or a folder, of which the first is
    /// explained among the others
    #[arg(value_name = "FILE")]
    pub(crate) file: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    /// Audit date, YYYY-MM-DD; without it the document is judged as of its own date
    #[arg(long, value_name = "DATE", value_parser = date, requires = "file")]
    pub(crate) as_of: Option<Date>,
    /// Facts given beside the document, as for check
    #[arg(long, value_name = "CSV", requires = "file")]
    pub(crate) manifest: Option<PathBuf>,
    /// Format of the explanation of a verdict
    #[arg(long, value_enum, default_value_t = FormatArg::Human, requires = "file")]
    pub(crate) format: FormatArg,
    /// The bound of its cost, in the lengths of the lists of a document; text is the length of the text
    #[arg(long, conflicts_with = "file")]
    pub(crate) cost: bool,
    /// The file of the policy as it is written, in the keywords of the language of messages
    #[arg(long, conflicts_with_all = ["file", "cost"])]
    pub(crate) source: bool,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  guiju explain staffing-deputy-band           what the policy asks, and why
  guiju explain staffing-deputy-band a.txt     why it says what it says of a document
  guiju explain cross-peer-outlier a.txt docs/ why it says what it says of a.txt among others
  guiju explain staffing-deputy-band --source  the policy itself; with --lang zh in Chinese keywords
  guiju explain staffing-deputy-band --cost    how its work grows with a document
  guiju explain E0203                          what a diagnostic means, and the way out";

/// `guiju lint`
#[derive(Debug, Args)]
#[command(after_help = LINT_EXAMPLES)]
pub(crate) struct LintArgs {
    #[command(flatten)]
    pub(crate) rules: TestedArgs,
    /// Format of the result
    #[arg(long, value_enum, default_value_t = FormatArg::Human)]
    pub(crate) format: FormatArg,
}

const LINT_EXAMPLES: &str = "\
Examples:
  guiju lint                      the shipped policies
  guiju lint own.guiju rules/     policies of your own

  E0601 a let, parameter, vocabulary, table or definition that nothing uses
  E0602 a condition that is always true or always false
  E0603 a requirement that can never be false: an error, in `check` too
  E0604 a division by what may be zero, without a condition about it
  E0605 a policy that asks what another one asks
  E0606 a message that names none of the values that it is about
  E0607 a policy without a basis
  E0608 a policy without an example that passes, or without one that fails

Exit status: 0 nothing to say, 1 warnings, 2 the run could not be done as asked.";

/// `guiju fmt`
#[derive(Debug, Args)]
#[command(after_help = FMT_EXAMPLES)]
pub(crate) struct FmtArgs {
    /// Policy files, folders of them, or - for the standard input, whose result goes to the standard output
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Write keywords, fields, types, functions and values in this language; names that an author chose stay, and so do
    /// texts and comments. Without it, every word stays in its language
    #[arg(long, value_enum, value_name = "LANG")]
    pub(crate) lang: Option<LangArg>,
    /// Write nothing; print what would change, and exit with 1 if something would
    #[arg(long)]
    pub(crate) check: bool,
}

const FMT_EXAMPLES: &str = "\
Examples:
  guiju fmt own.guiju rules/         lay out in place
  guiju fmt --lang zh own.guiju      the same policy in Chinese keywords; --lang en goes back
  guiju fmt --check rules/           for a CI job
  guiju fmt - < own.guiju            standard input to standard output

A file that cannot be read as a policy is reported and not touched.

Exit status: 0 done, 1 something would change (--check), 2 the run could not be done as asked.";

/// `guiju test`
#[derive(Debug, Args)]
#[command(after_help = TEST_EXAMPLES)]
pub(crate) struct TestArgs {
    #[command(flatten)]
    pub(crate) rules: TestedArgs,
    /// Say which requirements and conditions the examples have seen true, and which false
    #[arg(long)]
    pub(crate) coverage: bool,
    /// Fail where less than this part of the requirements was seen true and false; implies --coverage
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) min_coverage: Option<u8>,
    /// Change each comparison, limit, quantifier and word list of the policies, and name the changes that no example
    /// notices
    #[arg(long)]
    pub(crate) mutate: bool,
    /// Fail where less than this part of the mutants is noticed
    #[arg(long, value_name = "PERCENT", default_value_t = 90, requires = "mutate", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) min_noticed: u8,
    /// Of each vocabulary, take away at most so many phrases, one at a time; 0 means all
    #[arg(long, value_name = "N", default_value_t = 0, requires = "mutate")]
    pub(crate) words: usize,
    /// Test these policies only
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Format of the result
    #[arg(long, value_enum, default_value_t = FormatArg::Human)]
    pub(crate) format: FormatArg,
    /// Threads to work with, at most 256; 0 means all
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = threads)]
    pub(crate) threads: usize,
}

impl CheckArgs {
    /// Ends the program as for any other argument of a command that is missing, where no document is named.
    pub(crate) fn must_name_documents(&self, command: &str) {
        if self.paths.is_empty() && self.files_from.is_none() {
            let words = Phrase::new(
                "没有指明文件：请给出 <PATH>... 或 --files-from FILE",
                "no document is named: give <PATH>... or --files-from FILE",
            );
            spoken::refuse(Some(command), ErrorKind::MissingRequiredArgument, &words);
        }
    }

    /// Takes what `--output` sends to the standard output for its format. Two reports there end the program.
    pub(crate) fn with_output_settled(mut self) -> Self {
        for format in self.output.extract_if(.., |o| o.path.as_os_str() == "-").map(|o| o.format) {
            if !matches!(self.format, ReportFormat::Human) && self.format != format {
                let words = Phrase::new(
                    "两份报告都写到标准输出：--format 与 --output FORMAT:- 只用其一，且只用一次",
                    "two reports go to the standard output: give --format or --output FORMAT:-, and once",
                );
                spoken::refuse(None, ErrorKind::ArgumentConflict, &words);
            }
            self.format = format;
        }
        self
    }

    /// Ends the program where a report or an exit status is asked for that a command has no use for; `why` begins the
    /// sentence.
    pub(crate) fn must_not_report(&self, command: &str, why: &Phrase) {
        let exit = self.fail_on.is_some() || self.strict;
        if self.format != ReportFormat::Human || !self.output.is_empty() || exit {
            let words = Phrase::new(
                format!("{}：不用 --format、--output、--fail-on 和 --strict", why.zh),
                format!("{}: leave out --format, --output, --fail-on and --strict", why.en),
            );
            spoken::refuse(Some(command), ErrorKind::ArgumentConflict, &words);
        }
    }
}

/// Leaves what [`CheckArgs::must_not_report`] refuses out of the help of a command.
fn without_reports(arg: Arg) -> Arg {
    let refused = matches!(arg.get_id().as_str(), "format" | "output" | "fail_on" | "strict");
    if refused { arg.hide(true) } else { arg }
}

impl TestArgs {
    /// Whether coverage is asked for.
    pub(crate) fn coverage(&self) -> bool {
        self.coverage || self.min_coverage.is_some()
    }
}

/// Which policies to look at.
#[derive(Debug, Args)]
pub(crate) struct TestedArgs {
    /// Policy files or folders of them, with their *_test.guiju files; without any, the shipped policies
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Leave out the policies that come with the program; without this, what stands in them can be used (a shipped file
    /// makes room where a PATH has something of the same name)
    #[arg(long)]
    pub(crate) no_default_rules: bool,
}

const TEST_EXAMPLES: &str = "\
Examples:
  guiju test                      run the examples of the shipped policies
  guiju test own.guiju            those of a policy of your own
  guiju test rules/               those of a folder, with its *_test.guiju files
  guiju test rules/ --coverage    and what of the policies they reach
  guiju test own.guiju --mutate   and which changes of the policy they do not notice

A test stands in a file whose name ends with _test.guiju:

  test staffing-deputy-band {
    file    \"documents/a.txt\"            -- or: document \"…\"
    given   organ.level = county
    expect  fails                        -- or: passes, undecided, not applicable
    subject \"行政编制20名\"            -- words of what a finding is about
    quotes  \"副主任4名\"                -- words that a finding quotes
  }

Exit status: 0 all as expected, 1 something is not, 2 the run could not be done as asked.";

/// `guiju schema`
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Which form
    #[arg(value_enum, value_name = "FORM")]
    pub(crate) form: FormArg,
}

/// `guiju completions`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  guiju completions bash > ~/.local/share/bash-completion/completions/guiju\n  guiju completions fish > ~/.config/fish/completions/guiju.fish"
)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// `guiju man`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  guiju man > guiju.1\n  guiju man check > guiju-check.1")]
pub(crate) struct ManArgs {
    /// One of the commands; without it, the whole program
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
