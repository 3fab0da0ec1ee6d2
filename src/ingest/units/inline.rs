//! Units that one sentence lists with what they do, or with their posts: 设3个内设机构:综合股(负责文电);资产股(负责资产);
//! 服务股(负责会务). 内设3个股室:办公室6名,造林股4名.

use super::unit::each;
use crate::{
    ingest::{
        ctx::{Ctx, begins, sub},
        names::{alike, leading, name, several},
        posts::count::numeral_before,
    },
    regulation::Unit,
    source::Span,
    text::numeral_prefix,
};

/// The units of such a list, which stands behind the colon; none where a piece of it is no unit.
pub(super) fn units(ctx: Ctx<'_>, list: Span) -> Vec<Unit> {
    let text = ctx.str(list);
    let end = text.find(['。', '\n']).unwrap_or(text.len());
    let mut depth = 0_u32;
    let outside = |(_, c): &(usize, char)| {
        depth = if *c == '(' { depth + 1 } else { depth.saturating_sub(u32::from(*c == ')')) };
        depth == 0 && matches!(c, ';' | '、' | ',')
    };
    let cuts: Vec<(usize, char)> =
        text.char_indices().take_while(|(i, _)| *i < end).filter(outside).collect();
    let (mut out, mut start) = (Vec::new(), 0);
    for (at, sign) in cuts.into_iter().chain([(end, ';')]) {
        let Some(unit) = unit(ctx, sub(list, start, at)) else { return Vec::new() };
        out.push(unit);
        start = at + sign.len_utf8();
    }
    let tells = out.iter().any(|u: &Unit| !u.clauses.is_empty()) || out.iter().all(|u| u.posts.is_some());
    if out.len() > 1 && tells { out } else { Vec::new() }
}

/// The units that a paragraph tells one by one with what they do: 一是办公室,负责文电;二是救助股,负责救助. 设办公室,负责文电;设
/// 救助股,负责救助. 办公室负责文电;救助股负责救助. 综合一科:联系工业;综合二科:联系农业.
pub(in crate::ingest) fn told_in_a_row(ctx: Ctx<'_>, body: Span) -> Vec<Unit> {
    // One look rules most paragraphs out.
    if !ctx.str(body).trim_end_matches('。').contains([';', '。']) {
        return Vec::new();
    }
    let mut out: Vec<Told> = Vec::new();
    let mut strict = true;
    for (i, piece) in ctx.pieces(body, &[';', '。']).enumerate() {
        // 县民政局设以下股室:一是办公室.
        let text = ctx.str(piece);
        let lead = text
            .find(':')
            .filter(|at| i == 0 && text.get(..*at).is_some_and(|t| t.contains('设') || !name::is_unit(t)));
        let piece = ctx.trim(sub(piece, lead.map_or(0, |at| at + 1), text.len()));
        match (told(ctx, piece), out.last_mut()) {
            (Some(told), _) => {
                strict &= told.says;
                out.push(told);
            }
            // 办公室:负责文电;管理印章;综合科:联系工业.
            // 办公室:负责文电;下设秘书组:负责文字: these are groups of its own.
            (None, Some(_)) if ["设", "分工", "下列", "如下"].iter().any(|w| text.contains(w)) => {
                return Vec::new();
            }
            (None, Some(last)) => {
                last.duties = last.duties.to(piece);
                strict = false;
            }
            (None, None) => return Vec::new(),
        }
    }
    // Where a colon heads each of them, it need not be a verb that tells what they do.
    // 文秘组 beside 办公室 is a group of it.
    let group = |t: &Told| ctx.str(t.name).ends_with('组');
    if out.iter().any(group) && !out.iter().all(group) {
        return Vec::new();
    }
    if out.len() > 1 && (strict || out.iter().all(|t| t.headed)) {
        out.into_iter().flat_map(|t| each(ctx, t.unit(ctx))).collect()
    } else {
        Vec::new()
    }
}

/// The units that a numbered item tells one by one, each headed by a colon: (二)综合一科:联系工业;综合二科:联系农业。 `whole` is where
/// the item stands.
pub(super) fn headed(ctx: Ctx<'_>, (whole, body): (Span, Span), ordinal: Option<u32>) -> Vec<Unit> {
    let text = ctx.str(body);
    // One look rules most units out; 办公室:设秘书组:负责文电 has groups of its own.
    let near = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text);
    let colon = near.find(':').and_then(|at| text.get(at + 1..));
    if colon.is_none_or(|t| !t.contains(':') || begins(t, &["设", "内设", "下设"])) {
        return Vec::new();
    }
    let mut units = told_in_a_row(ctx, body);
    for unit in &mut units {
        unit.ordinal = ordinal;
    }
    if let Some(first) = units.first_mut() {
        first.span = ctx.at(whole).to(first.span);
    }
    units
}

/// No name with its bracket has more bytes.
const HEAD: usize = 120;

