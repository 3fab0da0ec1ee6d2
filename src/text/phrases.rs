//! The words of phrases that folding replaces as a whole: those of OpenCC, and the residue of mechanical conversion.

/// Those of OpenCC.
pub(super) const PHRASES: &str = include_str!("data/TSPhrases.txt");
/// Residue of conversion.
pub(super) const RESIDUE: &str = include_str!("data/Residue.txt");

/// What is replaced, what it becomes, and whether it surely is residue of conversion.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
    table.lines().filter(|l| !l.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        let (from, to) = (cells.next()?, cells.next()?);
        let first = to.split(' ').next().unwrap_or(to);
        (!from.is_empty()).then_some((from, first, cells.next() == Some("!")))
    })
}
