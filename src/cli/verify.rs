//! `guiju verify`: the quotes of a report held to the documents. A violation that quotes nothing is not proved.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::PathBuf,
};

use guiju::{
    change::{self, Fault, Recorded, WrongNumber},
    diagnostic::{Code, Diagnostic},
    ingest::{self, Given},
    phrase::{Lang, Phrase},
    report,
    source::Files,
};

use super::{
    Status, Stop,
    args::VerifyArgs,
    documents::{self, STDIN, Skipped},
    inputs::{self, Input},
    terminal::Terminal,
};

/// Proves every quote again; 1 where one does not stand in its document or a violation has none, 2 where a document cannot be read.
pub(crate) fn run(args: &VerifyArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let name = documents::name_of(&args.report);
    let text = fs::read_to_string(&args.report).map_err(|error| documents::cannot_open(&name, &error))?;
    let recorded = Recorded::read(&name, &text)?;
    let mut proof = Proof::of(&recorded.documents, args);
    proof.read_all();
    let (mut proved, mut wrong, mut bare) = (0, 0, 0);
    let mut status = if proof.broken.is_empty() { Status::Clean } else { Status::NotAsAsked };
    terminal.diagnostics(&proof.broken, &Files::default());
    let mut page = String::new();
    for (document, read) in recorded.documents.iter().zip(proof.read) {
        match read {
            Some(Ok(read)) => {
                proved += document.quotes() - read.wrong;
                wrong += read.wrong;
                bare += read.bare;
                read.said.iter().for_each(|words| page.push_str(&line(terminal.lang, words)));
            }
            Some(Err((problem, files))) => {
                terminal.diagnostics(&[problem], &files);
                status = Status::NotAsAsked;
            }
            None => {
                terminal.diagnostics(&[not_found(document)], &Files::default());
                status = Status::NotAsAsked;
            }
        }
    }
    page.push_str(&line(terminal.lang, &sum(recorded.documents.len(), (proved, wrong, bare))));
    let status = if status == Status::Clean && wrong + bare > 0 { Status::Findings } else { status };
    terminal.write(status, |out| out.write_all(page.as_bytes()))
}

/// What a whole report came to.
fn sum(documents: usize, (proved, wrong, bare): (usize, usize, usize)) -> Phrase {
    let (zh, en) = match bare {
        0 => (String::new(), String::new()),
        _ => (
            format!("；{bare} 处问题没有引文"),
            format!("; {} no evidence", report::many(bare, "finding has", "findings have")),
        ),
    };
    Phrase::new(
        format!("{documents} 份文件：{proved} 处引文属实，{wrong} 处不符{zh}"),
        format!(
            "{}: {proved} quotes stand, {wrong} do not{en}",
            report::many(documents, "document", "documents")
        ),
    )
}

/// What was seen of one document: how many of its quotes do not stand, how many findings have none, and what is said of it.
struct Read {
    wrong: usize,
    bare: usize,
    said: Vec<Phrase>,
}

/// The documents of a report, and what was seen of each.
struct Proof<'a> {
    args: &'a VerifyArgs,
    documents: &'a [change::Document],
    /// What was seen of each; nothing yet of those that were not come upon.
    read: Vec<Option<Result<Read, (Diagnostic, Files)>>>,
    /// Their places in the list, by name: an archive may have two of one.
    named: HashMap<&'a str, Vec<usize>>,
    /// Archives and files of lines that cannot be read to their end.
    broken: Vec<Diagnostic>,
}

impl<'a> Proof<'a> {
    fn of(documents: &'a [change::Document], args: &'a VerifyArgs) -> Self {
        let mut named: HashMap<&str, Vec<usize>> = HashMap::new();
        for (i, document) in documents.iter().enumerate() {
            named.entry(&document.path).or_default().push(i);
        }
        let read = documents.iter().map(|_| None).collect();
        Self { args, documents, read, named, broken: Vec::new() }
    }

    /// Opens each file that documents are in, once.
    fn read_all(&mut self) {
        let mut holders: BTreeMap<&str, PathBuf> = BTreeMap::new();
        for document in self.documents {
            let path = document.path.as_str();
            if let Some(holder) = self.holder(path) {
                holders.entry(holder).or_insert_with(|| self.place(holder));
            } else if self.place(path).is_file() {
                self.take(Input::at(path.to_owned(), self.place(path)));
            }
        }
        for (name, place) in holders {
            self.open(Input::at(name.to_owned(), place));
        }
        for path in &self.args.among {
            self.open(Input::named(path));
        }
    }

    fn open(&mut self, input: Input) {
        let (holder, limit) = (input.name.clone(), self.args.input.max_document);
        let mut take = |mut document: Input| {
            let is_whole = document.name == holder && !self.named.contains_key(holder.as_str());
            match is_whole.then(|| document.bytes(limit)) {
                Some(Err(problem)) => self.broken.push(problem),
                Some(Ok(_)) => {}
                None => self.take(document),
            }
        };
        inputs::open(input, limit, &mut Skipped::default(), &mut take);
    }

