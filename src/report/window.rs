//! Windows: a line of any length cut to a number of columns around the places in it. What is far from every place is not
//! looked at: a text may be one line, and have a thousand places.

use std::ops::Range;

use super::columns::{char_width, cut, shown, width};

/// Stands for characters that are too far from every place to be shown.
const FAR: char = '\u{0}';

/// Written where characters are left out.
const DOTS: &str = "...";

/// The columns of a tab, as the renderer writes it.
const TAB: usize = 4;

/// The part of a place on one line, in bytes of that line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The bytes.
    pub(super) range: Range<usize>,
    /// What to say of it; may be empty.
    pub(super) label: String,
    /// Whether it is what the message is about.
    pub(super) primary: bool,
    /// The column on the line at which it begins, from 1, wherever it is shown.
    pub(super) column: u32,
}

/// A line as it is shown, with the places in bytes of what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// What is shown, with [`DOTS`] for what is not.
    pub(super) text: String,
    /// The places.
    pub(super) parts: Vec<Part>,
}

/// The line with its places (in order) in as few rows as `columns` allow: all in one where they fit beside each other.
pub(super) fn rows(line: &str, mut parts: Vec<Part>, columns: usize) -> Vec<Row> {
    for part in &mut parts {
        part.label = cut(&part.label, columns / 3);
    }
    let line = &Line::new(line, &parts, columns);
    let mut rows = Vec::new();
    let mut rest = parts.into_iter().peekable();
    while let Some(part) = rest.next() {
        let mut group = vec![part];
        while let Some(next) = rest.next_if(|next| Window::new(line, &group, Some(next), columns).fits()) {
            group.push(next);
        }
        rows.push(Window::new(line, &group, None, columns).into_row(group));
    }
    rows
}

/// The characters of a line that may be shown.
struct Line {
    /// Where each begins, and the character as it is shown; for what is too far from every place a few that never are.
    chars: Vec<(usize, char)>,
    /// The columns before each, and those of all.
    before: Vec<usize>,
}

impl Line {
    fn new(line: &str, parts: &[Part], most: usize) -> Self {
        let mut chars: Vec<(usize, char)> = Vec::new();
        let mut end = 0;
        // No fewer than dots take: the gap that they are in is never shown for being small.
        let far = |at| [(at, FAR); DOTS.len()];
        for near in near(line, parts, most) {
            if end < near.start {
                chars.extend(far(end));
            }
            let words = line.get(near.clone()).unwrap_or_default();
            chars.extend(words.char_indices().map(|(i, c)| (near.start + i, on_screen(c))));
            end = near.end;
        }
        if end < line.len() {
            chars.extend(far(end));
        }
        let mut before = Vec::with_capacity(chars.len() + 1);
        let mut used = 0;
        for (_, c) in &chars {
            before.push(used);
            used += if *c == FAR { most + 1 } else { columns(*c) };
        }
        before.push(used);
        Self { chars, before }
    }

    fn columns_of(&self, range: &Range<usize>) -> usize {
        self.before[range.end] - self.before[range.start]
    }

    fn columns_at(&self, i: usize) -> usize {
        self.columns_of(&(i..i + 1))
    }
}

/// The bytes of a line that are not more than so many characters from the beginning or the end of a place, in order.
fn near(line: &str, parts: &[Part], most: usize) -> Vec<Range<usize>> {
    let ends = parts.iter().flat_map(|part| [part.range.start, part.range.end]);
    let around = |at: usize| {
        let (before, behind) = line.split_at_checked(at).unwrap_or((line, ""));
        let first = before.char_indices().rev().take(most).last().map_or(at, |(i, _)| i);
        let last = behind.char_indices().nth(most).map_or(line.len(), |(i, _)| at + i);
        first..last
    };
    let mut all: Vec<Range<usize>> = ends.map(around).collect();
    all.sort_unstable_by_key(|near| near.start);
    let mut apart: Vec<Range<usize>> = Vec::new();
    for near in all {
        match apart.last_mut().filter(|last| near.start <= last.end) {
            Some(last) => last.end = last.end.max(near.end),
            None => apart.push(near),
        }
    }
    apart
}

