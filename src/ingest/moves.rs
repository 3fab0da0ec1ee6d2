//! What an adjustment of duties does: adds, drops, or moves them in or out, as who has them before and behind the verb shows.

use super::{
    ctx::{Ctx, longer, sub},
    names::{name, organ},
};
use crate::{regulation::Read, schema::AdjustmentKind, source::Span};

const VERBS: [(&str, AdjustmentKind); 38] = [
    ("增加", AdjustmentKind::Add),
    ("新增", AdjustmentKind::Add),
    ("加强", AdjustmentKind::Strengthen),
    ("强化", AdjustmentKind::Strengthen),
    ("更好地发挥", AdjustmentKind::Strengthen),
    ("进一步发挥", AdjustmentKind::Strengthen),
    ("取消", AdjustmentKind::Cancel),
    ("不再承担", AdjustmentKind::Cancel),
    ("停止", AdjustmentKind::Cancel),
    ("划入", AdjustmentKind::TransferIn),
    ("并入", AdjustmentKind::TransferIn),
    ("整合", AdjustmentKind::TransferIn),
    ("承接", AdjustmentKind::TransferIn),
    ("接收", AdjustmentKind::TransferIn),
    ("转入", AdjustmentKind::TransferIn),
    ("划给", AdjustmentKind::TransferOut),
    ("划出", AdjustmentKind::TransferOut),
    ("划转", AdjustmentKind::TransferOut),
    ("划归", AdjustmentKind::TransferOut),
    ("移交", AdjustmentKind::TransferOut),
    ("剥离", AdjustmentKind::TransferOut),
    ("交由", AdjustmentKind::TransferOut),
    ("交给", AdjustmentKind::TransferOut),
    ("转交", AdjustmentKind::TransferOut),
    ("转由", AdjustmentKind::TransferOut),
    ("转给", AdjustmentKind::TransferOut),
    ("转出", AdjustmentKind::TransferOut),
    ("转隶", AdjustmentKind::TransferOut),
    ("转移", AdjustmentKind::TransferOut),
    ("归并", AdjustmentKind::TransferOut),
    ("纳入", AdjustmentKind::TransferOut),
    ("调整到", AdjustmentKind::TransferOut),
    ("调整至", AdjustmentKind::TransferOut),
    ("改由", AdjustmentKind::TransferOut),
    ("划由", AdjustmentKind::TransferOut),
    ("调整由", AdjustmentKind::TransferOut),
    ("下放", AdjustmentKind::Delegate),
    ("委托", AdjustmentKind::Delegate),
];
/// Verbs that are as often part of the duty's own name: 退役士兵接收安置职责, 社会化承接, 转移支付, 纳入预算管理.
const WEAK: [&str; 5] = ["承接", "接收", "转入", "转移", "纳入"];
/// What changes a duty where no other verb says what becomes of it: what an adjustment begins with.
const OTHERWISE: [(&str, AdjustmentKind); 10] = [
    ("废止", AdjustmentKind::Cancel),
    ("撤销", AdjustmentKind::Cancel),
    ("赋予", AdjustmentKind::Add),
    ("明确", AdjustmentKind::Add),
    ("承担", AdjustmentKind::Add),
    ("突出", AdjustmentKind::Strengthen),
    ("加大", AdjustmentKind::Strengthen),
    ("完善", AdjustmentKind::Strengthen),
    ("健全", AdjustmentKind::Strengthen),
    ("充分发挥", AdjustmentKind::Strengthen),
];
/// What moves.
const DUTIES: [&str; 2] = ["职责", "职能"];
/// What a move leads to a receiver with: 划转到, 移交给.
const LEADS: [&str; 6] = ["到", "至", "给", "由", "于", "入"];
/// What a receiver does with the duties: 由某局承担.
const TAKES: [&str; 9] = ["承担", "负责", "行使", "履行", "管理", "统一", "统筹", "牵头", "实施"];
/// How the name of an organ ends that duties come from or go to.
const ORGANS: [&str; 23] = [
    "局", "委", "办", "厅", "部", "室", "会", "部门", "中心", "机关", "院", "处", "政府", "公司", "署", "队",
    "所", "站", "镇", "街道", "校", "馆", "园",
];
/// What an organ calls itself by behind 本, 我 or 该: 本局, 我委, 该局.
const SELVES: [&str; 13] =
    ["局", "委", "办", "厅", "部", "院", "署", "会", "处", "中心", "单位", "机关", "部门"];
