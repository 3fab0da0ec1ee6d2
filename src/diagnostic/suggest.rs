//! "Did you mean": the nearest of the names that would have been right.

/// The candidate nearest to `name`, where it is near enough to be a slip: at most a third of the characters differ, and at
/// least one is shared. Of equally near ones the first wins. What says the contrary is never near: 包含 is no slip for 不包含.
///
/// ```
/// use guiju::diagnostic::closest;
/// assert_eq!(closest("deputy", ["heads", "deputies"]), Some("deputies"));
/// assert_eq!(closest("副值", ["正职", "副职"]), Some("副职"));
/// assert_eq!(closest("leader-ratio", ["staffing-leader-ratio"]), Some("staffing-leader-ratio"));
/// assert_eq!(closest("编制", ["内设机构", "人员编制"]), Some("人员编制"));
/// assert_eq!(closest("weather", ["organ", "duties"]), None);
/// assert_eq!(closest("不包含", ["包含"]), None);
/// assert_eq!(closest("isnt", ["is"]), None);
/// ```
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = name.to_lowercase().chars().collect();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let have: Vec<char> = candidate.to_lowercase().chars().collect();
        let distance = distance(&wanted, &have);
        let longest = wanted.len().max(have.len());
        let near = distance <= ((longest + 1) / 3).max(1) || is_word_of(name, candidate);
        let shares = have.iter().any(|c| wanted.contains(c));
        let better = near && shares && distance < longest && best.is_none_or(|(d, _)| distance < d);
        if better && !is_contrary(&wanted, &have, distance) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, c)| c)
}

/// Whether one is a prefix of the other, or a part of it: `leader-ratio` in `staffing-leader-ratio`, 编制 in 人员编制.
fn is_word_of(name: &str, candidate: &str) -> bool {
    if !name.is_ascii() && name.chars().count() >= 2 && candidate.contains(name) {
        return true;
    }
    name.chars().count() >= 3
        && (candidate.starts_with(name)
            || name.starts_with(candidate)
            || candidate.ends_with(&format!("-{name}"))
            || candidate.ends_with(&format!("_{name}"))
            || candidate.contains(&format!("-{name}-")))
}

/// Whether one of two words denies what the other says: 不包含 and 包含, 已知 and 未知, `isnt` and `is`, `unknown` and `known`.
fn is_contrary(a: &[char], b: &[char], apart: usize) -> bool {
    negations(a) != negations(b) || denies(a, b, apart) || denies(b, a, apart)
}

/// How many signs and words of a name deny something.
fn negations(name: &[char]) -> usize {
    const WORDS: [&str; 14] = [
        "not", "no", "non", "never", "without", "isnt", "isn", "arent", "doesnt", "doesn", "dont", "don",
        "cannot", "cant",
    ];
    let parts = name.split(|c| !c.is_alphanumeric());
    let words = parts.filter(|part| WORDS.contains(&part.iter().collect::<String>().as_str())).count();
    words + name.iter().filter(|c| "不没沒未非无無勿".contains(**c)).count()
}

/// Whether a word without the negation that it begins with is nearer to another than with it.
fn denies(word: &[char], other: &[char], apart: usize) -> bool {
    const BEGINNINGS: [&str; 7] = ["isnt", "doesnt", "dont", "not", "non", "un", "no"];
    BEGINNINGS.iter().any(|beginning| {
        let rest: Vec<char> = word.iter().skip(beginning.len()).copied().collect();
        // A unit, a union and `until` deny nothing.
        let is_other_word = *beginning == "un" && rest.first().is_none_or(|c| matches!(c, 'i' | 't'));
        !is_other_word
            && word.iter().copied().take(beginning.len()).eq(beginning.chars())
            && rest.len() > 1
            && distance(&rest, other) < apart
    })
}

/// Damerau–Levenshtein distance with adjacent transpositions.
fn distance(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut rows = vec![0usize; (a.len() + 1) * width];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let at = i * width + j;
            if i == 0 || j == 0 {
                rows[at] = i + j;
                continue;
            }
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut d = (rows[at - width] + 1).min(rows[at - 1] + 1).min(rows[at - width - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                d = d.min(rows[at - 2 * width - 2] + 1);
            }
            rows[at] = d;
        }
    }
    rows[a.len() * width + b.len()]
}
