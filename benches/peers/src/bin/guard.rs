//! CloudFormation Guard: `guard IN OUT --rules FILE --mode library [--limit N]`, `guard FOLDER OUT --rules FILE --mode command`.
//!
//! The library parses the rules again for each document. The command parses them once, and reads one file a document.

use std::{fs, io::Cursor, str};

use cfn_guard::{
    CommandBuilder, ValidateBuilder, ValidateInput,
    commands::{
        Executable,
        validate::{OutputFormatType, ShowSummaryType},
    },
    run_checks,
    utils::{
        reader::{ReadBuffer, Reader},
        writer::{WriteBuffer, Writer},
    },
};
use guiju_peers::{Allocator, Args, Error, Findings, each_line};
use serde_json::Value as Json;

#[global_allocator]
static ALLOCATOR: Allocator = mimalloc::MiMalloc;

/// The rules that failed. A rule is called after its policy, with the place where there are several.
fn failed(report: &Json, id: &str, findings: &mut Findings) -> Result<(), Error> {
    for rule in report["not_compliant"].as_array().ok_or("a report without rules")? {
        let name = rule["Rule"]["name"].as_str().ok_or("a rule without a name")?;
        let (policy, index) = match name.rsplit_once('_') {
            Some((policy, number)) if number.parse::<i64>().is_ok() => (policy, number.parse()?),
            _ => (name, 0),
        };
        findings.add(id, policy.replace('_', "-"), index)?;
    }
    Ok(())
}

/// Document by document with the library.
fn library(args: &Args, rules: &str) -> Result<(), Error> {
    each_line(args, |line, findings| {
        let content = str::from_utf8(line)?;
        let rest = content.split_once("\"id\":\"").ok_or("no id")?.1;
        let id = rest.split_once('"').ok_or("no id")?.0;
        let document = ValidateInput { content, file_name: id };
        let report = run_checks(document, ValidateInput { content: rules, file_name: "rules" }, false)?;
        match serde_json::from_str(&report) {
            _ if report.is_empty() => Ok(()),
            Ok(report) => failed(&report, id, findings),
            // Of a report beyond the 8 KiB of its buffer the library gives back the end only.
            Err(_) => Ok(findings.add(id, "report-cut-off", 0)?),
        }
    })
}

/// All documents of a folder with the command.
fn command(args: &Args, rules: &str) -> Result<(), Error> {
    let command = ValidateBuilder::default()
        .rules(vec![rules.to_owned()])
        .data(vec![args.input.to_string_lossy().into_owned()])
        .structured(true)
        .output_format(OutputFormatType::JSON)
        .show_summary(vec![ShowSummaryType::None])
        .try_build()?;
    let mut writer = Writer::new(WriteBuffer::Vec(Vec::new()))?;
    command.execute(&mut writer, &mut Reader::new(ReadBuffer::Cursor(Cursor::new(Vec::new()))))?;
    let reports: Vec<Json> = serde_json::from_str(&writer.into_string()?)?;
    let mut findings = Findings::create(args)?;
    for report in &reports {
        let name = report["name"].as_str().ok_or("a report without a name")?;
        let name = name.rsplit('/').next().unwrap_or(name);
        failed(report, name.trim_end_matches(".json"), &mut findings)?;
    }
    Ok(findings.finish()?)
}

fn main() -> Result<(), Error> {
    let args = Args::parse()?;
    let rules = args.required("--rules")?;
    match args.required("--mode")? {
        "library" => library(&args, &fs::read_to_string(rules)?),
        "command" => command(&args, rules),
        mode => Err(format!("no mode {mode}").into()),
    }
}