/// No name of an organ has more bytes.
const LONGEST: usize = 120;

/// How many verbs of a move words have.
pub(super) fn verbs(words: &str) -> usize {
    VERBS.iter().filter(|(verb, _)| words.contains(verb)).count()
}

/// Whether words begin with such a verb.
pub(super) fn begins(words: &str) -> bool {
    VERBS.iter().any(|(verb, _)| words.starts_with(verb))
}

/// What an adjustment does, else what its heading says. `own` are the organ's names, folded. Nothing where one sentence moves duties
/// in and another one out, or where nobody can tell which way they go.
pub(super) fn kind(
    ctx: Ctx<'_>,
    text: Span,
    own: &[&str],
    heading: impl FnOnce() -> Option<Span>,
) -> Option<Read<AdjustmentKind>> {
    let mut found: Option<Read<AdjustmentKind>> = None;
    for sentence in ctx.pieces(text, &['。', ';']) {
        for clause in clauses(ctx, sentence) {
            // Where the words do not say which way, its heading may: 划入的职责.
            let Told::Kind(kind) = told(ctx, clause, own) else { continue };
            match found {
                // 划入的职责。将甲局的某职责划入乙局.
                None if is_heading(ctx.str(clause)) => return Some(kind),
                None => found = Some(kind),
                Some(first) if moves(kind.value) && moves(first.value) && kind.value != first.value => {
                    return None;
                }
                Some(_) => {}
            }
        }
    }
    found.or_else(|| match told(ctx, heading()?, own) {
        Told::Kind(kind) => Some(kind),
        Told::Unsure | Told::Nothing => None,
    })
}

/// Whether a sentence is only what stands above others: 划入的职责.
fn is_heading(sentence: &str) -> bool {
    sentence.len() <= "划入的职责".len() && DUTIES.iter().any(|w| sentence.ends_with(w))
}

/// What a sentence says of a move.
enum Told {
    Kind(Read<AdjustmentKind>),
    /// Duties move, and the words do not say which way.
    Unsure,
    Nothing,
}

/// 将甲局的档案移交乙局,将某职责划给乙局: each of them moves something else.
fn clauses(ctx: Ctx<'_>, sentence: Span) -> impl Iterator<Item = Span> {
    let text = ctx.str(sentence);
    let cuts = text.match_indices(',').map(|(at, sign)| at + sign.len());
    let cuts = cuts.filter(|at| text.get(*at..).is_some_and(|t| t.starts_with(['将', '把'])));
    let mut from = 0;
    cuts.chain([text.len() + 1]).map(move |to| sub(sentence, std::mem::replace(&mut from, to), to - 1))
}

fn moves(kind: AdjustmentKind) -> bool {
    matches!(kind, AdjustmentKind::TransferIn | AdjustmentKind::TransferOut)
}

/// The verb of a move that words begin with.
fn moved_to(words: &str) -> Option<(&'static str, AdjustmentKind)> {
    VERBS.iter().find(|(verb, kind)| moves(*kind) && words.starts_with(verb)).copied()
}

/// The verb that says what an adjustment does: the one that it begins with, else the first behind the duties that it is about.
fn verb(words: &str) -> Option<(usize, &'static str, AdjustmentKind)> {
    let first = |from: usize, weak: bool| {
        let verbs = VERBS.iter().filter(|(verb, _)| weak || !WEAK.contains(verb));
        let found = verbs.filter_map(|(verb, kind)| {
            words.get(from..).and_then(|w| w.find(verb)).map(|i| (from + i, *verb, *kind))
        });
        found.min_by_key(|(i, verb, _)| (*i, std::cmp::Reverse(verb.len())))
    };
    let any = first(0, true)?;
    if any.0 == 0 {
        return Some(any);
    }
    let behind = duties(words).and_then(|at| first(at, false).or_else(|| first(at, true)));
    behind.or_else(|| first(0, false)).or(Some(any))
}

