//! `guiju list`: the policies, as a table, for programs, or as a page.

use guiju::{
    finding::Citation,
    phrase::{Lang, Phrase},
    plan::{Plan, PolicyInfo},
    report,
};
use serde::Serialize;

use super::{
    Status, Stop,
    args::{ListArgs, ListFormat},
    catalogue,
    configured::Configured,
    policies,
    terminal::{Terminal, write_plain},
};

/// Lists the policies.
pub(crate) fn run(args: &ListArgs, configured: &Configured, terminal: &Terminal) -> Result<Status, Stop> {
    let mut plan = policies::load(&args.rules, configured, terminal)?;
    let selected = configured.selected(&plan, &args.select)?;
    plan.policies.retain(|p| selected.is_empty() || selected.contains(&p.name));
    match args.format {
        ListFormat::Markdown => write_plain(Status::Clean, &catalogue::page(&plan)),
        ListFormat::Human => {
            let table = table(&plan, terminal.lang);
            terminal.write(Status::Clean, |out| out.write_all(table.as_bytes()))
        }
        ListFormat::Json => {
            let list =
                List { schema: "guiju/policies/1", policies: plan.policies.iter().map(Row::of).collect() };
            let mut json = serde_json::to_string_pretty(&list).unwrap_or_default();
            json.push('\n');
            write_plain(Status::Clean, &json)
        }
    }
}

fn table(plan: &Plan, lang: Lang) -> String {
    let heading = match lang {
        Lang::Zh => ["政策", "类别", "级别", "名称"],
        Lang::En => ["policy", "family", "severity", "title"],
    };
    let row = |policy: &PolicyInfo| {
        let severity = match lang {
            Lang::Zh => policy.severity.zh(),
            Lang::En => policy.severity.name(),
        };
        vec![
            policy.name.clone(),
            policy.family.clone(),
            severity.to_owned(),
            policy.title.get(lang).to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = plan.policies.iter().map(row).collect();
    report::table(&heading.map(str::to_owned), &rows, &[])
}

/// The list for programs.
#[derive(Serialize)]
struct List<'a> {
    schema: &'static str,
    policies: Vec<Row<'a>>,
}

/// One policy for programs.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    family: &'a str,
    severity: &'static str,
    title: &'a Phrase,
    statement: &'a Phrase,
    applies: &'a str,
    basis: &'a [Citation],
    file: &'a str,
    waivable: bool,
    digest: &'a str,
}

impl<'a> Row<'a> {
    fn of(policy: &'a PolicyInfo) -> Self {
        Self {
            name: &policy.name,
            family: &policy.family,
            severity: policy.severity.name(),
            title: &policy.title,
            statement: &policy.statement,
            applies: &policy.applies,
            basis: &policy.basis,
            file: &policy.file,
            waivable: policy.waivable,
            digest: &policy.digest,
        }
    }
}
