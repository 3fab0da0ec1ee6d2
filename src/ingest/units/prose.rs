//! Units that a part about them names in running text, in whatever words: 局机关现有部门4个,分别为:办公室、群体科.
//!
//! Only what nothing else has read comes here. A list ends with the first of its elements that is no unit's name.

use super::unit::{Group, of_names};
use crate::{
    ingest::{
        ctx::{Ctx, sub},
        names::{
            alike, name,
            sets::{ADDS, SETS},
        },
        posts::count::{self, Declared},
    },
    regulation::{Clauses, UnitGroup},
    source::Span,
    text::numeral_prefix,
};

/// A list of units in a sentence.
pub(super) struct List {
    /// Their names.
    pub(super) names: Vec<Span>,
    /// The names that words behind the list add to it: 另设政治部、机关党委.
    beside: Vec<Span>,
    /// The sentence.
    pub(super) sentence: Span,
    /// How many there are, if it says so.
    pub(super) declared: Option<Declared>,
    /// An element among the names that is none.
    pub(super) lost: Option<Span>,
}

impl List {
    /// What is set up beside the units, as a group of its own.
    pub(super) fn beside(&self, ctx: Ctx<'_>, organ: Option<Span>) -> Option<Group> {
        let span = ctx.at(self.beside.iter().copied().reduce(Span::to)?);
        let units = of_names(ctx, self.beside.clone());
        let group = UnitGroup { organ: None, declared: None, clauses: Clauses::default(), units, span };
        Some(Group { organ, group, lost: None })
    }
}

/// The first list of units in a text.
pub(super) fn list(ctx: Ctx<'_>, text: Span) -> Option<List> {
    // One look rules most texts out.
    ctx.str(text).contains(['、', '和']).then_some(())?;
    let mut clauses = ctx.sentences(text).flat_map(|s| ctx.pieces(s, &[';']).map(move |c| (s, c)));
    let mut first = clauses.find_map(|(sentence, clause)| of_clause(ctx, sentence, clause))?;
    // 科室共5个,其中行政科室3个:办公室、救助科、养老科;业务科室2个:社工科、区划科.
    let missing =
        |l: &List| l.declared.is_some_and(|d| i64::try_from(l.names.len()).is_ok_and(|n| n < d.value));
    let behind = clauses.take_while(|(s, _)| *s == first.sentence).map(|(s, c)| of_clause(ctx, s, c));
    for other in behind.map_while(|l| l).filter(|l| l.lost.is_none()) {
        if !missing(&first) {
            break;
        }
        first.names.extend(other.names);
    }
    Some(first)
}

/// Whether a text lists units.
pub(in crate::ingest) fn lists(ctx: Ctx<'_>, text: Span) -> bool {
    list(ctx, text).is_some()
}

/// Whether a text names units in a list, as far as the ends of its words show.
pub(super) fn seems_to_list(text: &str) -> bool {
    let mut named = text.split(['、', '和', ',', ':', ';', '。', '(']).filter(|w| is_name(w));
    named.next().is_some() && named.next().is_some()
}

/// Whether words end with the name of a unit that words before a list stand before: 市体育局现设有办公室.
pub(super) fn is_opened(words: &str) -> bool {
    opening(words).is_some()
}

/// Words before a list, besides the verbs that set units up.
const OPENERS: [&str; 9] = ["分别为", "分别是", "包括", "即", "由", "有", "为", "是", ":"];
/// Words that hold one of these and open nothing: 建设科, 国有资产科.
const CLOSED: [&str; 24] = [
    "建设",
    "设备",
    "设施",
    "设计",
    "架设",
    "铺设",
    "国有",
    "所有",
    "公有",
    "有色",
    "有线",
    "有效",
    "有机",
    "有关",
    "为民",
    "行为",
    "作为",
    "由于",
    "理由",
    "自由",
    "即时",
    "内设机构",
    "下设机构",
    "机构设置",
];
/// Words of what an organ has outside.
const OUTSIDE: [&str; 12] =
    ["事业", "派出", "派驻", "直属", "下属", "所属", "下辖", "管辖", "基层", "代管", "二级", "垂直"];
/// What units are called when they are counted or named together.
const KINDS: [&str; 7] = ["机构", "部门", "科室", "股室", "处室", "部室", "庭室"];
/// So many bytes at the end of words are looked at for what opens a list.
const NEAR: usize = 160;