/// Where the first duties that words name end.
fn duties(words: &str) -> Option<usize> {
    DUTIES.iter().filter_map(|w| words.find(w).map(|i| i + w.len())).min()
}

fn told(ctx: Ctx<'_>, sentence: Span, own: &[&str]) -> Told {
    let words = ctx.str(sentence);
    let Some((mut at, mut verb, mut kind)) = verb(words) else {
        return match held(ctx, sentence, own) {
            Told::Nothing => otherwise(ctx, sentence),
            told => told,
        };
    };
    // 整合划入市水利局: the last of the verbs says where to.
    while let Some((next, of_next)) = words.get(at + verb.len()..).and_then(moved_to) {
        (at, verb, kind) = (at + verb.len(), next, of_next);
    }
    // 本规定职责调整由县委编办负责: who changes the text.
    if verb == "调整由" && is_of_the_text(words.get(..at).unwrap_or("")) {
        return Told::Nothing;
    }
    let read = |kind| Told::Kind(ctx.read(kind, sub(sentence, at, at + verb.len())));
    if !moves(kind) {
        let other = passed_on(words.get(at..).unwrap_or(""), verb, own);
        return read(other.unwrap_or(kind));
    }
    let before = words.get(..at).unwrap_or("");
    let behind = words.get(at + verb.len()..).unwrap_or("");
    // 向县应急管理局移交.
    let towards = before.rsplit_once('向').and_then(|(left, name)| Some((left, whose(name, own)?)));
    // 划出原属某局的某职责,由乙局承担.
    let leaves = before.is_empty() && matches!(verb, "划出" | "剥离");
    // 划出县信访局管理职责 tells what goes, and not whose it was.
    let had = ["原属", "原由"].iter().find_map(|w| behind.strip_prefix(w)).unwrap_or("");
    let had = had.split([',', '的']).next().filter(|_| leaves);
    let from = source(had.unwrap_or(towards.map_or(before, |(left, _)| left)), own);
    let to = towards.map(|(_, to)| to).or_else(|| match verb {
        // 将甲局、乙局的职责整合,由丙局承担: who takes them stands behind.
        "整合" => taker(behind, own).or_else(|| receiver(behind, own).filter(|_| !before.is_empty())),
        "承接" | "接收" => None,
        _ if leaves => taker(behind, own),
        // 划入原某局的某职责.
        "划入" | "转入" | "并入" if before.is_empty() => None,
        _ => receiver(behind, own),
    });
    match direction(verb, kind, from, to) {
        Some(kind) => read(kind),
        None => Told::Unsure,
    }
}

/// 增加由县发展和改革局划转的口岸管理职责, 不再承担后勤职责,由乙局承担: what is added comes from another, and what is given up goes to
/// one.
fn passed_on(words: &str, verb: &str, own: &[&str]) -> Option<AdjustmentKind> {
    let near = words.get(..words.floor_char_boundary(6 * LONGEST)).unwrap_or(words);
    match verb {
        "增加" | "新增" => {
            let comes = ["划转的", "划入的", "移交的", "转来的", "转隶的", "划来的"];
            let end = comes.iter().filter_map(|w| near.find(w)).min()?;
            let (_, from) = near.get(..end)?.rsplit_once(['由', '从'])?;
            (whose(from, own)? == Whose::Other).then_some(AdjustmentKind::TransferIn)
        }
        "不再承担" => {
            let (_, behind) = near.split_once(',')?;
            let behind = behind.trim_start_matches(['交', '改', '转', '统', '一']);
            let to = receiver(behind.strip_prefix('由')?, own)?;
            (to == Whose::Other).then_some(AdjustmentKind::TransferOut)
        }
        _ => None,
    }
}

