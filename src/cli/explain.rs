//! `guiju explain`: what a policy asks, what it rests on, when it applies, examples.

use guiju::{
    finding::{Outcome, Severity},
    phrase::{Lang, Phrase},
    plan::{ExampleInfo, PolicyInfo, Requirement, TableInfo},
    report,
    schema::{Field, Kind, Record, Type, field_info},
};

use super::{
    Status, Stop, args::ExplainArgs, code_page, configured::Configured, policies, terminal::Terminal, trace,
};

/// Explains one policy.
pub(crate) fn run(args: &ExplainArgs, configured: &Configured, terminal: &Terminal) -> Result<Status, Stop> {
    if code_page::is_code(&args.policy) {
        return code_page::run(&args.policy, terminal);
    }
    let plan = policies::load(&args.rules, configured, terminal)?;
    let policy = policies::named(&plan, &args.policy, "explain")?;
    if !args.file.is_empty() {
        return trace::run(args, (policy.corpus, configured), &plan, terminal);
    }
    if args.source {
        let text = policies::source(&args.rules, configured, policy, terminal.lang).unwrap_or_default();
        return terminal.write(Status::Clean, |out| out.write_all(text.as_bytes()));
    }
    if args.cost {
        let Some(cost) = plan.cost(&args.policy) else { return Ok(Status::Clean) };
        let text = format!("{}\n{cost}\n", cost.order());
        let text = if terminal.lang == Lang::Zh { lists_in_chinese(&text) } else { text };
        return terminal.write(Status::Clean, |out| out.write_all(text.as_bytes()));
    }
    let mut page = Page { lang: terminal.lang, width: terminal.for_stdout().width, text: String::new() };
    page.policy(policy, &plan.applies(&args.policy), &plan.requirements(&args.policy));
    terminal.write(Status::Clean, |out| out.write_all(page.text.as_bytes()))
}

/// A page being written.
struct Page {
    lang: Lang,
    width: usize,
    text: String,
}

impl Page {
    /// What it asks comes first, its examples last.
    fn policy(&mut self, policy: &PolicyInfo, applies: &[Phrase], requirements: &[Requirement]) {
        let title = format!("{}  {}", policy.name, policy.title.get(self.lang));
        self.line(0, &title);
        self.text.push('\n');
        if !policy.statement.get(self.lang).is_empty() {
            self.line(0, policy.statement.get(self.lang));
            self.text.push('\n');
        }
        self.severity(policy);
        self.heading("适用", "applies when");
        if applies.is_empty() {
            self.line(2, Phrase::new("一律适用", "always").get(self.lang));
        }
        for condition in applies {
            self.line(2, condition.get(self.lang));
        }
        self.requirements(requirements);
        self.params(policy);
        self.tables(policy);
        self.heading("依据", "basis");
        for citation in &policy.basis {
            self.line(2, &report::citation(citation, self.lang));
        }
        self.heading("文件", "file");
        self.line(2, &policy.file);
        self.examples(&policy.examples);
    }

    fn requirements(&mut self, requirements: &[Requirement]) {
        self.heading("要求", "requires");
        let report = Phrase::new("否则报告：", "else reports: ");
        for Requirement { condition, message } in requirements {
            self.line(2, condition.get(self.lang));
            self.line(4, &format!("{}{}", report.get(self.lang), message.get(self.lang)));
        }
    }

    fn tables(&mut self, policy: &PolicyInfo) {
        for TableInfo { name, rows } in policy.tables() {
            self.heading(&format!("分档表 {name}"), &format!("table {name}"));
            for row in &rows {
                self.line(2, row.get(self.lang));
            }
        }
    }

    fn severity(&mut self, policy: &PolicyInfo) {
        self.heading("级别", "severity");
        self.line(2, severity(policy.severity).get(self.lang));
        for variant in &policy.variants {
            let name = severity(variant.severity);
            let (from, until) = (variant.from, variant.until);
            let words = match until {
                Some(until) => Phrase::new(
                    format!("{from} 至 {until}：{}", name.zh),
                    format!("{} from {from} until {until}", name.en),
                ),
                None => Phrase::new(format!("{from} 起：{}", name.zh), format!("{} from {from} on", name.en)),
            };
            self.line(2, words.get(self.lang));
        }
        for own in &policy.requirements {
            let name = severity(*own);
            let words =
                Phrase::new(format!("部分要求：{}", name.zh), format!("some requirements: {}", name.en));
            self.line(2, words.get(self.lang));
        }
    }

