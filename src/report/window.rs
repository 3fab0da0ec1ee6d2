//! Windows: a line of any length cut to a number of columns around the places in it.

use std::ops::Range;

use super::columns::{char_width, cut, shown, width};

/// Stands for a character that was left out: the renderer counts it, so that the columns it prints are those of the
/// whole line, and writes nothing for it.
const LEFT_OUT: char = '\u{200d}';

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
}

/// A line as it is shown, with the places in bytes of what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// What is shown, with [`LEFT_OUT`] for what is not.
    pub(super) text: String,
    /// The places.
    pub(super) parts: Vec<Part>,
}

/// The line with its places (in order) in as few rows as `columns` allow: all in one where they fit beside each other.
pub(super) fn rows(line: &str, mut parts: Vec<Part>, columns: usize) -> Vec<Row> {
    for part in &mut parts {
        part.label = cut(&part.label, columns / 3);
    }
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

/// The characters of a line and which of them are shown.
struct Window {
    /// Where each character begins, and the character as it is shown.
    chars: Vec<(usize, char)>,
    kept: Vec<bool>,
    /// The places in characters.
    places: Vec<Range<usize>>,
    /// The columns to fill.
    room: usize,
}

impl Window {
    /// A window on the places alone: their beginnings and ends where they are long.
    fn new(line: &str, parts: &[Part], more: Option<&Part>, columns: usize) -> Self {
        let chars: Vec<(usize, char)> = line.char_indices().map(|(i, c)| (i, on_screen(c))).collect();
        let at = |byte: usize| chars.partition_point(|(i, _)| *i < byte);
        let all = || parts.iter().chain(more);
        let places: Vec<Range<usize>> = all().map(|p| at(p.range.start)..at(p.range.end)).collect();
        let label = all().map(|p| width(&p.label)).max().unwrap_or(0);
        // A label stands beside or below its place, at most one blank after it.
        let room = columns.saturating_sub(label + 1);
        let mut window = Self { kept: vec![false; chars.len()], chars, places, room };
        window.keep_places();
        window
    }

    fn keep_places(&mut self) {
        let long = self.room.saturating_sub(4 * DOTS.len());
        for place in self.places.clone() {
            if self.columns_of(place.clone()) <= long {
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
            used += columns(self.chars[i].1);
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
        let mut gaps: Vec<Range<usize>> = Vec::new();
        for (i, _) in self.kept.iter().enumerate().filter(|(_, kept)| !**kept) {
            match gaps.last_mut() {
                Some(gap) if gap.end == i => gap.end += 1,
                _ => gaps.push(i..i + 1),
            }
        }
        gaps
    }

    fn columns_of(&self, range: Range<usize>) -> usize {
        self.chars[range].iter().map(|(_, c)| columns(*c)).sum()
    }

    fn used(&self) -> usize {
        let shown: usize =
            self.chars.iter().zip(&self.kept).filter(|(_, k)| **k).map(|((_, c), _)| columns(*c)).sum();
        shown + self.gaps().len() * DOTS.len()
    }

    fn fits(&self) -> bool {
        self.used() <= self.room
    }

    /// Shows more on both sides of what is shown, in turns, until the room is full.
    fn widen(&mut self) {
        if self.columns_of(0..self.chars.len()) <= self.room {
            self.kept.fill(true);
            return;
        }
        let mut used = self.used();
        loop {
            let before = used;
            for gap in self.gaps() {
                // What is around a place matters more than the middle of a long one.
                if self.is_inside_a_place(&gap) {
                    continue;
                }
                let ends =
                    [(gap.start > 0).then_some(gap.start), (gap.end < self.chars.len()).then(|| gap.end - 1)];
                for i in ends.into_iter().flatten() {
                    let more = columns(self.chars[i].1);
                    if !self.kept[i] && used + more <= self.room {
                        self.kept[i] = true;
                        used += more;
                    }
                }
            }
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
        let gaps = self.gaps();
        let mut text = String::new();
        let mut starts = Vec::with_capacity(self.chars.len() + 1);
        for (i, (_, c)) in self.chars.iter().enumerate() {
            starts.push(text.len());
            let into = gaps.iter().find(|g| g.contains(&i)).map(|g| i - g.start);
            match into {
                None => text.push(*c),
                Some(n) => text.push(DOTS.chars().nth(n).unwrap_or(LEFT_OUT)),
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
        Part { range: start..start + words.len(), label: String::new(), primary: true }
    }

    fn visible(row: &Row) -> String {
        row.text.replace(LEFT_OUT, "")
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let line = "机关行政编制20名";
        let shown = rows(line, vec![part(line, "20名")], 40);
        assert_eq!(visible(&shown[0]), line);
        assert_eq!(&shown[0].text[shown[0].parts[0].range.clone()], "20名");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("{}副主任4名{}", "甲".repeat(300), "乙".repeat(300));
        let shown = rows(&line, vec![part(&line, "副主任4名")], 40);
        assert!(width(&visible(&shown[0])) <= 40, "{}", visible(&shown[0]));
        assert_eq!(visible(&shown[0]), "...甲甲甲甲甲甲副主任4名乙乙乙乙乙乙...");
        assert_eq!(&shown[0].text[shown[0].parts[0].range.clone()], "副主任4名");
        assert_eq!(shown[0].text.chars().count(), line.chars().count(), "columns stay those of the line");
    }

    #[test]
    fn a_long_place_shows_its_ends() {
        let line =
            format!("前{}后", (0..200).map(|i| char::from_u32(0x4e00 + i).unwrap()).collect::<String>());
        let place = Part { range: 3..line.len() - 3, label: "标签".to_owned(), primary: false };
        let shown = rows(&line, vec![place], 60);
        let text = visible(&shown[0]);
        assert!(width(&text) <= 60 && text.starts_with("前一丁") && text.ends_with('后'), "{text}");
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
