//! The shipped policies that ask the most of the language, as a table with their files; some of them in Chinese, made from
//! the files themselves.

use std::fmt::Write as _;

use crate::{
    hir,
    phrase::Lang,
    source::{FileId, Span},
    syntax::{
        self,
        ast::{Item, Policy, PolicyFile, Said, Statement},
    },
};

/// The name and the text of a policy file.
type File<'a> = (&'a str, &'a str);

/// The policies, and what each shows of the language.
const POLICIES: [(&str, &str); 10] = [
    (
        "coherence-duty-carried",
        "each duty beside the unit that carries it best; similarity, with phrases that do not count",
    ),
    (
        "coherence-exclusive-function",
        "pairs of units; functions by vocabulary and strength of verbs; set operations",
    ),
    ("staffing-deputy-band", "a table in bands, by level and number"),
    ("staffing-leader-ratio", "exact ratios, a parameter with its basis"),
    (
        "mandatory-info-disclosure",
        "two requirements on one matter; a count over a list of words; false friends",
    ),
    ("coherence-reform-moved", "functions that moved with a reform, by date"),
    ("structure-catch-all-last", "one element of a list by its form, and what stands after it"),
    ("cross-peer-outlier", "many documents: groups, median and median deviation"),
    ("version-function-removed", "a document beside its previous version"),
    ("staffing-reconsideration-two", "a unit, its staff and a duty that law ties to a number"),
];

/// Those that stand on the page in Chinese.
const IN_CHINESE: [&str; 3] = ["staffing-leader-ratio", "structure-catch-all-last", "cross-peer-outlier"];

/// The table; a policy that is not shipped is left out.
pub(super) fn table(shipped: &[File<'_>]) -> String {
    let mut table = String::from("| policy | asks | shows |\n|---|---|---|\n");
    for (name, shows) in POLICIES {
        let Some((path, text)) = file(shipped, name) else { continue };
        let title = policy(text).and_then(|p| title(&p)).unwrap_or_default();
        let zh = title.zh.map(|t| t.value).unwrap_or_default();
        let en = title.en.map(|t| t.value).unwrap_or_default();
        let _ = writeln!(table, "| [{name}](../{path}) | {en} {zh} | {shows} |");
    }
    table
}

/// Some of the policies with Chinese keywords and names, without their examples.
pub(super) fn in_chinese(shipped: &[File<'_>]) -> String {
    let wanted = |path: &str| IN_CHINESE.iter().any(|policy| path.ends_with(&format!("/{policy}.guiju")));
    let texts: Vec<String> = shipped
        .iter()
        .map(|(path, text)| if wanted(path) { without_examples(text) } else { (*text).to_owned() })
        .collect();
    let ids = || (0..).map(FileId);
    let trees: Vec<PolicyFile> = ids().zip(&texts).map(|(id, text)| syntax::parse(id, text).tree).collect();
    let trees: Vec<(FileId, &PolicyFile)> = ids().zip(&trees).collect();
    let spellings = hir::spellings(&trees);
    let mut page = String::new();
    for policy in IN_CHINESE {
        let Some((path, _)) = file(shipped, policy) else { continue };
        let own = |((id, text), (name, _)): ((FileId, _), &File<'_>)| (*name == path).then_some((id, text));
        let Some((id, text)) = ids().zip(&texts).zip(shipped).find_map(own) else { continue };
        let spelling = |span: Span| spellings.get(&(id, span)).map(|s| s.zh);
        let style = syntax::Style { lang: Some(Lang::Zh), spelling: &spelling };
        let text = syntax::print(text, &style).unwrap_or_default();
        let body = text.split_once("\n\n").map_or(text.as_str(), |(_, body)| body);
        let _ = write!(page, "```guiju\n{body}```\n\n");
    }
    page
}

/// The file of a policy.
fn file<'a>(shipped: &[File<'a>], policy: &str) -> Option<File<'a>> {
    let name = format!("/{policy}.guiju");
    shipped.iter().copied().find(|(path, _)| path.ends_with(&name))
}

fn policy(text: &str) -> Option<Policy> {
    let items = syntax::parse(FileId(0), text).tree.items;
    items.into_iter().find_map(|item| if let Item::Policy(p) = item { Some(p) } else { None })
}

fn title(policy: &Policy) -> Option<Said> {
    policy.body.iter().find_map(|s| if let Statement::Title(t) = s { Some(t.value.clone()) } else { None })
}

/// A file without the examples of its policy, and without the comments and blanks before them.
fn without_examples(text: &str) -> String {
    let Some(policy) = policy(text) else { return text.to_owned() };
    let first =
        policy.body.iter().find_map(|s| if let Statement::Example(e) = s { Some(e.span) } else { None });
    let Some(first) = first else { return text.to_owned() };
    let mut before = text[..first.start as usize].trim_end();
    while let Some((rest, _)) =
        before.rsplit_once('\n').filter(|(_, last)| last.trim_start().starts_with("--"))
    {
        before = rest.trim_end();
    }
    format!("{before}\n}}\n")
}
