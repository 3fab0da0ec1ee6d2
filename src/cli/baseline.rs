//! `guiju baseline`: the findings of today, taken as known.

use std::path::PathBuf;

use guiju::{config::Baseline, phrase::Phrase, report};

use super::{
    Status, Stop, args::BaselineArgs, check, configured::Configured, documents, output, standing,
    terminal::Terminal, terminal::write_plain,
};

/// Where a baseline is written where nothing else is said.
const FILE: &str = "guiju-baseline.json";

/// Checks, and writes the findings down. What could not be read makes a baseline that is no whole one, and the run says so.
pub(crate) fn run(
    mut args: BaselineArgs,
    configured: &Configured,
    terminal: &Terminal,
) -> Result<Status, Stop> {
    args.check.must_name_documents("baseline");
    let why =
        Phrase::new("基线不是报告，其文件由 --to 给出", "a baseline is no report, and --to names its file");
    args.check.must_not_report("baseline", &why);
    let set = standing::baseline_path(&args.check, configured);
    let path = args.to.take().or(set).unwrap_or_else(|| PathBuf::from(FILE));
    // The one that is there is replaced, not compared with.
    (args.check.baseline, args.check.no_baseline) = (None, true);
    let (report, status) = check::checked_for(&path, &args.check, configured, terminal)?;
    // What was not checked would be new on the next day.
    if report.interrupted {
        let name = documents::name_of(&path);
        terminal.note(&Phrase::new(
            format!("已中断：未写基线，{name} 没有改动"),
            format!("interrupted: no baseline is written, {name} is as it was"),
        ));
        return Ok(status);
    }
    // A mistyped path must not replace a baseline by an empty one.
    if report.documents.is_empty() && status == Status::NotAsAsked {
        terminal.note(&Phrase::new(
            "没有检查任何文件，未写基线",
            "no document was checked: no baseline is written",
        ));
        return Ok(status);
    }
    let baseline = Baseline::of(&report);
    let ends = if status == Status::NotAsAsked { status } else { Status::Clean };
    if path.as_os_str() == "-" {
        return write_plain(ends, &baseline.to_json());
    }
    output::replace(&path, |out| out.write_all(baseline.to_json().as_bytes()))
        .map_err(|error| Stop::File(path.clone(), error))?;
    let (count, name) = (baseline.findings.len(), documents::name_of(&path));
    terminal.note(&Phrase::new(
        format!("{count} 处问题写入基线 {name}"),
        format!("{} written to {name}", report::many(count, "finding", "findings")),
    ));
    Ok(ends)
}
