//! `guiju test --coverage`: which requirements and conditions the examples have seen true, and which false.

use guiju::{
    eval::Ways,
    phrase::{Lang, Phrase},
    plan::ConditionRole,
    report,
    testing::{Covered, PolicyCoverage},
};
use serde::Serialize;

use super::tested::Tested;

/// What the examples reach.
pub(super) struct Coverage<'a> {
    pub(super) tested: &'a Tested,
    pub(super) policies: Vec<PolicyCoverage>,
}

impl Coverage<'_> {
    /// Whether enough requirements were seen both ways.
    pub(super) fn reaches(&self, percent: Option<u8>) -> bool {
        let (all, both) = self.count(true);
        both * 100 >= all * usize::from(percent.unwrap_or(0))
    }

    fn count(&self, requirements: bool) -> (usize, usize) {
        self.policies
            .iter()
            .map(|p| p.count(requirements))
            .fold((0, 0), |(all, both), (a, b)| (all + a, both + b))
    }

    /// The table and the places that were never seen one way.
    pub(super) fn human(&self, lang: Lang) -> String {
        let say = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
        let heading = [
            say("政策", "policy"),
            say("要求两向", "requirements both ways"),
            say("条件两向", "conditions both ways"),
        ];
        let figure = |(all, both): (usize, usize)| format!("{both} / {all}");
        let rows: Vec<Vec<String>> = self
            .policies
            .iter()
            .map(|p| vec![p.policy.clone(), figure(p.count(true)), figure(p.count(false))])
            .collect();
        let mut text = report::table(&heading, &rows, &[1, 2]);
        text.push('\n');
        for policy in &self.policies {
            for covered in policy.conditions.iter().filter(|c| !c.ways.both()) {
                text.push_str(&report::clean(&self.line(&policy.policy, covered, lang)));
                text.push('\n');
            }
        }
        let (requirements, conditions) = (self.count(true), self.count(false));
        text.push_str(&say(
            &format!("要求覆盖 {},条件覆盖 {}\n", percent(requirements), percent(conditions)),
            &format!(
                "requirements seen both ways {}, conditions seen both ways {}\n",
                percent(requirements),
                percent(conditions)
            ),
        ));
        text
    }

    fn line(&self, policy: &str, covered: &Covered, lang: Lang) -> String {
        let (file, line, column) = self.tested.place(covered.condition.file, covered.condition.span);
        let words = self.tested.words(covered.condition.file, covered.condition.span);
        format!("{file}:{line}:{column}: {policy}: {}: {words}", missing(covered.ways).get(lang))
    }

    /// The same for programs.
    pub(super) fn json(&self) -> CoverageJson<'_> {
        let row = |covered: &Covered| {
            let condition = covered.condition;
            let (file, line, column) = self.tested.place(condition.file, condition.span);
            let words = self.tested.words(condition.file, condition.span);
            let role = role(condition.role);
            let ways = covered.ways;
            Row {
                role,
                file,
                line,
                column,
                words,
                held: ways.held,
                failed: ways.failed,
                unknown: ways.unknown,
            }
        };
        let policy =
            |p: &PolicyCoverage| (p.policy.clone(), p.conditions.iter().map(row).collect::<Vec<_>>());
        let (requirements, conditions) = (self.count(true), self.count(false));
        CoverageJson {
            requirements: requirements.0,
            requirements_both_ways: requirements.1,
            conditions: conditions.0,
            conditions_both_ways: conditions.1,
            policies: self.policies.iter().map(policy).collect(),
        }
    }
}

fn percent((all, both): (usize, usize)) -> String {
    let percent = (both * 100).checked_div(all).unwrap_or(100);
    format!("{both}/{all} ({percent} %)")
}

fn missing(ways: Ways) -> Phrase {
    match (ways.held, ways.failed, ways.unknown) {
        (true, _, _) => Phrase::new("从未为假", "never false"),
        (_, true, _) => Phrase::new("从未为真", "never true"),
        (_, _, true) => Phrase::new("只有未知", "only unknown"),
        _ => Phrase::new("从未执行", "never evaluated"),
    }
}

fn role(role: ConditionRole) -> &'static str {
    match role {
        ConditionRole::Applies => "applies",
        ConditionRole::Where => "where",
        ConditionRole::Requirement => "requirement",
        ConditionRole::Part => "part",
    }
}

/// The coverage for programs.
#[derive(Serialize)]
pub(super) struct CoverageJson<'a> {
    requirements: usize,
    requirements_both_ways: usize,
    conditions: usize,
    conditions_both_ways: usize,
    policies: indexmap::IndexMap<String, Vec<Row<'a>>>,
}

#[derive(Serialize)]
struct Row<'a> {
    role: &'static str,
    file: &'a str,
    line: u32,
    column: u32,
    words: String,
    held: bool,
    failed: bool,
    unknown: bool,
}