    /// The archive, packed file or file of lines that a document of this name is in.
    fn holder<'p>(&self, path: &'p str) -> Option<&'p str> {
        let is_holder = |name: &str| inputs::is_container(name) && self.place(name).is_file();
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let of_lines = path.rsplit_once(':').filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
        folders.chain(of_lines.map(|(file, _)| file)).find(|name| is_holder(name))
    }

    fn place(&self, path: &str) -> PathBuf {
        self.args.root.as_ref().map_or_else(|| path.into(), |root| root.join(path))
    }

    /// Holds a document to what the report says of the one of its name. One that the report does not have is passed over.
    fn take(&mut self, mut input: Input) {
        let bytes = input.bytes(self.args.input.max_document);
        let Some(places) = self.named.get(input.name.as_str()) else { return };
        let waiting: Vec<usize> = places.iter().copied().filter(|i| self.read[*i].is_none()).collect();
        let regulation = bytes.map_err(|problem| (problem, Files::default())).and_then(|bytes| {
            let given = Given { encoding: self.args.input.encoding.clone(), ..Given::default() };
            ingest::read(&input.name, &bytes, &given)
                .map_err(|problem| (problem, documents::shown(&input.name, &bytes)))
        });
        let regulation = match regulation {
            Ok(regulation) => regulation,
            Err(problem) => {
                if let Some(i) = waiting.first() {
                    self.read[*i] = Some(Err(problem));
                }
                return;
            }
        };
        // Of two of one name that which has not changed is known by its bytes.
        let is_same = |i: &&usize| self.documents[**i].digest == regulation.source.digest;
        if let Some(i) = waiting.iter().find(is_same).or(waiting.first()) {
            let document = &self.documents[*i];
            self.read[*i] = Some(Ok(held(document, &regulation.source.text, &regulation.source.digest)));
        }
    }
}

/// Holds the quotes of a document to its text.
fn held(document: &change::Document, text: &str, digest: &str) -> Read {
    let unproved = document.unproved(text);
    let mut said = Vec::new();
    if digest != document.digest {
        said.push(changed(&document.path));
    }
    said.extend(unproved.iter().map(|u| {
        let at = u.place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
        let place = format!("{}{at} {}", document.path, u.policy);
        let what = told(&u.fault);
        Phrase::new(format!("{place}: {}", what.zh), format!("{place}: {}", what.en))
    }));
    let bare = unproved.iter().filter(|u| u.fault == Fault::NoEvidence).count();
    Read { wrong: unproved.len() - bare, bare, said }
}

/// What does not stand, in words.
fn told(fault: &Fault) -> Phrase {
    match fault {
        Fault::NoEvidence => {
            Phrase::new("没有引文，无从核对", "it quotes nothing: there is nothing to prove")
        }
        Fault::Words { quote, found } => Phrase::new(
            format!("报告引用“{quote}”，该处为“{found}”"),
            format!("the report quotes “{quote}”, there stands “{found}”"),
        ),
        Fault::Numbers(wrong) => {
            let all = |say: fn(&WrongNumber) -> String, between: &str| {
                wrong.iter().map(say).collect::<Vec<_>>().join(between)
            };
            let zh = all(|w| format!("{} 为 {}，应为 {}", w.name, w.said, w.is), "；");
            let en = all(|w| format!("{} {}, is {}", w.name, w.said, w.is), "; ");
            Phrase::new(
                format!("引文属实，位置不对：{zh}"),
                format!("the words stand, not their place: {en}"),
            )
        }
    }
}

/// A document that stands nowhere where the report or the arguments send us.
fn not_found(document: &change::Document) -> Diagnostic {
    let (path, quotes) = (&document.path, document.quotes());
    let message = Phrase::new(
        format!("找不到这份文件，其 {quotes} 处引文未核对"),
        format!("the document is not found: its {quotes} quotes are not proved"),
    );
    let help = if path == STDIN {
        Phrase::new(
            "它来自标准输入：再次输入，并用 - 指出：guiju verify 报告 - < 文件",
            "it came on the standard input: give it again, and say so with -: guiju verify REPORT - < FILE",
        )
    } else {
        Phrase::new(
            "路径从当前文件夹算起，--root 另指一处；逐行 JSON 中自带名称的文件，请写明所在的文件：guiju verify 报告 文件.ndjson",
            "paths start from the current folder, --root names another; where lines of JSON name their documents, name the \
             file too: guiju verify REPORT FILE.ndjson",
        )
    };
    Diagnostic::input(Code::Unreadable, path.clone(), message).help(help)
}

fn changed(path: &str) -> Phrase {
    Phrase::new(
        format!("{path}: 文件在报告之后有改动"),
        format!("{path}: the document has changed since the report"),
    )
}

fn line(lang: Lang, words: &Phrase) -> String {
    format!("{}\n", report::clean(words.get(lang)))
}
