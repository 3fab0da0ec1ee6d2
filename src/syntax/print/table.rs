//! Tables: one row a line, bands below each other in columns.

use pest::iterators::Pair;

use super::{
    super::grammar::Rule,
    Before, Doc, Printer,
    doc::{WIDTH, columns},
};

/// The blanks between two bands.
const BETWEEN: usize = 3;

/// The blanks before a row.
const INDENT: usize = 2;

/// A row on its way.
struct Row {
    before: Vec<Doc>,
    keys: Vec<Doc>,
    bands: Vec<Band>,
}

struct Band {
    key: Doc,
    arrow: Doc,
    result: Doc,
}

impl Printer<'_> {
    pub(super) fn table(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut docs: Vec<Doc> = Vec::new();
        let mut rows: Vec<Row> = Vec::new();
        let mut open = Doc::All(Vec::new());
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::params => docs.push(self.params(&part)),
                Rule::table_open => open = self.leaf(&part),
                Rule::row => {
                    let before = if rows.is_empty() { Before::First } else { Before::Next };
                    let before = self.separate(part.as_span().start(), before);
                    rows.push(self.row(&part, before));
                }
                Rule::table_close => {
                    let body = laid_out(std::mem::take(&mut rows));
                    docs.push(Doc::Gap(1));
                    docs.extend(self.close(std::mem::replace(&mut open, Doc::Gap(0)), body, &part));
                }
                _ => docs.extend([Doc::Gap(1), self.leaf(&part)]),
            }
        }
        Doc::All(docs.into_iter().skip(1).collect())
    }

    fn row(&mut self, pair: &Pair<'_, Rule>, before: Vec<Doc>) -> Row {
        let mut row = Row { before, keys: Vec::new(), bands: Vec::new() };
        for part in pair.clone().into_inner() {
            if part.as_rule() == Rule::row_key {
                let keys: Vec<Doc> = part.into_inner().map(|key| self.atom(&key)).collect();
                row.keys.push(Doc::All(keys));
                continue;
            }
            let mut cells = part.into_inner().map(|cell| match cell.as_rule() {
                Rule::band_result => self.expr(&cell),
                _ => self.atom(&cell),
            });
            if let (Some(key), Some(arrow), Some(result)) = (cells.next(), cells.next(), cells.next()) {
                row.bands.push(Band { key, arrow, result });
            }
        }
        row
    }
}

/// The rows in columns. Where they are too wide for a line, they have fewer bands on each; where comments stand between
/// the bands, each band has a line of its own.
fn laid_out(rows: Vec<Row>) -> Vec<Doc> {
    let most = rows.iter().map(|r| r.bands.len()).max().unwrap_or(0);
    let keys = key_columns(&rows);
    let leading = INDENT + keys.iter().map(|width| width + 1).sum::<usize>();
    let plain = rows.iter().all(|r| r.bands.iter().all(|b| band_width(b).is_some()));
    let fits = |n: &usize| {
        let widths = band_columns(&rows, *n);
        let bands: usize = widths.iter().map(|(key, result)| key + result + 4).sum();
        leading + bands + n.saturating_sub(1) * BETWEEN <= WIDTH
    };
    let on_a_line = if plain { (1..=most).rev().find(fits).unwrap_or(1) } else { 1 };
    let widths = band_columns(&rows, on_a_line);
    let mut docs = Vec::new();
    for row in rows {
        docs.extend(row.before);
        for (key, width) in row.keys.into_iter().zip(&keys) {
            let gap = width.saturating_sub(key.columns().unwrap_or(0)) + 1;
            docs.extend([key, Doc::Gap(gap)]);
        }
        docs.push(Doc::Align(bands(row.bands, &widths)));
    }
    docs
}

fn bands(bands: Vec<Band>, widths: &[(usize, usize)]) -> Vec<Doc> {
    let mut docs: Vec<Doc> = Vec::new();
    let mut gap = 0;
    for (i, band) in bands.into_iter().enumerate() {
        let (key, result) = widths.get(i % widths.len().max(1)).copied().unwrap_or_default();
        if i > 0 {
            docs.push(if i % widths.len().max(1) == 0 { Doc::Hard } else { Doc::Gap(gap + BETWEEN) });
        }
        let missing = |doc: &Doc, width: usize| width.saturating_sub(doc.columns().unwrap_or(width));
        let before = missing(&band.key, key) + 1;
        gap = missing(&band.result, result);
        docs.extend([band.key, Doc::Gap(before), band.arrow, Doc::Gap(1), band.result]);
    }
    docs
}

fn band_width(band: &Band) -> Option<usize> {
    Some(band.key.columns()? + band.arrow.columns()? + band.result.columns()?)
}

/// The widths of the leading keys.
fn key_columns(rows: &[Row]) -> Vec<usize> {
    let most = rows.iter().map(|r| r.keys.len()).max().unwrap_or(0);
    let width = |row: &Row, i: usize| row.keys.get(i..=i).and_then(columns).unwrap_or(0);
    (0..most).map(|i| rows.iter().map(|r| width(r, i)).max().unwrap_or(0)).collect()
}

/// The widths of keys and results, where so many bands stand on a line.
fn band_columns(rows: &[Row], on_a_line: usize) -> Vec<(usize, usize)> {
    let mut widths = vec![(0, 0); on_a_line];
    for band in rows.iter().flat_map(|r| r.bands.iter().enumerate()) {
        let (i, Band { key, result, .. }) = band;
        let width: &mut (usize, usize) = &mut widths[i % on_a_line];
        width.0 = width.0.max(key.columns().unwrap_or(0));
        width.1 = width.1.max(result.columns().unwrap_or(0));
    }
    widths
}
