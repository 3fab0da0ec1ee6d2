//! Places: the parts of a name such as 郑州市管城回族区, and places that a text names.

use std::collections::BTreeMap;

use super::{ctx::Ctx, cue::Cue};
use crate::source::Span;

const ENDS: [char; 10] = ['省', '市', '县', '区', '旗', '州', '盟', '乡', '镇', '道'];
/// Whether a character stands before a place name and is no part of it.
fn is_stop(c: char) -> bool {
    matches!(
        c,
        '和' | '及'
            | '与'
            | '向'
            | '对'
            | '由'
            | '受'
            | '各'
            | '全'
            | '报'
            | '经'
            | '本'
            | '我'
            | '来'
            | '省'
            | '至'
            | '在'
            | '到'
            | '从'
            | '以'
            | '按'
            | '为'
            | '委'
            | '的'
            | '府'
            | '国'
            | '、'
            | ','
            | '。'
            | ';'
            | ':'
            | '('
            | ')'
            | '《'
            | '》'
            | '“'
            | '”'
            | '\n'
    )
}

/// Words that stand before 市委 or 县政府 in running text and are no name.
const NO_NAMES: [&str; 44] = [
    "承办", "办理", "协同", "协助", "负责", "完成", "组织", "督促", "围绕", "参与", "审核", "贯彻", "服务",
    "提供", "落实", "处理", "报送", "请示", "汇报", "联系", "配合", "接受", "指导", "起草", "传达", "承担",
    "代表", "本级", "上级", "各级", "有关", "执行", "根据", "协调", "反映", "报告", "做好", "管理", "领导",
    "名义", "直属", "所属", "交办", "保证",
];

/// One part of a name: 管城回族区; bytes of the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Its range.
    pub(super) start: usize,
    /// Its end.
    pub(super) end: usize,
    /// The character that it ends with.
    pub(super) kind: char,
}

/// The places that a name begins with, from the widest to the narrowest.
pub(super) fn chunks(name: &str) -> Vec<Chunk> {
    let mut out = Vec::new();
    let mut start = if name.starts_with("中共") { "中共".len() } else { 0 };
    let chars: Vec<(usize, char)> = name.char_indices().collect();
    let mut length = 0;
    for (n, (i, c)) in chars.iter().enumerate() {
        if *i < start {
            continue;
        }
        length += 1;
        let next = chars.get(n + 1).map(|x| x.1);
        let ends = ENDS.contains(c)
            && !next.is_some_and(|x| ENDS.contains(&x) || "治域场际容政"[..].contains(x) && x != '政');
        let whole = match c {
            '州' => name.get(start..*i).is_some_and(|t| t.ends_with("自治")),
            '道' => name.get(start..*i).is_some_and(|t| t.ends_with('街')),
            _ => true,
        };
        if ends && whole && (length > 1 || out.is_empty()) {
            let end = i + c.len_utf8();
            out.push(Chunk { start, end, kind: *c });
            (start, length) = (end, 0);
        } else if length > 10 {
            break;
        }
    }
    out
}

/// A place of the text: X市政府, X县委; its name's folded range and whether a higher level stands before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    /// The name with its last character.
    pub(super) span: Span,
    /// Whether it is listed behind the province, as the place one level up is.
    pub(super) above: bool,
}

/// Whether words that are no name, of two characters each, stand anywhere in a few others.
fn has_verb(words: &str) -> bool {
    let known = |w: &[u8; 6]| NO_NAMES.iter().any(|name| name.as_bytes().first_chunk() == Some(w));
    words
        .char_indices()
        .any(|(i, _)| words.as_bytes().get(i..).and_then(|w| w.first_chunk()).is_some_and(known))
}

/// The places of one kind (市, 县, 区) that the text names as seats of an authority.
pub(super) fn named(ctx: Ctx<'_>, kind: char) -> Vec<Named> {
    let text = &ctx.folded.text;
    let mut out = Vec::new();
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    let mut room = 64;
    for said in ctx.said(Span::of(0..text.len()), Cue::Seat) {
        let i = said.span.start as usize;
        let words = text.get(i..).unwrap_or("");
        if !words.starts_with(kind) || words.get(kind.len_utf8()..).is_some_and(|t| t.starts_with("委托")) {
            continue;
        }
        let before = text.get(..i).unwrap_or("");
        let start =
            before.char_indices().rev().take_while(|(_, c)| !is_stop(*c)).map(|(i, _)| i).take(6).last();
        let Some(start) = start else { continue };
        let name = before.get(start..).unwrap_or("");
        let count = name.chars().count();
        if !(2..=5).contains(&count) || name.contains(ENDS) {
            continue;
        }
        let is_name = || {
            if room == 0 || has_verb(name) {
                return false;
            }
            // A text names few places; a flood of them is none.
            room -= 1;
            memchr::memmem::find_iter(text.as_bytes(), name).nth(1).is_some()
        };
        if !*known.entry(name).or_insert_with(is_name) {
            continue;
        }
        let lead = text.get(..start).unwrap_or("");
        let above = ["省政府、", "省委、", "省、", "省级、", "省政府及"].iter().any(|w| lead.ends_with(w));
        out.push(Named { span: Span::of(start..i + kind.len_utf8()), above });
    }
    out
}