fn is_outside(words: &str) -> bool {
    OUTSIDE.iter().any(|w| words.contains(w))
}

/// Whether words are the name of a unit, or of several, with a bracket behind it or not.
fn is_name(words: &str) -> bool {
    let bare = if words.ends_with(')') { name::without_brackets(words) } else { words };
    let called = KINDS.iter().any(|k| bare.ends_with(k));
    !called && (name::is_unit(bare) || name::is_mass_body(bare) || alike::are_several(bare))
}

/// Where a list begins in words.
struct Opening {
    at: usize,
    outside: bool,
    adds: bool,
    /// 由, of which words behind the list must say that they are made up of it.
    made_up: bool,
}

fn opening(words: &str) -> Option<Opening> {
    let from = words.ceil_char_boundary(words.len().saturating_sub(NEAR));
    let near = words.get(from..)?;
    let all = SETS.iter().chain(&ADDS).chain(&OPENERS).flat_map(|o| near.match_indices(o));
    let open = all.filter(|(i, o)| !is_closed(near, *i, o));
    let (i, opener) = open
        .filter(|(i, o)| {
            let rest = near.get(i + o.len()..).unwrap_or("");
            is_name(rest) || tail(rest).is_some()
        })
        .max_by_key(|(i, o)| (i + o.len(), o.len()))?;
    let before = near.get(..i)?;
    let beside = |w: &str| w.ends_with(['另', '还', '并']) || w.ends_with("另外") || w.ends_with("同时");
    Some(Opening {
        at: from + i + opener.len(),
        // 设立市体育局 sets up another organ.
        outside: is_outside(before) || name::is_placed(near.get(i + opener.len()..)?),
        adds: opener.starts_with(['另', '还', '并']) || beside(before),
        made_up: opener == "由",
    })
}

fn is_closed(words: &str, at: usize, opener: &str) -> bool {
    CLOSED.iter().any(|w| {
        let start = w.find(opener).and_then(|k| at.checked_sub(k));
        start.and_then(|s| words.get(s..)).is_some_and(|t| t.starts_with(w))
    })
}

/// The last element of a list with words behind it.
struct Tail {
    /// The bytes of the name.
    name: usize,
    /// Where the words behind it begin.
    behind: usize,
}

/// 政治部等4个内设机构, 财务科4个股室, 财务科组成, 竞训科机构3个科室.
fn tail(words: &str) -> Option<Tail> {
    words.char_indices().skip(2).take(32).find_map(|(i, c)| {
        let rest = words.get(i..)?;
        let counts =
            |t: &str| numeral_prefix(t).and_then(|(_, n)| t.get(n..)).is_some_and(|t| t.starts_with('个'));
        let together =
            || rest.strip_prefix('等').is_some_and(|t| t.is_empty() || counts(t) || begins_kind(t));
        let made_up = matches!(c, '组' | '构') && ["组成", "构成"].iter().any(|w| rest.starts_with(w));
        let ends = match c {
            '等' => together(),
            '共' => rest.strip_prefix('共').is_some_and(counts),
            _ => made_up || counts(rest),
        };
        let before = words.get(..i).filter(|_| ends)?;
        let name = if is_name(before) { before } else { before.strip_suffix("机构")? };
        is_name(name).then_some(Tail { name: name.len(), behind: i })
    })
}

fn begins_kind(text: &str) -> bool {
    ["内设", "职能", "业务"].iter().chain(&KINDS).any(|k| text.starts_with(k))
        || ["组成", "构成"].iter().any(|w| text.starts_with(w))
}

/// Where the reading of a clause stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Before,
    Within,
    Behind,
}

/// Reads a clause element by element.
struct Reader<'a> {
    ctx: Ctx<'a>,
    list: List,
    phase: Phase,
    /// Whether the element before gave a number of units, whose names come next.
    counted: bool,
    /// Whether the names go to those beside.
    adds: bool,
    /// Whether words behind the names must show that they are a list.
    unsure: bool,
}

