//! Text that knows where it may be broken, and how it is laid out in lines.
//!
//! A group stands on one line if it fits there, else all its own breaks become line ends. A comment ends its line
//! wherever it stands; blanks and line ends are written only when something follows them.

use unicode_width::UnicodeWidthStr;

/// The columns of a line. A Chinese character takes two.
pub(super) const WIDTH: usize = 120;

/// A piece of text with its possible breaks.
#[derive(Clone, Debug)]
pub(super) enum Doc {
    /// Words and signs; a text in quotes may hold line ends of its own.
    Text(String),
    /// So many blanks.
    Gap(usize),
    /// So many blanks, or a line end.
    Line(usize),
    /// A line end.
    Hard,
    /// A line end and an empty line.
    Blank,
    /// `-- …`, on a line of its own or after what stands on the line.
    Comment(String, Stands),
    /// More indentation for the lines that begin inside.
    Nest(usize, Vec<Doc>),
    /// Lines that begin inside begin where this begins.
    Align(Vec<Doc>),
    /// On one line if it fits.
    Group(Vec<Doc>),
    /// Pieces with a blank or a line end before each but the first: as many on a line as fit.
    Fill(Vec<Doc>),
    /// One after the other.
    All(Vec<Doc>),
}

/// Where a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// On a line of its own.
    Alone,
    /// After something on its line.
    After,
}

impl Doc {
    /// Words and signs.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The columns that it takes on one line; `None` where it cannot stand on one.
    pub(super) fn columns(&self) -> Option<usize> {
        match self {
            Self::Text(t) => (!t.contains('\n')).then(|| t.width()),
            Self::Gap(n) | Self::Line(n) => Some(*n),
            Self::Hard | Self::Blank | Self::Comment(..) => None,
            Self::Nest(_, docs) | Self::Align(docs) | Self::Group(docs) | Self::All(docs) => columns(docs),
            Self::Fill(docs) => Some(columns(docs)? + docs.len().saturating_sub(1)),
        }
    }
}

/// The columns that pieces take on one line.
pub(super) fn columns(docs: &[Doc]) -> Option<usize> {
    docs.iter().map(Doc::columns).sum()
}

/// Lays out a text; it ends with one line end unless it is empty.
pub(super) fn render(doc: &Doc) -> String {
    let mut page = Page::default();
    let mut stack = vec![Task { indent: 0, mode: Mode::Broken, doc: Piece::Doc(doc) }];
    while let Some(task) = stack.pop() {
        page.step(task, &mut stack);
    }
    if !page.text.is_empty() {
        page.text.push('\n');
    }
    page.text
}

/// Whether the breaks around are line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Flat,
    Broken,
}

#[derive(Clone, Copy)]
struct Task<'a> {
    indent: usize,
    mode: Mode,
    doc: Piece<'a>,
}

