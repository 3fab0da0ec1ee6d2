//! `guiju doc`: what a name of the language means; without a name, all names.

use guiju::{
    diagnostic::{Code, Diagnostic},
    phrase::{Lang, Phrase},
    reference::{self, Entry},
    report,
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
            self.line(2, form);
        }
        self.line(2, e.doc.get(self.lang));
        for (name, told) in &e.members {
            let other = if self.lang == Lang::Zh { &name.en } else { &name.zh };
            self.line(4, format!("{}  {other}  {}", name.get(self.lang), told.get(self.lang)).trim_end());
        }
        let Some(example) = e.example else { return };
        match e.gives {
            Some(value) => self.line(2, &format!("{example}  →  {value}")),
            None => example.lines().for_each(|l| self.line(2, &format!("| {l}"))),
        }
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
