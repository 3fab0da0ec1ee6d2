//! `guiju doc`: what a name of the language means; without a name, all names.

use guiju::{
    FormatOptions,
    diagnostic::{Code, Diagnostic},
    phrase::{Lang, Phrase},
    reference::{self, Entry},
    report,
    schema::{BUILTINS, builtin_named},
};

use super::{
    Status, Stop,
    args::DocArgs,
    terminal::{Terminal, write_plain},
};

/// Explains a name.
pub(crate) fn run(args: &DocArgs, terminal: &Terminal) -> Result<Status, Stop> {
    if args.markdown {
        return write_plain(Status::Clean, &reference::page(guiju::shipped()));
    }
    let mut page = Page { lang: terminal.lang, width: terminal.for_stdout().width, text: String::new() };
    match &args.name {
        None => page.overview(),
        Some(name) => page.entries(name)?,
    }
    terminal.write(Status::Clean, |out| out.write_all(page.text.as_bytes()))
}

fn unknown(name: &str) -> Diagnostic {
    let message =
        Phrase::new(format!("语言里没有 `{name}`"), format!("the language has nothing called `{name}`"));
    let help = match reference::near(name) {
        Some(near) => Phrase::new(format!("是否指 `{near}`？"), format!("did you mean `{near}`?")),
        None => Phrase::new("`guiju doc` 列出全部名称", "`guiju doc` lists all names"),
    };
    Diagnostic::plain(Code::UnknownName, message).help(help)
}

/// What stands in the forms of functions, longer words first.
const IN_CHINESE: [(&str, &str); 16] = [
    ("list of number or date", "数或日期 列表"),
    ("list of number", "数 列表"),
    ("list of int", "整数 列表"),
    ("list of text", "文字 列表"),
    ("list", "列表"),
    ("text or record", "文字或记录"),
    ("text", "文字"),
    ("number", "数"),
    ("int", "整数"),
    ("ratio", "比例"),
    ("bool", "真假"),
    ("element", "元素"),
    ("pattern", "模式"),
    ("vocabulary", "词汇"),
    ("name of the group", "组名"),
    ("characters", "字"),
];

struct Page {
    lang: Lang,
    width: usize,
    text: String,
}

impl Page {
    fn entries(&mut self, name: &str) -> Result<(), Stop> {
        let entries = reference::find(name);
        if entries.is_empty() {
            return self.told(name);
        }
        for (i, entry) in entries.iter().enumerate() {
            if i > 0 {
                self.text.push('\n');
            }
            self.entry(entry);
        }
        Ok(())
    }

    /// Names the entries that speak of something, where nothing is called so.
    fn told(&mut self, words: &str) -> Result<(), Stop> {
        let called = reference::called(words);
        if !called.is_empty() {
            let head = Phrase::new(
                format!("语言里没有 `{words}`；这里叫："),
                format!("the language has nothing called `{words}`; here it is:"),
            );
            self.line(0, head.get(self.lang));
            for entry in &called {
                self.entry(entry);
            }
            return Ok(());
        }
        let entries = if words.trim().is_empty() { Vec::new() } else { reference::telling(words) };
        let vocabularies = reference::vocabularies(guiju::shipped(), words.trim());
        if !vocabularies.is_empty() {
            let head = Phrase::new(
                format!("自带的词汇中说到“{words}”的(写 `… 提及 名称`)："),
                format!(
                    "vocabularies that come with the program and have “{words}” (write `… mentions NAME`):"
                ),
            );
            self.line(0, head.get(self.lang));
            for (name, title) in &vocabularies {
                self.line(2, &format!("{name}  {}", title.get(self.lang)));
            }
            if entries.is_empty() {
                return Ok(());
            }
        }
        if entries.is_empty() {
            return Err(unknown(words).into());
        }
        let head = Phrase::new(
            format!("语言里没有 `{words}`；说明中提到它的有："),
            format!("the language has nothing called `{words}`; of it tell:"),
        );
        self.line(0, head.get(self.lang));
        for entry in &entries {
            self.line(2, &format!("{}  {}", self.names(entry), entry.doc.get(self.lang)));
        }
        Ok(())
    }

    /// The names of an entry, that in the language of the page first.
    fn names(&self, e: &Entry) -> String {
        let (first, second) = match self.lang {
            Lang::Zh => (&e.name.zh, &e.name.en),
            Lang::En => (&e.name.en, &e.name.zh),
        };
        if first == second { first.clone() } else { format!("{first}  {second}") }
    }

    fn entry(&mut self, e: &Entry) {
        self.line(0, &format!("{}  ({})", self.names(e), e.what.get(self.lang)));
        if let Some(form) = e.form {
            self.line(2, &self.form(form));
        }
        self.line(2, e.doc.get(self.lang));
        for (name, told) in &e.members {
            let other = if self.lang == Lang::Zh { &name.en } else { &name.zh };
            self.line(4, format!("{}  {other}  {}", name.get(self.lang), told.get(self.lang)).trim_end());
        }
        let Some(example) = e.example.map(|example| self.example(example)) else { return };
        match e.gives {
            Some(value) => self.line(2, &format!("{example}  →  {value}")),
            None => example.lines().for_each(|l| self.line(2, &format!("| {l}"))),
        }
    }

    /// How a function is called, with the words of the language.
    fn form(&self, form: &str) -> String {
        let is_function = BUILTINS.iter().any(|b| b.signature == form);
        if self.lang == Lang::En || !is_function {
            return form.to_owned();
        }
        let (mut zh, mut rest) = (String::new(), form);
        while let Some(sign) = rest.chars().next() {
            let known = IN_CHINESE.iter().find(|(en, _)| rest.starts_with(en)).copied();
            let (word, said) = known.unwrap_or_else(|| {
                let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
                let (word, _) = rest.split_at(letters.max(sign.len_utf8()));
                (word, builtin_named(word).map_or(word, |b| b.zh))
            });
            zh.push_str(said);
            rest = rest.strip_prefix(word).unwrap_or_default();
        }
        zh
    }

    /// An example with the keywords of the language, where it can be read by itself.
    fn example(&self, example: &str) -> String {
        if self.lang == Lang::En {
            return example.to_owned();
        }
        let options = FormatOptions { lang: Some(Lang::Zh) };
        let head = "policy p {\n  title en \"t\"\n  severity info\n";
        let frames = [("", ""), (head, "\n}\n"), ("define p() = ", "\n")];
        let written = frames.iter().find_map(|(before, after)| {
            let text = guiju::format(&format!("{before}{example}{after}"), &options).ok()?;
            Some(match *before {
                "" => text,
                "define p() = " => text.split_once("= ")?.1.to_owned(),
                _ => {
                    let inside = text.split_once("级别 提示\n")?.1.rsplit_once('}')?.0;
                    inside.lines().map(|l| l.strip_prefix("  ").unwrap_or(l)).collect::<Vec<_>>().join("\n")
                }
            })
        });
        written.map_or_else(|| example.to_owned(), |text| text.trim().to_owned())
    }

    fn overview(&mut self) {
        for section in reference::overview() {
            self.line(0, section.title.get(self.lang));
            let names: Vec<&str> = section.names.iter().map(|n| n.get(self.lang)).collect();
            self.line(2, &names.join("  "));
        }
        let more = Phrase::new(
            "`guiju doc 名称` 说明其一;中英文名均可。",
            "`guiju doc NAME` tells of one of them, in either language.",
        );
        self.text.push('\n');
        self.line(0, more.get(self.lang));
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
