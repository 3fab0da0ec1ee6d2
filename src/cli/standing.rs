//! How the findings of a run stand: what the configuration, its waivers and a baseline say of them, and the exit status.

use std::{fs, path::PathBuf};

use guiju::{
    config::{Baseline, FailOn, Register, Today},
    finding::{Report, Severity, Tally},
    phrase::Phrase,
    plan::Plan,
    report,
};
use jiff::civil::Date;

use super::{
    Status, Stop,
    args::{CheckArgs, FailOnArg, ReportFormat},
    configured::Configured,
    documents,
    terminal::Terminal,
};

/// What findings are held to, read before the first document is opened.
pub(crate) struct Standing {
    register: Register,
    baseline: Option<(String, Baseline)>,
    partial: bool,
    fail_on: FailOn,
    strict: bool,
}

impl Standing {
    /// Reads the waivers and the baseline.
    pub(crate) fn read(args: &CheckArgs, configured: &Configured, plan: &Plan) -> Result<Self, Stop> {
        let partial = is_partial(args);
        let today = today(args.today, args.as_of, configured);
        let register = register(configured, plan, today, partial)?;
        let baseline = baseline_path(args, configured).map(|path| read_baseline(&path)).transpose()?;
        let config = &configured.config;
        Ok(Self {
            register,
            baseline,
            partial,
            fail_on: args
                .fail_on
                .map(FailOn::from)
                .or(config.fail_on.as_ref().map(|f| f.value))
                .unwrap_or(DEFAULT),
            strict: args.strict || config.strict.as_ref().is_some_and(|s| s.value),
        })
    }

    /// Whether findings are held to nothing but their severity, so that each document can be told by itself.
    pub(crate) fn is_plain(&self) -> bool {
        self.register.is_empty() && self.baseline.is_none()
    }

    /// Marks the findings of a report, and says how the run ends by it.
    pub(crate) fn apply(&mut self, report: &mut Report) -> Status {
        self.register.clone().apply(report);
        if let Some((name, baseline)) = self.baseline.take() {
            let partial = self.partial || report.interrupted;
            baseline.compare(&name, partial, report);
        }
        self.ends(report, &report.tally())
    }

    /// Says why a strict run fails, where the form of its report cannot.
    pub(crate) fn tell_unsettled(&self, report: &Report, format: ReportFormat, terminal: &Terminal) {
        if self.strict && leaves_out(format) {
            for why in report::unsettled(report) {
                terminal.note(&Phrase::new(format!("--strict：{}", why.zh), format!("--strict: {}", why.en)));
            }
        }
    }

    /// How a run ends whose documents were counted one after another.
    pub(crate) fn ends(&self, report: &Report, tally: &Tally) -> Status {
        let reached = match self.fail_on {
            FailOn::Severity(severity) => tally.has(severity),
            FailOn::Never => false,
        };
        let open = self.strict && !report.is_settled(tally);
        if reached || open { Status::Findings } else { Status::Clean }
    }
}

/// Whether a form has no place for what makes a strict run fail besides findings.
fn leaves_out(format: ReportFormat) -> bool {
    use ReportFormat::{Csv, Github, Gitlab, Junit};
    matches!(format, Csv | Github | Gitlab | Junit)
}

/// The waivers of the configuration.
pub(crate) fn register(
    configured: &Configured,
    plan: &Plan,
    today: Option<Date>,
    partial: bool,
) -> Result<Register, Stop> {
    let refused = |problems| Stop::Input(problems, configured.files.clone());
    let register = Register::new(configured.waivers(), today, partial).map_err(refused)?;
    let register = register.from_below(configured.here());
    let unknown = register.unknown_policies(|| plan.policies.iter().map(|p| p.name.as_str()));
    if unknown.is_empty() { Ok(register) } else { Err(refused(unknown)) }
}

/// Whether a run sees only some of the documents: those of a list or of a change, or no folder is named.
pub(crate) fn is_partial(args: &CheckArgs) -> bool {
    let some = args.changed_since.is_some() || args.files_from.is_some();
    some || !args.paths.iter().any(|p| p.is_dir())
}

/// Findings of this severity fail a run where nothing else is said.
pub(crate) const DEFAULT: FailOn = FailOn::Severity(Severity::Error);

/// The day by which waivers expire: a flag first, then the configuration, and the clock only where that asks for it.
pub(crate) fn today(today: Option<Date>, as_of: Option<Date>, configured: &Configured) -> Option<Date> {
    let config = &configured.config;
    let set = || {
        config.today.as_ref().map(|t| match t.value {
            Today::Day(day) => day,
            Today::Clock => clock(),
        })
    };
    today.or(as_of).or_else(set).or(config.as_of.as_ref().map(|d| d.value))
}

/// The day of the machine's clock, in UTC: the one place where a clock is read.
fn clock() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// The baseline to compare with.
pub(crate) fn baseline_path(args: &CheckArgs, configured: &Configured) -> Option<PathBuf> {
    if args.no_baseline {
        return None;
    }
    let set = || configured.config.baseline.as_ref().map(|b| configured.path(&b.value));
    args.baseline.clone().or_else(set)
}

fn read_baseline(path: &PathBuf) -> Result<(String, Baseline), Stop> {
    let name = documents::name_of(path);
    let text = fs::read_to_string(path).map_err(|error| documents::cannot_open(&name, &error))?;
    Ok((name.clone(), Baseline::read(&name, &text)?))
}

impl From<FailOnArg> for FailOn {
    fn from(arg: FailOnArg) -> Self {
        match arg {
            FailOnArg::Error => Self::Severity(Severity::Error),
            FailOnArg::Warning => Self::Severity(Severity::Warning),
            FailOnArg::Info => Self::Severity(Severity::Info),
            FailOnArg::Never => Self::Never,
        }
    }
}
