//! "Did you mean": the candidate nearest to a misspelt name.

/// The candidate that `name` was probably meant to be, or `None` where nothing is near enough.
///
/// Near enough is a third of the name's characters in edits (a swap of neighbours is one), at least one; so a name of
/// two Chinese characters may differ in one of them. Letter case counts for nothing. Of two equally near candidates the
/// first is taken.
///
/// ```
/// use guiju::diagnostic::closest;
/// assert_eq!(closest("staffing-deputy-bnad", ["staffing-deputy-band", "staffing-leader-ratio"]), Some("staffing-deputy-band"));
/// assert_eq!(closest("层次", ["机关", "层级"]), Some("层级"));
/// assert_eq!(closest("weather", ["organ", "duties"]), None);
/// ```
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = name.to_lowercase().chars().collect();
    let limit = (wanted.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other: Vec<char> = candidate.to_lowercase().chars().collect();
        let distance = distance(&wanted, &other);
        let shares_nothing = distance >= wanted.len().max(other.len());
        if distance <= limit && !shares_nothing && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The least number of characters to insert, drop, replace or swap with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let replaced = above[j] + usize::from(x != y);
            let mut least = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        let d = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!((d("", "abc"), d("abc", ""), d("abc", "abc")), (3, 3, 0));
        assert_eq!((d("abc", "acb"), d("county", "conty"), d("kitten", "sitting")), (1, 1, 3));
    }

    #[test]
    fn what_shares_nothing_is_no_suggestion() {
        assert_eq!(closest("a", ["b"]), None);
        assert_eq!(closest("", ["b"]), None);
        assert_eq!(closest("ab", ["ac", "ab"]), Some("ab"));
        assert_eq!(closest("County", ["county"]), Some("county"));
    }
}