/// The units that paragraphs tell one by one with what they do, or that lines of their own set up: 设办公室,负责文电., and
/// 设运输科,负责运输. below it.
pub(super) fn told_in_paragraphs(ctx: Ctx<'_>, lines: &[Span]) -> Vec<Unit> {
    let units: Vec<Unit> = lines.iter().flat_map(|l| told_in_a_row(ctx, *l)).collect();
    if !units.is_empty() {
        return units;
    }
    let sets = lines.iter().filter(|l| ctx.str(**l).starts_with('设'));
    let sets = sets.filter_map(|l| told(ctx, *l)).filter(|t| t.says);
    let units: Vec<Unit> = sets.flat_map(|t| each(ctx, t.unit(ctx))).collect();
    if units.len() > 1 { units } else { Vec::new() }
}

/// The units that a sentence tells behind their number: 内设3个股室,其中办公室负责文电,救助股负责救助. None where they are not so many.
pub(super) fn behind_number(ctx: Ctx<'_>, sentence: Span, count: i64) -> Vec<Unit> {
    let text = ctx.str(sentence);
    let Some(at) = text.find("其中") else { return Vec::new() };
    let mut out: Vec<Told> = Vec::new();
    let mut from = at + "其中".len();
    for piece in text.get(from..).unwrap_or("").split([',', ';', ':']) {
        let place = sub(sentence, from, from + piece.len());
        from += piece.len() + 1;
        match told(ctx, place).filter(|t| t.says) {
            Some(told) => out.push(told),
            None => match out.last_mut() {
                Some(last) => last.duties = last.duties.to(place),
                None if piece.is_empty() => {}
                None => return Vec::new(),
            },
        }
    }
    if i64::try_from(out.len()) == Ok(count) {
        out.into_iter().map(|t| t.unit(ctx)).collect()
    } else {
        Vec::new()
    }
}

/// A unit that a piece of a paragraph tells.
struct Told {
    /// All of it.
    piece: Span,
    name: Span,
    aliases: Vec<Span>,
    duties: Span,
    /// Whether a colon stands behind the name.
    headed: bool,
    /// Whether what it does begins with a verb.
    says: bool,
}

impl Told {
    fn unit(self, ctx: Ctx<'_>) -> Unit {
        // The sign behind it ends it.
        let behind = ctx.folded.text.get(self.duties.end as usize..).and_then(|t| t.chars().next());
        let sign = behind.filter(|c| matches!(c, ';' | '。')).map_or(0, char::len_utf8);
        let text = Span::new(self.duties.start, self.duties.end + sign as u32);
        Unit {
            text: ctx.at(text),
            clauses: ctx.clauses(self.duties).into(),
            aliases: self.aliases.iter().map(|a| ctx.words(*a)).collect(),
            span: ctx.at(self.piece.to(text)),
            ..super::unit::bare(ctx, self.name)
        }
    }
}

fn told(ctx: Ctx<'_>, piece: Span) -> Option<Told> {
    let text = ctx.str(piece);
    let counted = numeral_prefix(text).and_then(|(_, n)| text.get(n..)?.strip_prefix('是'));
    let words = counted.unwrap_or(text);
    let words = ["设立", "设置", "设"].iter().find_map(|v| words.strip_prefix(v)).unwrap_or(words);
    let own = sub(piece, text.len() - words.len(), text.len());
    let found = leading::unit(ctx, own, true)?;
    let name = ctx.str(found.name);
    let inside = name.ends_with(['室', '科', '股', '处', '部', '办', '组', '司'])
        && (name::is_unit(name) || several::only(name) || alike::are_several(name));
    let duties = Span::new(found.duties, own.end.max(found.duties));
    let told = ctx.str(duties);
    let says = name::begins_duties(told.strip_prefix("主要").unwrap_or(told));
    let headed = ctx.str(Span::new(found.name.end, duties.start)).ends_with(':') && !told.is_empty();
    // 指导各科室:开展工作.
    let acts = name.contains('各');
    (inside && !acts && !name::is_placed(name) && (says || headed)).then_some(Told {
        piece,
        name: found.name,
        aliases: found.aliases,
        duties,
        headed,
        says,
    })
}

/// 综合股(负责文电), 综合股6名.
fn unit(ctx: Ctx<'_>, piece: Span) -> Option<Unit> {
    let piece = ctx.trim(piece);
    let text = ctx.str(piece);
    if let Some((value, at)) = text.strip_suffix('名').and_then(numeral_before) {
        let words = text.get(..at)?;
        let name = ["行政编制", "编制"].iter().find_map(|w| words.strip_suffix(w)).unwrap_or(words);
        let bare = super::unit::bare(ctx, sub(piece, 0, name.len()));
        let posts = Some(ctx.read(value, sub(piece, at, text.len())));
        return name::is_unit(name).then_some(Unit { posts, span: ctx.at(piece), ..bare });
    }
    let (words, inside) = text.strip_suffix(')')?.split_once('(')?;
    (name::is_unit(words) && name::begins_duties(inside)).then_some(())?;
    let duties = sub(piece, words.len() + 1, text.len() - 1);
    let bare = super::unit::bare(ctx, sub(piece, 0, words.len()));
    Some(Unit { text: ctx.at(duties), clauses: ctx.clauses(duties).into(), span: ctx.at(piece), ..bare })
}