/// 突出调查研究职能, 明确县政府办公室负责电子政务: what a sentence begins with, where no verb of a move stands in it.
fn otherwise(ctx: Ctx<'_>, sentence: Span) -> Told {
    let words = ctx.str(sentence);
    let found = OTHERWISE.iter().find(|(verb, _)| words.starts_with(verb));
    let Some((verb, kind)) = found else { return Told::Nothing };
    let told = match *verb {
        // 撤销某某局 tells nothing of its duties.
        "撤销" => {
            ["职责", "职能", "承担", "审批", "评审", "评比", "事项"].iter().any(|w| words.contains(w))
        }
        "赋予" => duties(words).is_some(),
        "明确" => ["负责", "承担", "牵头", "主管"].iter().any(|w| words.contains(w)),
        "加大" => words.ends_with("力度"),
        "充分发挥" => words.ends_with("作用"),
        _ => true,
    };
    if told { Told::Kind(ctx.read(*kind, sub(sentence, 0, verb.len()))) } else { Told::Nothing }
}

/// Whether words before 调整由 call no duty by its name, but what a regulation settles: 职责, 本规定的机构编制.
fn is_of_the_text(before: &str) -> bool {
    const NOUNS: [&str; 8] = ["本规定", "机构", "编制", "职责", "职能", "主要", "、", "的"];
    let mut rest = before.rsplit([',', ':']).next().unwrap_or(before);
    while let Some(shorter) = NOUNS.iter().find_map(|n| rest.strip_suffix(n)) {
        rest = shorter;
    }
    rest.is_empty()
}

/// Whose words are, as far as they name an organ.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Mine,
    Other,
    /// A body that is no more; the organ may have grown out of it.
    Former,
}

/// Which way duties go that `from` had and `to` gets.
fn direction(
    verb: &str,
    kind: AdjustmentKind,
    from: Option<Whose>,
    to: Option<Whose>,
) -> Option<AdjustmentKind> {
    match (from, to) {
        (_, Some(Whose::Mine)) => Some(AdjustmentKind::TransferIn),
        // From one other organ to another.
        (Some(Whose::Other), Some(_)) => None,
        (_, Some(_)) => Some(AdjustmentKind::TransferOut),
        (Some(Whose::Mine), None) if kind == AdjustmentKind::TransferIn => {
            (verb == "整合").then_some(AdjustmentKind::TransferIn)
        }
        // 将某局的某职责划转; 改由乡镇负责.
        (Some(Whose::Other), None) if matches!(verb, "划转" | "移交" | "转交") => None,
        (_, None) if matches!(verb, "转由" | "改由" | "划由" | "调整由" | "归并" | "纳入") => {
            None
        }
        (_, None) if matches!(verb, "调整到" | "调整至") => None,
        _ => Some(kind),
    }
}

/// 县信访办由县政府办管理改为县委办管理.
const MANAGED: &str = "管理改为";

/// 某职责由某局承担, without a verb of a move.
fn held(ctx: Ctx<'_>, sentence: Span, own: &[&str]) -> Told {
    let words = ctx.str(sentence);
    if let Some((before, behind)) = words.split_once(MANAGED) {
        let (from, to) = (source(before, own), receiver(behind, own));
        let start = before.len() + "管理".len();
        let read = |kind| Told::Kind(ctx.read(kind, sub(sentence, start, start + "改为".len())));
        let kind = to.and_then(|to| direction(MANAGED, AdjustmentKind::TransferOut, from, Some(to)));
        return kind.map_or(Told::Unsure, read);
    }
    let Some(at) = duties(words) else { return Told::Nothing };
    let (before, behind) = words.split_at(at);
    let lead = behind.trim_start_matches([',', '统', '一', '改', '等']);
    let Some(to) = lead.starts_with('由').then(|| taker(lead, own)).flatten() else { return Told::Nothing };
    let kind = match (source(before, own), to) {
        (Some(Whose::Other | Whose::Former), Whose::Mine) => AdjustmentKind::TransferIn,
        (Some(Whose::Mine | Whose::Former) | None, Whose::Other) => AdjustmentKind::TransferOut,
        // Its own duty, or one that others have between them.
        _ => return Told::Nothing,
    };
    let start = words.len() - lead.len();
    Told::Kind(ctx.read(kind, sub(sentence, start, start + '由'.len_utf8())))
}

