//! `guiju list --format markdown`: all that is known of each policy, in both languages. docs/policies.md is made by it.

use std::fmt::Write as _;

use guiju::{
    finding::Citation,
    phrase::Lang,
    plan::{Plan, PolicyInfo},
    report,
};

const HEAD: &str = "# Policies 政策

Made by `guiju list --format markdown`; `guiju explain POLICY` shows examples too.
";

/// The page.
pub(super) fn page(plan: &Plan) -> String {
    let mut page = HEAD.to_owned();
    let mut families: Vec<&str> = plan.policies.iter().map(|p| p.family.as_str()).collect();
    families.sort_unstable();
    families.dedup();
    for family in &families {
        let title = if family.is_empty() { "others 其他" } else { family };
        let _ = write!(
            page,
            "\n## {title}\n\n| policy 政策 | severity 级别 | title | 名称 |\n|---|---|---|---|\n"
        );
        for p in of(plan, family) {
            let _ = writeln!(
                page,
                "| [{}](#{}) | {} {} | {} | {} |",
                p.name,
                p.name,
                p.severity.name(),
                p.severity.zh(),
                cell(&p.title.en),
                cell(&p.title.zh)
            );
        }
        of(plan, family).for_each(|p| policy(&mut page, p));
    }
    page
}

fn of<'a>(plan: &'a Plan, family: &str) -> impl Iterator<Item = &'a PolicyInfo> {
    plan.policies.iter().filter(move |p| p.family == family)
}

fn policy(page: &mut String, p: &PolicyInfo) {
    let _ = write!(page, "\n### {}\n\n", p.name);
    for text in [&p.statement.zh, &p.statement.en].into_iter().filter(|s| !s.is_empty()) {
        let _ = write!(page, "{}\n\n", line(text));
    }
    let waivable = if p.waivable { "" } else { ", waivable no 不可豁免" };
    let _ = writeln!(page, "- severity 级别: {} {}{waivable}", p.severity.name(), p.severity.zh());
    for v in &p.variants {
        let until = v.until.map_or_else(String::new, |d| d.to_string());
        let _ = writeln!(page, "  - {} – {until}: {} {}", v.from, v.severity.name(), v.severity.zh());
    }
    for own in &p.requirements {
        let _ = writeln!(page, "  - some requirements 部分要求: {} {}", own.name(), own.zh());
    }
    if !p.applies.is_empty() {
        let _ = writeln!(page, "- applies when 适用: `{}`", line(&p.applies));
    }
    for param in &p.params {
        let _ = writeln!(page, "- param 参数 `{}: {} = {}`", param.name, param.ty, line(&param.value));
        param.basis.iter().for_each(|c| basis(page, "  ", c));
    }
    p.basis.iter().for_each(|c| basis(page, "", c));
}

/// What something rests on; in both languages where they say different things.
fn basis(page: &mut String, indent: &str, citation: &Citation) {
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| line(&report::citation(citation, lang)));
    let said = if zh == en { zh } else { format!("{zh} / {en}") };
    let _ = writeln!(page, "{indent}- basis 依据: {said}");
}

/// Words on one line; what Markdown would read as its own is not meant so.
fn line(words: &str) -> String {
    let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.replace('<', "&lt;").replace('*', "\\*")
}

fn cell(words: &str) -> String {
    line(words).replace('|', "\\|")
}