/// A line and which of its characters are shown.
struct Window<'l> {
    line: &'l Line,
    kept: Vec<bool>,
    /// The places in characters.
    places: Vec<Range<usize>>,
    /// The columns to fill.
    room: usize,
}

impl<'l> Window<'l> {
    /// A window on the places alone: their beginnings and ends where they are long.
    fn new(line: &'l Line, parts: &[Part], more: Option<&Part>, columns: usize) -> Self {
        let at = |byte: usize| line.chars.partition_point(|(i, _)| *i < byte);
        let all = || parts.iter().chain(more);
        let places: Vec<Range<usize>> = all().map(|p| at(p.range.start)..at(p.range.end)).collect();
        let label = all().map(|p| width(&p.label)).max().unwrap_or(0);
        // A label stands beside or below its place, at most one blank after it.
        let room = columns.saturating_sub(label + 1);
        let mut window = Self { kept: vec![false; line.chars.len()], line, places, room };
        window.keep_places();
        window
    }

    fn keep_places(&mut self) {
        let long = self.room.saturating_sub(4 * DOTS.len());
        for place in self.places.clone() {
            if self.line.columns_of(&place) <= long {
                self.kept[place.clone()].fill(true);
            } else {
                self.keep_while(place.clone(), long * 2 / 3);
                self.keep_while(place.clone().rev(), long / 3);
            }
            if let Some(next) = self.kept.get_mut(place.start).filter(|_| place.is_empty()) {
                *next = true;
            }
        }
        self.close_small_gaps();
    }

    fn keep_while(&mut self, places: impl Iterator<Item = usize>, room: usize) {
        let mut used = 0;
        for i in places {
            used += self.line.columns_at(i);
            if used > room {
                break;
            }
            self.kept[i] = true;
        }
    }

    /// Shows what is left out where the dots would take as many characters.
    fn close_small_gaps(&mut self) {
        for gap in self.gaps() {
            if gap.len() < DOTS.len() {
                self.kept[gap].fill(true);
            }
        }
    }

    /// The stretches that are left out.
    fn gaps(&self) -> Vec<Range<usize>> {
        let mut end = 0;
        let alike = self.kept.chunk_by(|a, b| a == b).map(|stretch| {
            let start = end;
            end += stretch.len();
            (stretch[0], start..end)
        });
        alike.filter(|(kept, _)| !kept).map(|(_, gap)| gap).collect()
    }

    fn used(&self) -> usize {
        let gaps = self.gaps();
        let left_out: usize = gaps.iter().map(|gap| self.line.columns_of(gap)).sum();
        self.line.columns_of(&(0..self.kept.len())) - left_out + gaps.len() * DOTS.len()
    }

    fn fits(&self) -> bool {
        self.used() <= self.room
    }

    /// Shows more on both sides of what is shown, in turns, until the room is full.
    fn widen(&mut self) {
        let len = self.kept.len();
        if self.line.columns_of(&(0..len)) <= self.room {
            self.kept.fill(true);
            return;
        }
        let mut used = self.used();
        let mut gaps = self.gaps();
        loop {
            let before = used;
            for gap in &mut gaps {
                // What is around a place matters more than the middle of a long one.
                if self.is_inside_a_place(gap) {
                    continue;
                }
                let ends = [(gap.start > 0).then_some(gap.start), (gap.end < len).then(|| gap.end - 1)];
                for i in ends.into_iter().flatten() {
                    let more = self.line.columns_at(i);
                    if !self.kept[i] && used + more <= self.room {
                        self.kept[i] = true;
                        used += more;
                    }
                }
                shrink(gap, &self.kept);
            }
            gaps.retain(|gap| !gap.is_empty());
            if used == before {
                break;
            }
        }
        self.close_small_gaps();
    }

    fn is_inside_a_place(&self, gap: &Range<usize>) -> bool {
        self.places.iter().any(|p| p.start < gap.start && gap.end < p.end)
    }

