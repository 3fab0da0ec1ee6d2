//! Where answers go: results to the standard output, talk to the standard error.

use std::{
    io::{self, Write},
    path::Path,
};

use anstream::{AutoStream, ColorChoice, adapter::StripBytes};
use guiju::{
    diagnostic::Diagnostic,
    phrase::{Lang, Phrase},
    report::{self, HumanOptions},
    source::Files,
};

use super::{
    Status, Stop,
    args::{ColorArg, TalkArgs},
    options,
};

/// The person at the other end: language, colours, width, patience.
#[derive(Debug)]
pub(crate) struct Terminal {
    pub(crate) lang: Lang,
    /// Nothing but results and errors.
    pub(crate) quiet: bool,
    /// What is being done, too.
    verbose: bool,
    width: usize,
    color: ColorArg,
}

impl Terminal {
    /// Reads the options and the environment; the configuration may name a language.
    pub(crate) fn new(args: &TalkArgs, configured: Option<Lang>) -> Self {
        Self {
            lang: options::lang(args.lang, configured),
            quiet: args.quiet,
            verbose: args.verbose,
            width: options::width(),
            color: args.color,
        }
    }

    /// How to write for people on the standard output.
    pub(crate) fn for_stdout(&self) -> HumanOptions {
        self.look(AutoStream::choice(&io::stdout()))
    }

    /// Writes a result; `status` is what the run ends with if the reader goes away.
    pub(crate) fn write(
        &self,
        status: Status,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Status, Stop> {
        let stdout = io::stdout().lock();
        let out: Box<dyn Write> = if self.for_stdout().color {
            Box::new(AutoStream::new(stdout, ColorChoice::Always))
        } else {
            Box::new(Plain { out: stdout, strip: StripBytes::new(), clean: true })
        };
        let mut out = io::BufWriter::new(out);
        write(&mut out).and_then(|()| out.flush()).map_err(|e| Stop::Output(e, status))?;
        Ok(status)
    }

    /// Shows problems with inputs. Where nobody listens, nothing is lost: the exit status says it too.
    pub(crate) fn diagnostics(&self, diagnostics: &[Diagnostic], files: &Files) {
        if diagnostics.is_empty() {
            return;
        }
        let shown: Vec<Diagnostic> =
            diagnostics.iter().filter(|d| d.is_error() || !self.quiet).cloned().collect();
        let look = self.look(AutoStream::choice(&io::stderr()));
        let mut out = Vec::new();
        if report::diagnostics(&shown, files, &look, &mut out).is_ok() {
            io::stderr().lock().write_all(&out).ok();
        }
    }

    /// Says something in passing, unless asked to be quiet.
    pub(crate) fn note(&self, phrase: &Phrase) {
        if !self.quiet {
            writeln!(io::stderr().lock(), "guiju: {}", report::clean(phrase.get(self.lang))).ok();
        }
    }

    /// Says what is being done, if asked to; what it would take to say it is not done otherwise.
    pub(crate) fn detail(&self, phrase: impl FnOnce() -> Phrase) {
        if self.verbose {
            self.note(&phrase());
        }
    }

    /// Says that the result could not be written.
    pub(crate) fn cannot_write(&self, file: Option<&Path>, error: &io::Error) {
        let file = file.map(|f| format!("{}: ", f.display())).unwrap_or_default();
        let phrase = Phrase::new(
            format!("{file}无法写出结果：{error}"),
            format!("{file}cannot write the result: {error}"),
        );
        writeln!(io::stderr().lock(), "guiju: {}", report::clean(phrase.get(self.lang))).ok();
    }

    fn look(&self, auto: ColorChoice) -> HumanOptions {
        let color = match self.color {
            ColorArg::Auto => auto != ColorChoice::Never,
            ColorArg::Always => true,
            ColorArg::Never => false,
        };
        HumanOptions { lang: self.lang, color, width: self.width, brief: self.quiet }
    }
}

/// Writes without colours: what would be one is left out. It is sought from the first sign on that may begin one.
struct Plain<W> {
    out: W,
    strip: StripBytes,
    /// Whether no such sign has come yet.
    clean: bool,
}

impl<W: Write> Write for Plain<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.clean = self.clean && is_clean(bytes);
        if self.clean {
            return self.out.write(bytes);
        }
        for shown in self.strip.strip_next(bytes) {
            self.out.write_all(shown)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether a text has no sign that moves a cursor or colours what follows, but line feeds: neither of ASCII nor of those
/// that begin with this byte.
fn is_clean(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| matches!(byte, b'\n' | b' '..=b'~' | 0x80..=0xc1 | 0xc3..))
}

/// Writes a result for programs, byte for byte; `status` is what the run ends with if the reader goes away.
pub(crate) fn write_plain(status: Status, text: &str) -> Result<Status, Stop> {
    write_plain_with(status, |out| out.write_all(text.as_bytes()))
}

/// The same for a result that is written bit by bit.
pub(crate) fn write_plain_with(
    status: Status,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Status, Stop> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    write(&mut out).and_then(|()| out.flush()).map_err(|e| Stop::Output(e, status))?;
    Ok(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colours_a_text_is_what_the_stream_makes_of_it() {
        let parts =
            ["规矩\n", "é\u{a0}a", "\u{1b}[31m红", "x\u{1b}[", "0m\t\r\n", "\u{9b}1m", "\u{7f}字\u{0}", "z"];
        for first in 0..parts.len() {
            let plain = Plain { out: Vec::new(), strip: StripBytes::new(), clean: true };
            let mut out = io::BufWriter::with_capacity(4, plain);
            let mut stream = AutoStream::new(Vec::new(), ColorChoice::Never);
            for part in parts.iter().cycle().skip(first).take(parts.len()) {
                out.write_all(part.as_bytes()).unwrap();
                stream.write_all(part.as_bytes()).unwrap();
            }
            out.flush().unwrap();
            assert_eq!(out.get_ref().out, stream.into_inner(), "{first}");
        }
    }
}