/// Whose duties words before the verb name: 将甲局的某职责, 将甲局、乙局的某职责; the organ's own go before those of others.
fn source(before: &str, own: &[&str]) -> Option<Whose> {
    let clause = before.rsplit(['将', '把']).next().unwrap_or(before);
    let clause = clause.get(clause.ceil_char_boundary(clause.len().saturating_sub(6 * LONGEST))..)?;
    // 由县卫健局划入.
    let clause = clause.rsplit_once('由').map_or(clause, |(_, from)| from);
    if own.iter().any(|o| clause.contains(o)) {
        return Some(Whose::Mine);
    }
    // 车队 is no organ, but what is given away.
    let whose = |name: &str, own: &[&str]| {
        whose(name, own).filter(|w| *w == Whose::Mine || longer(name, 2) || name::is_placed(name))
    };
    let named = |words: &str| whose(organ(words.split('的').next().unwrap_or("")), own).is_some();
    // 县教育和体育局 is one organ.
    let parts = clause.split(['、', ',']).flat_map(|c| {
        let whole = named(c);
        c.split(move |sign| !whole && matches!(sign, '和' | '与' | '及'))
    });
    let names = parts.map(|c| organ(c.split('的').next().unwrap_or("")));
    let mut other = None;
    for name in names {
        let former = name.strip_prefix('原');
        match whose(former.unwrap_or(name), own) {
            Some(Whose::Mine) => return Some(Whose::Mine),
            Some(_) if former.is_some() => other = other.or(Some(Whose::Former)),
            found => other = other.or(found),
        }
    }
    other
}

/// Who gets duties, as the words behind the verb say: 到乙局, 给乙局承担.
fn receiver(behind: &str, own: &[&str]) -> Option<Whose> {
    let rest = LEADS.iter().find_map(|l| behind.strip_prefix(l)).unwrap_or(behind);
    let rest = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or(rest);
    let name = rest.split([',', '。', ';', '的', '、']).next().unwrap_or("");
    whose(organ(name), own)
}

/// The organ's name without what it does: 县应急管理局承担. The name may hold such a verb.
fn organ(words: &str) -> &str {
    let verbs = TAKES.iter().flat_map(|w| words.match_indices(w).map(|(i, _)| i));
    let named = |i: &usize| words.get(..*i).is_some_and(|n| ORGANS.iter().any(|e| n.ends_with(e)));
    verbs.filter(named).min().and_then(|end| words.get(..end)).unwrap_or(words)
}

/// Who takes duties, behind a 由, or is made of them.
fn taker(behind: &str, own: &[&str]) -> Option<Whose> {
    let lead = ["划入", "并入", "划归", "划转到", "划转至", "划给", "交由", "由", "组建", "成立"];
    let at = lead.iter().filter_map(|l| behind.find(l).map(|i| (i, i + l.len()))).min_by_key(|(i, _)| *i)?.1;
    receiver(behind.get(at..)?, own)
}

/// Whether a name is the organ's or another's.
fn whose(name: &str, own: &[&str]) -> Option<Whose> {
    let name = name::without_brackets(name).trim_end_matches('等');
    if name.is_empty() {
        return None;
    }
    // 县政府办公室 is 丰城县人民政府办公室, where the text calls it nothing else.
    let called = |o: &str| name::is_placed(name) && organ::same(name, o);
    let mine = is_self(name) || own.iter().any(|o| name.contains(o) || o.ends_with(name) || called(o));
    if mine {
        return Some(Whose::Mine);
    }
    ORGANS.iter().any(|e| name.ends_with(e)).then_some(Whose::Other)
}

/// Whether an organ speaks of itself: 本局, 我委机关; not 本县应急管理局.
fn is_self(name: &str) -> bool {
    let behind = name.strip_prefix(['本', '我', '该']).unwrap_or("");
    SELVES.iter().any(|w| behind.starts_with(w)) && !behind.starts_with("办法") && !behind.starts_with("部分")
}