    fn into_row(mut self, parts: Vec<Part>) -> Row {
        self.widen();
        // Of what is left out at the end only the dots are written: no column comes after it.
        let shown = self.kept.iter().rposition(|kept| *kept).map_or(0, |last| last + 1);
        let places = self.places.iter().map(|place| place.end).max().unwrap_or(0);
        let end = places.max(shown + DOTS.len()).min(self.kept.len());
        let mut text = String::new();
        let mut starts = Vec::with_capacity(end + 1);
        let mut left_out = 0;
        for ((_, c), kept) in self.line.chars.iter().zip(&self.kept).take(end) {
            starts.push(text.len());
            if *kept {
                left_out = 0;
                text.push(*c);
            } else {
                text.extend(DOTS.chars().nth(left_out));
                left_out += 1;
            }
        }
        starts.push(text.len());
        let moved = |(part, place): (Part, Range<usize>)| Part {
            range: starts[place.start]..starts[place.end],
            ..part
        };
        Row { parts: parts.into_iter().zip(self.places).map(moved).collect(), text }
    }
}

/// Takes from a gap what is shown at its ends.
fn shrink(gap: &mut Range<usize>, kept: &[bool]) {
    while gap.start < gap.end && kept[gap.start] {
        gap.start += 1;
    }
    while gap.start < gap.end && kept[gap.end - 1] {
        gap.end -= 1;
    }
}

/// A character as it is shown; tabs are left to the renderer.
fn on_screen(c: char) -> char {
    if c == '\t' { c } else { shown(c) }
}

fn columns(c: char) -> usize {
    if c == '\t' { TAB } else { char_width(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(line: &str, words: &str) -> Part {
        let start = line.find(words).unwrap();
        Part { range: start..start + words.len(), label: String::new(), primary: true, column: 1 }
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let line = "机关行政编制20名";
        let shown = rows(line, vec![part(line, "20名")], 40);
        assert_eq!(shown[0].text, line);
        assert_eq!(&shown[0].text[shown[0].parts[0].range.clone()], "20名");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("{}副主任4名{}", "甲".repeat(300), "乙".repeat(300));
        let shown = rows(&line, vec![part(&line, "副主任4名")], 40);
        assert!(width(&shown[0].text) <= 40, "{}", shown[0].text);
        assert_eq!(shown[0].text, "...甲甲甲甲甲甲副主任4名乙乙乙乙乙乙...");
        assert_eq!(&shown[0].text[shown[0].parts[0].range.clone()], "副主任4名");
    }

    #[test]
    fn what_is_far_from_every_place_is_not_looked_at() {
        let line = format!("{}甲甲{}乙乙{}", "一".repeat(9_000), "二".repeat(9_000), "三".repeat(9_000));
        let parts = [part(&line, "甲甲"), part(&line, "乙乙"), part(&line, &"二".repeat(8_000))];
        assert!(Line::new(&line, &parts, 40).chars.len() < 600);
        let shown = rows(&line, parts[..2].to_vec(), 40);
        assert_eq!(&shown[0].text[shown[0].parts[1].range.clone()], "乙乙");
        assert!(width(&shown[0].text) <= 40, "{}", shown[0].text);
    }

    #[test]
    fn a_long_place_shows_its_ends() {
        let line =
            format!("前{}后", (0..200).map(|i| char::from_u32(0x4e00 + i).unwrap()).collect::<String>());
        let place = Part { range: 3..line.len() - 3, label: "标签".to_owned(), primary: false, column: 2 };
        let shown = rows(&line, vec![place], 60);
        let text = &shown[0].text;
        assert!(width(text) <= 60 && text.starts_with("前一丁") && text.ends_with('后'), "{text}");
        assert!(text.contains(DOTS));
    }

    #[test]
    fn places_far_apart_are_shown_in_turn() {
        let line = format!("{}甲甲{}乙乙{}", "一".repeat(100), "二".repeat(100), "三".repeat(100));
        let both = rows(&line, vec![part(&line, "甲甲"), part(&line, "乙乙")], 40);
        assert_eq!(both.len(), 1, "{both:?}");
        let long = [part(&line, &"二".repeat(80)), part(&line, "乙乙")].to_vec();
        assert_eq!(rows(&line, long, 40).len(), 2);
    }

    #[test]
    fn control_characters_are_pictures() {
        let shown = rows("a\u{1b}[2Jb\u{9b}", vec![part("a\u{1b}[2Jb\u{9b}", "b")], 40);
        assert!(!shown[0].text.chars().any(char::is_control), "{:?}", shown[0].text);
    }
}
