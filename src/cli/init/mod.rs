//! `guiju init`: a folder to begin with: a configuration, a first policy with its test, and a document.

use std::{fs, io, path::Path};

use guiju::{
    FormatOptions,
    diagnostic::{Code, Diagnostic},
    phrase::{Lang, Phrase},
};

use super::{Status, Stop, args::InitArgs, documents, terminal::Terminal};

/// The files, as path and text. Policies are written in English keywords and turned where the other language is asked for.
const FILES: [(&str, &str); 5] = [
    ("guiju.toml", include_str!("guiju.toml")),
    ("rules/pack.toml", include_str!("pack.toml")),
    ("rules/own/own-duties-listed.guiju", include_str!("own-duties-listed.guiju")),
    ("rules/own/own-duties-listed_test.guiju", include_str!("own-duties-listed_test.guiju")),
    ("documents/sample.txt", include_str!("sample.txt")),
];

/// Makes the folder; where one of the files is there already, nothing is written.
pub(crate) fn run(args: &InitArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let there = FILES.iter().map(|(name, _)| args.folder.join(name)).find(|path| path.exists());
    if let Some(path) = there {
        let message =
            Phrase::new("文件已存在，未写入任何文件", "the file is there already; nothing was written");
        return Err(Diagnostic::input(Code::NotWritten, documents::name_of(&path), message).into());
    }
    for (name, text) in FILES {
        let path = args.folder.join(name);
        write(&path, &in_language(name, text, terminal.lang)).map_err(|error| Stop::File(path, error))?;
    }
    let folder = documents::name_of(&args.folder);
    terminal.note(&Phrase::new(
        format!("已在 {folder} 建好；接下来：cd {folder} && guiju test rules/ && guiju check documents/"),
        format!("made {folder}; next: cd {folder} && guiju test rules/ && guiju check documents/"),
    ));
    Ok(Status::Clean)
}

/// The configuration with its remarks in Chinese.
const CONFIGURATION_ZH: &str = include_str!("guiju.zh.toml");

/// The remarks of the policies, in English and in Chinese.
const REMARKS: [(&str, &str); 1] = [("-- At the limit exactly.", "-- 恰在界限上。")];

/// A policy and a configuration in the language of the author; other files as they are.
fn in_language(name: &str, text: &str, lang: Lang) -> String {
    if name == "guiju.toml" && lang == Lang::Zh {
        return CONFIGURATION_ZH.to_owned();
    }
    let is_policy = Path::new(name).extension().is_some_and(|e| e == "guiju");
    if !is_policy || lang == Lang::En {
        return text.to_owned();
    }
    let mut turned =
        guiju::format(text, &FormatOptions { lang: Some(lang) }).unwrap_or_else(|_| text.to_owned());
    for (en, zh) in REMARKS {
        turned = turned.replace(en, zh);
    }
    turned
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