#[derive(Clone, Copy)]
enum Piece<'a> {
    Doc(&'a Doc),
    /// The rest of a fill, the break before its first piece included.
    Rest(&'a [Doc]),
}

#[derive(Default)]
struct Page {
    text: String,
    column: usize,
    /// Blanks that are due before the next word.
    gap: usize,
    /// Line ends that are due before the next word, and the indentation after them.
    due: Option<(usize, usize)>,
}

impl Page {
    fn step<'a>(&mut self, task: Task<'a>, stack: &mut Vec<Task<'a>>) {
        let Task { indent, mode, doc } = task;
        let doc = match doc {
            Piece::Doc(doc) => doc,
            Piece::Rest(rest) => return self.rest(rest, indent, mode, stack),
        };
        match doc {
            Doc::Text(text) => self.write(text),
            Doc::Gap(n) => self.gap = self.gap.max(*n),
            Doc::Line(n) if mode == Mode::Flat => self.gap = self.gap.max(*n),
            Doc::Line(_) | Doc::Hard => self.end_line(1, indent),
            Doc::Blank => self.end_line(2, indent),
            Doc::Comment(text, stands) => self.comment(text, *stands, indent),
            Doc::Nest(more, docs) => push(stack, indent + more, mode, docs),
            Doc::Align(docs) => push(stack, self.at(), mode, docs),
            Doc::All(docs) => push(stack, indent, mode, docs),
            Doc::Group(docs) => {
                let flat = mode == Mode::Flat || self.fits(docs.iter().map(Piece::Doc), stack);
                push(stack, indent, if flat { Mode::Flat } else { Mode::Broken }, docs);
            }
            Doc::Fill(docs) => {
                if let Some((first, rest)) = docs.split_first() {
                    stack.push(Task { indent, mode, doc: Piece::Rest(rest) });
                    stack.push(Task { indent, mode, doc: Piece::Doc(first) });
                }
            }
        }
    }

    /// The pieces of a fill after the first.
    fn rest<'a>(&mut self, rest: &'a [Doc], indent: usize, mode: Mode, stack: &mut Vec<Task<'a>>) {
        let Some((next, rest)) = rest.split_first() else { return };
        stack.push(Task { indent, mode, doc: Piece::Rest(rest) });
        let beside = [Piece::Doc(&Doc::Line(1)), Piece::Doc(next)];
        if mode == Mode::Flat || self.fits(beside.into_iter(), stack) {
            self.gap = self.gap.max(1);
        } else {
            self.end_line(1, indent);
        }
        stack.push(Task { indent, mode, doc: Piece::Doc(next) });
    }

    /// The column where the next word begins.
    fn at(&self) -> usize {
        match self.due {
            Some((_, indent)) => indent,
            None if self.text.is_empty() => 0,
            None => self.column + self.gap,
        }
    }

    fn end_line(&mut self, lines: usize, indent: usize) {
        let before = self.due.map_or(0, |(n, _)| n);
        self.gap = 0;
        self.due = (!self.text.is_empty()).then_some((before.max(lines), indent));
    }

    fn write(&mut self, text: &str) {
        if let Some((lines, indent)) = self.due.take() {
            self.text.extend(std::iter::repeat_n('\n', lines));
            self.column = 0;
            self.gap = indent;
        }
        if self.text.is_empty() {
            self.gap = 0;
        }
        self.text.extend(std::iter::repeat_n(' ', self.gap));
        self.column += self.gap;
        self.gap = 0;
        self.text.push_str(text);
        match text.rsplit_once('\n') {
            Some((_, last)) => self.column = last.width(),
            None => self.column += text.width(),
        }
    }

    fn comment(&mut self, text: &str, stands: Stands, indent: usize) {
        if stands == Stands::After && !self.text.is_empty() {
            let due = self.due.take();
            self.gap = 1;
            self.write(text);
            self.due = due;
        } else {
            self.end_line(1, indent);
            self.write(text);
        }
        let (lines, indent) = self.due.unwrap_or((1, indent));
        self.due = Some((lines, indent));
    }

    /// Whether pieces, and what follows them to the next line end, fit on the line.
    fn fits<'a>(&self, pieces: impl DoubleEndedIterator<Item = Piece<'a>>, after: &[Task<'a>]) -> bool {
        let mut column = self.at();
        let mut own: Vec<Task<'_>> =
            pieces.rev().map(|doc| Task { indent: 0, mode: Mode::Flat, doc }).collect();
        let mut after = after.iter().rev();
        while let Some(task) = own.pop().or_else(|| after.next().copied()) {
            let flat = task.mode == Mode::Flat;
            let doc = match task.doc {
                Piece::Doc(doc) => doc,
                Piece::Rest([]) => continue,
                Piece::Rest(_) if !flat => return true,
                Piece::Rest([next, rest @ ..]) => {
                    column += 1;
                    own.push(Task { doc: Piece::Rest(rest), ..task });
                    next
                }
            };
            match doc {
                Doc::Text(text) => match text.split_once('\n') {
                    None => column += text.width(),
                    Some((first, _)) => return column + first.width() <= WIDTH,
                },
                Doc::Gap(n) => column += n,
                Doc::Line(n) if flat => column += n,
                Doc::Line(_) => return true,
                Doc::Hard | Doc::Blank | Doc::Comment(..) => return !flat,
                Doc::Nest(_, docs) | Doc::Align(docs) | Doc::Group(docs) | Doc::All(docs) => {
                    own.extend(docs.iter().rev().map(|d| Task { doc: Piece::Doc(d), ..task }));
                }
                Doc::Fill(docs) => {
                    if let Some((first, rest)) = docs.split_first() {
                        own.push(Task { doc: Piece::Rest(rest), ..task });
                        own.push(Task { doc: Piece::Doc(first), ..task });
                    }
                }
            }
            if column > WIDTH {
                return false;
            }
        }
        true
    }
}

fn push<'a>(stack: &mut Vec<Task<'a>>, indent: usize, mode: Mode, docs: &'a [Doc]) {
    stack.extend(docs.iter().rev().map(|doc| Task { indent, mode, doc: Piece::Doc(doc) }));
}