    fn params(&mut self, policy: &PolicyInfo) {
        if policy.params.is_empty() {
            return;
        }
        self.heading("参数", "parameters");
        for param in &policy.params {
            self.line(2, &format!("{}: {} = {}", param.name, param.ty, param.value));
            for citation in &param.basis {
                self.line(4, &report::citation(citation, self.lang));
            }
        }
    }

    /// Those that decide before those that do not, and plain ones before long ones.
    fn examples(&mut self, examples: &[ExampleInfo]) {
        let mut examples: Vec<&ExampleInfo> = examples.iter().collect();
        examples.sort_by_key(|e| {
            let decides = matches!(e.verdict, Outcome::Pass | Outcome::Violation);
            (!decides, e.text.chars().count())
        });
        for example in examples {
            let verdict = outcome(example.verdict);
            self.heading(&format!("示例：{}", verdict.zh), &format!("example: {}", verdict.en));
            for (path, value) in &example.given {
                let (path, value) = match self.lang {
                    Lang::Zh => in_chinese(path, value),
                    Lang::En => (path.clone(), value.clone()),
                };
                self.line(2, &format!("{path} = {value}"));
            }
            for line in example.text.lines() {
                self.line(2, &format!("| {line}"));
            }
            for quote in &example.quotes {
                let words = Phrase::new(format!("引用“{quote}”"), format!("quotes “{quote}”"));
                self.line(2, words.get(self.lang));
            }
        }
    }

    fn heading(&mut self, zh: &str, en: &str) {
        let word = match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        self.line(0, word);
    }

    /// Writes a line, wrapped and indented.
    fn line(&mut self, indent: usize, text: &str) {
        for part in report::wrap(&report::clean(text), self.width.saturating_sub(indent)) {
            self.text.push_str(&" ".repeat(indent));
            self.text.push_str(&part);
            self.text.push('\n');
        }
    }
}

/// The path of a given fact, and its value, with the Chinese names of the language: 机关.层级 = 县级.
fn in_chinese(path: &str, value: &str) -> (String, String) {
    let mut record = Some(Record::Document);
    let mut value = value.to_owned();
    let names = path.split('.').map(|name| {
        let info = record.zip(Field::named(name)).and_then(|(r, f)| field_info(r, f));
        let kind = info.and_then(|i| match i.ty {
            Type::One(kind) | Type::List(kind) => Some(kind),
            Type::EmptyList | Type::Error => None,
        });
        record = match kind {
            Some(Kind::Record(inner)) => Some(inner),
            _ => None,
        };
        if let Some(symbol) = kind.and_then(|k| if let Kind::Enum(e) = k { e.symbol(&value) } else { None }) {
            symbol.zh().clone_into(&mut value);
        }
        info.map_or(name, |i| i.field.names().1)
    });
    let path = names.collect::<Vec<_>>().join(".");
    (path, value)
}

/// A bound with the Chinese names of the lists that it is made of.
fn lists_in_chinese(bound: &str) -> String {
    let name = |word: &str| match word {
        "documents" => Some("文件数"),
        // The length of the text, not one of its parts.
        "text" => Some("正文长度"),
        _ => Field::named(word).map(|field| field.names().1),
    };
    let is_sign = |c: char| !(c.is_ascii_lowercase() || c == '_');
    let mut zh = String::with_capacity(2 * bound.len());
    for part in bound.split_inclusive(is_sign) {
        let word = part.trim_end_matches(is_sign);
        zh.push_str(name(word).unwrap_or(word));
        zh.push_str(part.get(word.len()..).unwrap_or_default());
    }
    zh
}

fn severity(severity: Severity) -> Phrase {
    Phrase::new(severity.zh(), severity.name())
}

fn outcome(outcome: Outcome) -> Phrase {
    match outcome {
        Outcome::Pass => Phrase::new("通过", "passes"),
        Outcome::Violation => Phrase::new("违反", "fails"),
        Outcome::Undecided => Phrase::new("未决", "undecided"),
        Outcome::NotApplicable => Phrase::new("不适用", "does not apply"),
    }
}
