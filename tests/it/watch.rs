//! `guiju watch`: what is new and gone after a change of a document, of a policy; broken policies; the end.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read},
    process::{Child, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use crate::project::Project;

const POLICY: &str = r#"
policy short-list {
  title zh "职责过少" en "too few duties"
  severity error
  basis practice zh "无" en "none"
  require count(duties) >= 2 else report duties: zh "只有{count(duties)}项" en "only {count(duties)}"
}
"#;

const SHORT: &str = "主要职责\n(一)负责文电。\n";
const LONG: &str = "主要职责\n(一)负责文电。\n(二)负责应急。\n";

/// A watch that is running, and the lines that it has said.
struct Watch {
    project: Project,
    process: Child,
    lines: Receiver<String>,
}

/// Far longer than it can take; a watch that says nothing fails the test instead of hanging it.
const PATIENCE: Duration = Duration::from_mins(2);

impl Watch {
    fn begin(project: Project, more: &[&str]) -> Self {
        let args = [&["watch", "docs", "--no-default-rules", "--rules", "rules"], more].concat();
        let mut process =
            project.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (say, lines) = mpsc::channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(process.stdout.take().unwrap()), Box::new(process.stderr.take().unwrap())];
        for stream in streams {
            let say = say.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    say.send(line).ok();
                }
            });
        }
        Self { project, process, lines }
    }

    /// Waits until a line has some words; all lines up to it.
    #[track_caller]
    fn until(&self, words: &str) -> String {
        let mut said = String::new();
        while !said.contains(words) {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => said.push_str(&(line + "\n")),
                Err(error) => panic!("{error}: no {words:?} in\n{said}"),
            }
        }
        said
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.project.path().join(path), text).unwrap();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn project() -> Project {
    Project::new().file("rules/short.guiju", POLICY).file("docs/a.txt", SHORT).file("docs/b.txt", LONG)
}

#[test]
fn it_tells_what_is_new_and_what_is_gone() {
    let watch = Watch::begin(project(), &[]);
    let first = watch.until("2 documents");
    assert!(first.contains("error[short-list]"), "{first}");
    watch.write("docs/a.txt", LONG);
    let said = watch.until("findings now: 0");
    assert!(said.contains("- docs/a.txt:2:1 [short-list] only 1"), "{said}");
    assert!(said.contains("new: 0, gone: 1"), "{said}");
    watch.write("docs/c.txt", SHORT);
    let said = watch.until("findings now: 1");
    assert!(said.contains("+ docs/c.txt:2:1 [short-list] only 1"), "{said}");
    fs::remove_file(watch.project.path().join("docs/c.txt")).unwrap();
    watch.until("new: 0, gone: 1; findings now: 0");
}

#[test]
fn it_goes_on_after_a_policy_that_does_not_compile() {
    let watch = Watch::begin(project(), &[]);
    watch.until("2 documents");
    watch.write("rules/short.guiju", &POLICY.replace("count(duties) >= 2", "count(dutie) >= 2"));
    let said = watch.until("when that is mended");
    assert!(said.contains("did you mean `duties`"), "{said}");
    watch.write("rules/short.guiju", &POLICY.replace(">= 2", ">= 3"));
    let said = watch.until("findings now: 2");
    assert!(said.contains("new: 1, gone: 0"), "{said}");
    assert!(said.contains("+ docs/b.txt:2:1 [short-list] only 2"), "{said}");
}

#[test]
fn it_evaluates_only_what_changed() {
    let watch = Watch::begin(project(), &["--verbose", "--cache-dir", "kept"]);
    watch.until("0 in part, 2 anew");
    watch.write("docs/a.txt", LONG);
    watch.until("1 documents as before, 0 in part, 1 anew; documents read: 1, policies evaluated: 1");
    watch.write("rules/short.guiju", &POLICY.replace(">= 2", ">= 3"));
    watch.until("0 documents as before, 2 in part, 0 anew; documents read: 0, policies evaluated: 2");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it() {
    let mut watch = Watch::begin(project(), &[]);
    watch.until("2 documents");
    let id = watch.process.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    watch.until("ended");
    assert_eq!(watch.process.wait().unwrap().code(), Some(0));
}

#[test]
fn what_does_not_change_or_is_not_for_reading_is_not_watched() {
    let project = project();
    project.run(&["watch", "-"]).status(2).stderr_has("cannot be watched");
    project.run(&["watch", "docs", "--format", "json"]).status(2).stderr_has("--format");
    for command in ["check", "baseline", "watch"] {
        let refused = project.run(&[command]).status(2).stderr_has("no document is named");
        refused.stderr_has(&format!("Usage: guiju {command} [OPTIONS]"));
    }
}
