//! What stands at the head or the foot of each page of a printed text, and is no part of its provisions.

use super::block::{Block, Role};
use crate::{
    ingest::{
        ctx::{Ctx, begins, longer},
        names::{name, place},
    },
    source::Span,
    text::is_page,
};

use std::collections::BTreeMap;

/// No such line is longer, in characters.
const LONGEST: usize = 40;
/// How the lines end that name the paper, its number or what it holds: 某市人民政府公报2024年第3期.
const PAPERS: [&str; 7] = ["文件", "公报", "期", "规定", "方案", "办法", "通知"];

/// Says of such lines that they belong to the page: what has no stop, and stands beside the number of a page or is the title
/// again.
pub(super) fn running(ctx: Ctx<'_>, blocks: &mut [Block]) {
    let Some(title) = blocks.iter().position(|b| b.role == Role::Plain && b.mark.is_none()) else { return };
    let first = blocks.iter().position(|b| b.mark.is_some()).unwrap_or(blocks.len());
    let title = ctx.str(blocks[title].body);
    let titled = longer(title, 8) && PAPERS.iter().any(|w| title.ends_with(w));
    let again = footers(ctx, blocks, first);
    for at in again {
        blocks[at].role = Role::Furniture;
    }
    for block in blocks.iter_mut().skip(first) {
        let plain = block.mark.is_none() && block.role == Role::Plain && !block.inline;
        if !plain || longer(ctx.str(block.body), LONGEST) {
            continue;
        }
        let line = ctx.str(block.body);
        if line.contains(['。', ';', ':', ',', '!', '、']) && line != title {
            continue;
        }
        let words = numbered(line).unwrap_or(line);
        let names_paper = || {
            let placed = place::chunks(words).first().is_some_and(|c| c.start == 0);
            placed
                && PAPERS.iter().any(|w| words.ends_with(w))
                && !begins(words, &["省级", "市级", "县级", "区级"])
        };
        let again = titled && words == title;
        let beside = || words.len() < line.len() || beside_a_page(ctx, block.body);
        if again || is_paper(words) || beside() && names_paper() {
            block.role = Role::Furniture;
        }
    }
}

/// The lines that name an organ or the paper with the number of their page behind a blank, where several do: 某县委编办 1, 某县委编办 2.
fn footers(ctx: Ctx<'_>, blocks: &[Block], first: usize) -> Vec<usize> {
    let mut seen: BTreeMap<&str, Vec<(usize, u32)>> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate().skip(first) {
        let line = ctx.str(block.body);
        // One look at the end rules most lines out.
        if !line.ends_with(|c: char| c.is_ascii_digit()) || block.mark.is_some() || block.role != Role::Plain
        {
            continue;
        }
        let words = line.trim_end_matches(|c: char| c.is_ascii_digit());
        let apart = ctx.folded.gap_before(block.body.start + words.len() as u32);
        let organ = || name::is_organ(words) && name::is_placed(words);
        let paper = || PAPERS.iter().any(|w| words.ends_with(w));
        let page = line.get(words.len()..).and_then(|n| n.parse().ok()).filter(|n| *n < 1000);
        if let Some(page) = page.filter(|_| apart && !longer(words, LONGEST) && (organ() || paper())) {
            seen.entry(words).or_default().push((at, page));
        }
    }
    let rising = |lines: &[(usize, u32)]| lines.windows(2).all(|pair| pair[0].1 < pair[1].1);
    let told = seen.into_values().filter(|lines| lines.len() > 1 && rising(lines));
    told.flatten().map(|(at, _)| at).collect()
}

/// Whether a line is the name of a gazette with its number, or the head of the paper of an office: 某某县人民政府公报2019年第3期,
/// 某某县人民政府文件.
fn is_paper(line: &str) -> bool {
    // One look rules most lines out.
    if !line.ends_with(['报', '件', '期', ')']) {
        return false;
    }
    let whose = line.split_once("公报").filter(|(_, number)| number.is_empty() || is_number(number));
    let whose = whose.map(|(whose, _)| whose).or_else(|| line.strip_suffix("文件"));
    whose.is_some_and(|w| {
        ["人民政府", "委员会", "县委", "市委", "区委", "办公室"].iter().any(|e| w.ends_with(e))
    })
}

/// 2019年第3期, 2019·3, (2019年第3期).
fn is_number(words: &str) -> bool {
    words.contains('期') && words.chars().all(|c| c.is_ascii_digit() || "年第总期()·.".contains(c))
}

/// The words of a line that ends with the number of its page: 某县林业局三定规定 — 3 —.
fn numbered(line: &str) -> Option<&str> {
    let at = line.find(['—', '–', '-'])?;
    let (words, page) = line.split_at_checked(at)?;
    (!words.is_empty() && page.contains(|c: char| c.is_ascii_digit()) && is_page(page))
        .then(|| words.trim_end())
}

/// Whether the line before or behind is the number of a page.
fn beside_a_page(ctx: Ctx<'_>, line: Span) -> bool {
    let at = ctx.at(line);
    let behind = ctx.original.get(at.end as usize..).unwrap_or("");
    let behind = behind.get(..behind.floor_char_boundary(200)).unwrap_or("").trim_start();
    let before = ctx.original.get(..at.start as usize).unwrap_or("");
    let before =
        before.get(before.ceil_char_boundary(before.len().saturating_sub(200))..).unwrap_or("").trim_end();
    [behind.lines().next(), before.lines().next_back()].into_iter().flatten().any(|l| is_page(l.trim()))
}