impl Reader<'_> {
    /// Takes an element that stands behind a sign.
    fn take(&mut self, element: Span, sign: char) {
        let words = self.ctx.str(element);
        let found = opening(words);
        // ,下属单位包括市体育中心 ends with a name as well.
        let goes_on = sign != ',' || found.is_none();
        if self.phase == Phase::Within && goes_on && self.name(element) {
            return;
        }
        if self.phase == Phase::Within {
            if sign != ',' {
                // A list that breaks off ends with its sign.
                let cut = Span::new(element.start.saturating_sub(sign.len_utf8() as u32), element.end);
                self.list.lost = self.list.lost.or(Some(if words.is_empty() { cut } else { element }));
            }
            self.phase = Phase::Behind;
        }
        if let Some(found) = found.filter(|o| self.phase == Phase::Before || o.adds) {
            self.counted = false;
            if !found.outside {
                self.count(sub(element, 0, found.at));
                self.adds = found.adds && !self.list.names.is_empty();
                self.unsure |= found.made_up;
                self.phase = Phase::Within;
                self.name(sub(element, found.at, words.len()));
            }
            return;
        }
        // 内设机构3个,办公室、人事科, or the names alone: 第一检察部、办公室等2个内设机构.
        let first = sign == '。';
        if self.phase == Phase::Before
            && (first || self.counted)
            && !name::is_placed(words)
            && self.name(element)
        {
            self.unsure |= first && self.phase == Phase::Within;
            self.phase = if self.phase == Phase::Before { Phase::Within } else { self.phase };
            return;
        }
        self.counted = self.count(element);
    }

    /// Whether words give a number of units.
    fn count(&mut self, words: Span) -> bool {
        let inside = !is_outside(self.ctx.str(words));
        let told = inside.then(|| count::told(self.ctx, words, self.list.sentence)).flatten();
        self.list.declared = self.list.declared.or(told);
        told.is_some()
    }

    /// Takes the name that an element is or begins with, if it is one; words behind it end the list.
    fn name(&mut self, element: Span) -> bool {
        let words = self.ctx.str(element);
        let tail = if is_name(words) { None } else { tail(words) };
        if tail.is_none() && !is_name(words) {
            return false;
        }
        let length = tail.as_ref().map_or(words.len(), |t| t.name);
        let names = if self.adds { &mut self.list.beside } else { &mut self.list.names };
        names.push(sub(element, 0, length));
        if let Some(tail) = tail {
            let behind = sub(element, tail.behind, words.len());
            if is_outside(self.ctx.str(behind)) {
                names.clear();
            }
            self.list.declared =
                self.list.declared.or_else(|| count::told(self.ctx, behind, self.list.sentence));
            self.unsure = false;
            self.phase = Phase::Behind;
        }
        true
    }
}

fn of_clause(ctx: Ctx<'_>, sentence: Span, clause: Span) -> Option<List> {
    let list = List { names: Vec::new(), beside: Vec::new(), sentence, declared: None, lost: None };
    let mut reader = Reader { ctx, list, phase: Phase::Before, counted: false, adds: false, unsure: false };
    for (element, sign) in elements(ctx, clause) {
        reader.take(element, sign);
    }
    let Reader { list, phase, unsure, .. } = reader;
    let several = list.names.len() > 1
        || list.names.iter().any(|n| alike::are_several(ctx.str(*n)))
        || list.declared.is_some_and(|d| d.value == 1) && list.names.len() == 1;
    (several && (!unsure || phase == Phase::Within)).then_some(list)
}

/// What stands between the signs of a clause, outside brackets, each with the sign before it. A name may hold 和.
fn elements(ctx: Ctx<'_>, clause: Span) -> Vec<(Span, char)> {
    let text = ctx.str(clause);
    let mut depth = 0_u32;
    let mut out = Vec::new();
    let (mut start, mut sign) = (0, '。');
    for (i, c) in text.char_indices().chain([(text.len(), '。')]) {
        depth = if c == '(' { depth + 1 } else { depth.saturating_sub(u32::from(c == ')')) };
        let cut = match c {
            '、' | ',' => depth == 0,
            '。' => i == text.len(),
            '和' | '及' => depth == 0 && i - start <= NEAR && text.get(start..i).is_some_and(ends_element),
            _ => false,
        };
        if cut {
            out.push((ctx.trim(sub(clause, start, i)), sign));
            (start, sign) = (i + c.len_utf8(), c);
        }
    }
    out
}

fn ends_element(words: &str) -> bool {
    is_name(words) || tail(words).is_some() || opening(words).is_some()
}
