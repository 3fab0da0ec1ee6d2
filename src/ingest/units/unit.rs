//! Internal units, by the organ that has them.

use super::{
    added, again, appointed, card, class, inline, lines,
    listing::{in_a_row, listed},
    outside, prose,
    roster::{self, Roster},
};
use crate::{
    ingest::{
        ctx::{Ctx, begins, find, longer, sub},
        layout::block::{Block, Role},
        layout::cue::Cue,
        layout::item::{self, Item},
        layout::part::Part,
        layout::roles::organ_with_units,
        layout::table::Table,
        names::{alike, leading, listed, name, plaque, several},
        posts::count,
    },
    regulation::{Clauses, Unit, UnitGroup, Words},
    schema::SectionKind,
    source::Span,
    text::{is_numeral, numeral_prefix},
};

/// A group as it is being read; `organ` is folded.
#[allow(clippy::struct_field_names)] // the record bears the name that the model gives it
pub(in crate::ingest) struct Group {
    /// The organ that the text names.
    pub(in crate::ingest) organ: Option<Span>,
    /// The record, without its organ.
    pub(in crate::ingest) group: UnitGroup,
    /// An element among the names of its units that was not read; folded.
    pub(in crate::ingest) lost: Option<Span>,
}

/// The groups of units of a document: of the sections about them, else of running text; with what tables, and sentences
/// elsewhere, say of them.
pub(in crate::ingest) fn all(
    ctx: Ctx<'_>,
    blocks: &[Block],
    (parts, items): (&[Part], &[Vec<Item>]),
    tables: &[Table],
) -> Vec<Group> {
    let own = parts.iter().zip(items).filter(|(p, _)| p.kind == Some(SectionKind::Units));
    let mut found: Vec<Group> = own.flat_map(|(p, i)| groups(ctx, blocks, p, i, tables)).collect();
    if found.is_empty() {
        found = told(ctx, blocks);
    }
    // A table of posts below the list of units is about the same ones.
    let tabled_again = |g: &Group, before: &[Group]| {
        let mut rosters = tables.iter().filter_map(|t| t.roster.as_ref()).filter(|r| !r.tells);
        let own = rosters.find(|r| g.group.units.iter().all(|u| r.at.contains(u.span)));
        own.is_some_and(|r| r.is_about(before.iter().flat_map(|b| &b.group.units)))
    };
    let again: Vec<bool> = (0..found.len()).map(|i| tabled_again(&found[i], &found[..i])).collect();
    let mut again = again.into_iter();
    found.retain(|_| again.next() != Some(true));
    tabled(tables, &mut found);
    appointed::units(ctx, blocks, parts, &mut found);
    again::units(&mut found);
    outside::duties(ctx, blocks, &mut found);
    outside::plaques(ctx, blocks, &mut found);
    found
}

/// Where the units of all groups stand.
pub(in crate::ingest) fn spans(groups: &[Group]) -> Vec<Span> {
    groups.iter().flat_map(|g| &g.group.units).map(|u| u.span).collect()
}

/// The groups of units of a part: its own, then one for each sub-organ.
fn groups(ctx: Ctx<'_>, blocks: &[Block], part: &Part, items: &[Item], tables: &[Table]) -> Vec<Group> {
    let mut starts = vec![part.first];
    let elsewhere = |b: &Block| {
        let text = ctx.str(b.body);
        text.starts_with(['派', '直'])
            && b.item().is_some()
            && class::ELSEWHERE.contains(&class::class_of(text).0)
    };
    let begins = |i: &usize| blocks[*i].role == Role::Organ || *i > part.first && elsewhere(&blocks[*i]);
    starts.extend((part.first..part.last).filter(begins));
    let left = (part.first..part.last).find(|i| blocks[*i].role == Role::Trailing).unwrap_or(part.last);
    starts.retain(|s| *s < left);
    let ends = starts.iter().skip(1).copied().chain([left]);
    starts
        .iter()
        .zip(ends)
        .flat_map(|(start, end)| {
            // 四、内设综合科、注册科2个科。, a numbered paragraph that is the part itself.
            let whole = |i: &Item| i.block == part.first && part.heading.is_none() && part.article.is_none();
            let sets = |i: &&Item| whole(i) && count::declared(ctx, blocks[i.block].body).is_some();
            let depth = usize::from(items.first().is_some_and(|i| sets(&i)));
            let own: Vec<&Item> =
                (items.iter()).filter(|i| i.depth == depth && (*start..end).contains(&i.block)).collect();
            let own = class::under_classes(ctx, blocks, items, outside::without_bodies(ctx, blocks, own));
            let all = blocks[*start].span.to(blocks[end - 1].span);
            // 派出所 and 司法所 by their names alone are no units of the organ.
            if elsewhere(&blocks[*start])
                && class::only_names(ctx.str(Span::new(blocks[*start].body.start, all.end)))
            {
                return Vec::new();
            }
            let rosters = tables.iter().filter_map(|t| t.roster.as_ref());
            let rosters: Vec<&Roster> = rosters.filter(|r| all.contains(r.span)).collect();
            group(ctx, blocks, (*start, end), &own, &rosters)
        })
        .collect()
}

/// The number of units that the words before their list give, or the first item where it is a class of them.
fn announced(
    ctx: Ctx<'_>,
    blocks: &[Block],
    (start, end): (usize, usize),
    items: &[&Item],
    intro: &[Span],
) -> Option<count::Declared> {
    let declared = intro.iter().find_map(|b| count::declared(ctx, *b));
    let run_on = matches!(blocks[start].role, Role::Heading(Some(SectionKind::Units)));
    let declared = declared.or_else(|| intro.first().filter(|_| run_on).and_then(|b| numbered(ctx, *b)));
    let of_class = || items.first().filter(|i| class::is_class(ctx, blocks[i.block].body));
    let of_class = || of_class().filter(|i| class::class(ctx, blocks, i).is_some());
    let declared = declared.or_else(|| of_class().and_then(|i| count::declared(ctx, blocks[i.block].body)));
    let before = || std::iter::once(&blocks[start].span).chain(intro);
    let declared = declared.or_else(|| before().find_map(|b| count::bracketed(ctx, *b)));
    declared.map(|d| class::with_later_classes(ctx, &blocks[start..end], d))
}

/// The paragraphs before the list of a group.
fn intro(ctx: Ctx<'_>, before: &[Block]) -> Vec<Span> {
    let told = |b: &&Block| {
        b.role == Role::Plain || b.role == Role::Organ && organ_with_units(ctx, b.body).is_some()
    };
    before.iter().filter(told).map(|b| b.body).filter(|b| !b.is_empty()).collect()
}

/// What the paragraphs below the name of an organ say of it.
fn of_organ(ctx: Ctx<'_>, intro: &[Span]) -> Clauses {
    let paragraphs = intro.iter().filter(|b| count::declared(ctx, **b).is_none());
    paragraphs.flat_map(|b| ctx.clauses(*b)).collect()
}

/// Whether a list names only some of the units that it counts: 政治处、治安大队等27个内设机构.
fn names_some(ctx: Ctx<'_>, declared: &count::Declared, units: &[Unit]) -> bool {
    let start = declared.sentence.start;
    ctx.str(Span::new(start, declared.span.start.max(start))).ends_with('等')
        && !units.is_empty()
        && units.iter().all(|u| ctx.at(declared.sentence).overlaps(u.span))
        && i64::try_from(units.len()).is_ok_and(|n| n < declared.value)
}

fn group(
    ctx: Ctx<'_>,
    blocks: &[Block],
    range: (usize, usize),
    items: &[&Item],
    rosters: &[&Roster],
) -> Vec<Group> {
    let (start, end) = range;
    let first_item = items.first().map_or(end, |i| i.block);
    let intro = intro(ctx, &blocks[start..first_item]);
    let mut declared = announced(ctx, blocks, range, items, &intro);
    let sets = organ_with_units(ctx, blocks[start].body).is_some();
    let named = (blocks[start].role == Role::Organ && !sets).then(|| blocks[start].body);
    let sentence = declared.map(|d| d.sentence).or_else(|| intro.iter().find_map(|b| announcing(ctx, *b)));
    let mut organ = sentence
        .and_then(|s| count::organ_of(ctx, s))
        .or_else(|| named.map(|n| sub(n, 0, name::without_brackets(ctx.str(n)).len())));
    let units = items.iter().flat_map(|i| of_item(ctx, blocks, i)).collect();
    let mut units = added::apart(ctx, units, declared);
    units.extend(added::named(ctx, declared, &units));
    let mut span = named.or(sentence);
    units = with_list(ctx, units, items, (declared, sentence));
    let classes = || intro.iter().filter(|_| items.is_empty()).find_map(|b| class::lists(ctx, *b));
    let classes = classes().filter(|c| c.units.len() > units.len());
    let lost = classes.as_ref().and_then(|c| c.lost);
    if let Some(found) = classes {
        // What one class counts is not all.
        declared = declared.filter(|d| !found.counts(d.span)).or(found.declared);
        units = found.units;
    }
    if units.is_empty() {
        // 综合管理机构:指挥中心、政治部。, in paragraphs of their own.
        units = intro
            .iter()
            .filter_map(|b| class::class_list(ctx, *b).or_else(|| all_units(ctx, *b)))
            .flatten()
            .collect();
    }
    if units.is_empty() && declared.is_none_or(|d| d.exact) {
        units = inline::told_in_paragraphs(ctx, &intro);
    }
    if units.is_empty() {
        units = rosters.iter().flat_map(|r| &r.units).cloned().collect();
        let all = rosters.iter().map(|r| r.span).reduce(Span::to);
        span = all.map(|all| span.map_or(all, |s| s.to(all))).or(span);
    } else {
        roster::complete(rosters, &mut units);
    }
    let texts = || intro.iter().copied().chain(items.iter().map(|i| item::body(blocks, i)));
    if units.is_empty() && declared.is_none() {
        let found = texts().flat_map(|t| ctx.sentences(t)).find_map(|s| Some((s, in_a_row(ctx, s)?)));
        if let Some((sentence, names)) = found {
            units = of_names(ctx, names);
            organ = organ.or_else(|| count::organ_of(ctx, sentence));
            span = span.or(Some(sentence));
        }
    }
    let told = if units.is_empty() { texts().find_map(|t| prose::list(ctx, t)) } else { None };
    if let Some(list) = &told {
        units = of_names(ctx, list.names.clone());
        organ = organ.or_else(|| count::organ_of(ctx, list.sentence));
        span = span.or(Some(list.sentence));
        declared = declared.or(list.declared);
    }
    for whole in items.iter().map(|i| item::span(blocks, i)) {
        span = Some(span.map_or(whole, |s| s.to(whole)));
    }
    if units.is_empty() && declared.is_none() {
        return Vec::new();
    }
    let clauses = if named.is_some() { of_organ(ctx, &intro) } else { Clauses::default() };
    let declared = declared.filter(|d| d.exact && !names_some(ctx, d, &units));
    let declared = declared.map(|d| ctx.read(d.value, d.span));
    let listed = || units.iter().map(|u| u.span).reduce(Span::to).unwrap_or_default();
    let span = span.map_or_else(listed, |s| ctx.at(s));
    let beside = told.as_ref().and_then(|list| list.beside(ctx, organ));
    let group = UnitGroup { organ: None, declared, clauses, units, span };
    let own = Group { organ, group, lost: told.and_then(|list| list.lost).or(lost) };
    std::iter::once(own).chain(beside).collect()
}

/// Adds what tables outside the sections about units say: of the units that are known, or of units of their own.
fn tabled(tables: &[Table], groups: &mut Vec<Group>) {
    let rosters: Vec<&Roster> = tables.iter().filter_map(|t| t.roster.as_ref()).collect();
    for roster in rosters {
        for g in groups.iter_mut() {
            roster::complete(&[roster], &mut g.group.units);
        }
        let known = roster.is_about(groups.iter().flat_map(|g| &g.group.units));
        if !known && roster.sure {
            let (units, span) = (roster.units.clone(), roster.at);
            let group = UnitGroup { organ: None, declared: None, clauses: Clauses::default(), units, span };
            groups.push(Group { organ: None, group, lost: None });
        }
    }
}

/// The units that running text lists, where no section is about them.
fn told(ctx: Ctx<'_>, blocks: &[Block]) -> Vec<Group> {
    let texts = || blocks.iter().filter(|b| b.item().is_none() && b.role == Role::Plain);
    // 1、机构设置情况:县某局内设办公室、人事股2个股室: an item among others.
    let items = blocks.iter().filter(|b| b.item().is_some() && b.role == Role::Plain);
    let items = items.filter(|b| find(ctx.str(b.body), "内设").is_some());
    let items = items.filter(|b| count::declared(ctx, b.body).is_some_and(|d| listed(ctx, d).len() > 1));
    let found: Vec<Group> = texts()
        .chain(items)
        .filter_map(|b| {
            let declared = count::declared(ctx, b.body)?;
            let units = listed(ctx, declared);
            let organ = count::organ_of(ctx, declared.sentence);
            let span = ctx.at(declared.sentence);
            let declared = declared.exact.then(|| ctx.read(declared.value, declared.span));
            let group = UnitGroup { organ: None, declared, clauses: Clauses::default(), units, span };
            // A number without the list is known all the same, where the sentence says whose it is.
            (!group.units.is_empty() || organ.is_some()).then_some(Group { organ, group, lost: None })
        })
        .collect();
    if !found.is_empty() {
        return found;
    }
    texts().flat_map(|b| ctx.sentences(b.body)).filter_map(|s| without_number(ctx, s)).collect()
}

/// 县司法局设办公室、法治股.
fn without_number(ctx: Ctx<'_>, sentence: Span) -> Option<Group> {
    let organ = count::organ_of(ctx, sentence).filter(|o| name::is_placed(ctx.str(*o)));
    // 局机关内设办公室、救助股、养老股, of the organ that the text is about.
    let text = ctx.str(sentence);
    let own =
        ["内设", "机关内设", "局机关内设", "本局内设", "我局内设", "局内设", "局机关设", "馆内设", "院内设"];
    (organ.is_some() || begins(text, &own)).then_some(())?;
    let units = of_names(ctx, in_a_row(ctx, sentence)?);
    (organ.is_some() || units.len() > 2).then_some(())?;
    let span = ctx.at(sentence);
    let group = UnitGroup { organ: None, declared: None, clauses: Clauses::default(), units, span };
    Some(Group { organ, group, lost: None })
}

/// The units of an item: those of a class, those that it tells one by one, or the one that it is.
fn of_item(ctx: Ctx<'_>, blocks: &[Block], item: &Item) -> Vec<Unit> {
    if let Some(units) = class::class(ctx, blocks, item)
        .or_else(|| added::together(ctx, blocks, item))
        .or_else(|| added::in_one_item(ctx, blocks, item))
    {
        return units;
    }
    // 一是办公室,负责文电;二是救助股,负责救助.
    let body = item::body(blocks, item);
    let told = match item.ordinal {
        None => inline::told_in_a_row(ctx, body),
        ordinal => inline::headed(ctx, (item::span(blocks, item), body), ordinal),
    };
    if told.is_empty() { unit(ctx, blocks, item).map_or_else(Vec::new, |u| each(ctx, u)) } else { told }
}

/// The units that a paragraph lists and says no more than that: 第一检察部、第二检察部。, 6个:办公室、教务处。
fn all_units(ctx: Ctx<'_>, body: Span) -> Option<Vec<Unit>> {
    let text = ctx.str(body);
    if let Some(names) = listed::apart(ctx, body) {
        return Some(of_names(ctx, names));
    }
    // 本处设企划科、营运科。
    let first = text.split('、').next().and_then(|n| n.split_once('设'));
    let whose = |w: &str| {
        let organ = w.trim_end_matches(['内', '下']);
        let organ = organ.strip_suffix("机关").filter(|o| name::is_organ(o)).unwrap_or(organ);
        // 内设综合股, 中心内设综合股; but 设计科 is a unit.
        let within = organ.len() < w.len() && matches!(organ, "" | "中心" | "机关" | "单位");
        within || w.starts_with(['本', '该', '我']) || name::is_organ(organ)
    };
    if first.is_some_and(|(w, unit)| !unit.is_empty() && whose(w)) {
        return None;
    }
    let start = if text.starts_with(is_numeral) { text.find(':')? + 1 } else { 0 };
    // 重新设置办公室、人事科.
    if start == 0 && text.split('、').next().is_some_and(prose::is_opened) {
        return None;
    }
    let names = listed::unit_list(ctx, sub(body, start, text.trim_end_matches('。').len().max(start)))?;
    Some(of_names(ctx, names))
}

/// The number that the text of a heading begins with: 内设机构6个:.
fn numbered(ctx: Ctx<'_>, body: Span) -> Option<count::Declared> {
    let text = ctx.str(body);
    // 内设机构(股室)5个.
    let remark = text.strip_prefix('(').and_then(|t| t.split_once(')')).map_or(text, |(_, behind)| behind);
    let (value, length) = numeral_prefix(remark)?;
    let behind = remark.get(length..)?.strip_prefix('个')?;
    let stop = text.find('。').unwrap_or(text.len());
    let span = sub(body, text.len() - remark.len(), text.len() - behind.len());
    behind.starts_with([':', ',', '。']).then(|| count::Declared {
        value,
        exact: true,
        span,
        sentence: sub(body, 0, stop),
    })
}

/// 秘书一科、秘书二科、秘书三科, 第一至第三纪检监察室: a unit for each number.
pub(super) fn each(ctx: Ctx<'_>, unit: Unit) -> Vec<Unit> {
    // 水政监管股、农村水利股。分别承担….
    // In traditional characters as well: the folded name tells.
    let folded = unit.name.span.map_or("", |at| ctx.folded.slice(at));
    let listed = listed::are_listed(folded).and_then(|names| {
        let printed: Vec<String> = unit.name.text.split('、').map(str::to_owned).collect();
        (printed.len() == names.len()).then_some(printed)
    });
    // Without a number, 秘书股和督查股 are two.
    let together = || several::printed(folded, &unit.name.text).filter(|_| unit.ordinal.is_none());
    let alike = || alike::are_several(folded).then(|| alike::names(&unit.name.text)).flatten();
    let Some(names) = listed.or_else(together).or_else(alike) else { return vec![unit] };
    let named = |text| Unit { name: Words { text, ..unit.name.clone() }, ..unit.clone() };
    names.into_iter().map(named).collect()
}

/// The units of a list of names, of which one may stand for several.
pub(super) fn of_names(ctx: Ctx<'_>, names: Vec<Span>) -> Vec<Unit> {
    names.into_iter().flat_map(|n| each(ctx, bare(ctx, n))).collect()
}

/// Units with what the sentence before them lists: it may name others as well.
fn with_list(
    ctx: Ctx<'_>,
    mut units: Vec<Unit>,
    items: &[&Item],
    (declared, sentence): (Option<count::Declared>, Option<Span>),
) -> Vec<Unit> {
    if units.is_empty() {
        let Some(declared) = declared else { return units };
        let names = listed(ctx, declared);
        return if names.is_empty() {
            inline::behind_number(ctx, declared.sentence, declared.value)
        } else {
            names
        };
    }
    // 内设办公室、组织部、…等12个职能室, above lines of which only some were seen to begin with the name of a unit.
    let whole = |(n, l): &(i64, Vec<Unit>)| i64::try_from(l.len()) == Ok(*n) && l.len() > units.len();
    let by_name = declared.filter(|_| items.iter().all(|i| i.ordinal.is_none()));
    if let Some((_, names)) = by_name.map(|d| (d.value, listed(ctx, d))).filter(whole) {
        let among_them = |u: &Unit| names.iter().any(|l| l.name.text == u.name.text);
        if names.len() > 2 * units.len() {
            return names;
        }
        if units.iter().all(among_them) {
            return among(names, units);
        }
    }
    if let Some(sentence) = sentence.filter(|s| ctx.str(*s).contains('(')) {
        let names = declared.map(|d| listed(ctx, d)).filter(|l| !l.is_empty());
        with_names(&mut units, names.unwrap_or_else(|| row_of(ctx, sentence)));
    }
    units
}

/// The units of a list, with what is told of some of them.
fn among(names: Vec<Unit>, mut told: Vec<Unit>) -> Vec<Unit> {
    let found = |listed: Unit| match told.iter().position(|u| u.name.text == listed.name.text) {
        Some(at) => {
            let told = told.swap_remove(at);
            if told.aliases.is_empty() { Unit { aliases: listed.aliases, ..told } } else { told }
        }
        None => listed,
    };
    names.into_iter().map(found).collect()
}

/// Gives units the other names that the list of them has told: 设办公室(加挂某某牌子)、维权部.
fn with_names(units: &mut [Unit], listed: Vec<Unit>) {
    for told in listed.into_iter().filter(|l| !l.aliases.is_empty()) {
        let same = |u: &&mut Unit| u.aliases.is_empty() && u.name.text == told.name.text;
        if let Some(unit) = units.iter_mut().find(same) {
            unit.aliases = told.aliases;
        }
    }
}

/// The units of a sentence that lists them and no more.
fn row_of(ctx: Ctx<'_>, sentence: Span) -> Vec<Unit> {
    let text = ctx.str(sentence);
    let stop = text.find('。').unwrap_or(text.len());
    let names =
        in_a_row(ctx, sub(sentence, 0, text.get(..stop).map_or(stop, |t| t.trim_end_matches(':').len())));
    of_names(ctx, names.unwrap_or_default())
}

/// The sentence that announces units without their number.
fn announcing(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    ctx.sentences(body).find(|s| {
        let text = ctx.str(*s);
        text.contains('设') && (text.contains("下列") || text.contains("以下") || text.ends_with(':'))
    })
}

fn unit(ctx: Ctx<'_>, blocks: &[Block], item: &Item) -> Option<Unit> {
    let body = item::body(blocks, item);
    // 另设机关党总支,负责…: what sets it up stands before its name.
    let set_up = blocks.get(item.block).is_some_and(|b| b.mark.is_none() && b.body.start > b.span.start);
    // 秘书股负责会议, on a line among its like.
    let found = leading::unit(ctx, body, item.ordinal.is_some() || set_up)
        .or_else(|| leading::unit(ctx, body, true).filter(|_| lines::named_before_verb(ctx.str(body))))?;
    let duties = card::without_fields(ctx, ctx.trim(Span::new(found.duties, body.end)));
    let text = if duties.is_empty() { Span::new(body.end, body.end) } else { duties };
    let plaques = plaque::plaques_at_the_end(ctx, text);
    Some(Unit {
        ordinal: item.ordinal,
        name: ctx.words(found.name),
        aliases: found.aliases.iter().chain(&plaques).map(|a| ctx.words(*a)).collect(),
        text: place(ctx, text),
        clauses: if gives_only_posts(ctx, text) {
            Clauses::default()
        } else {
            ctx.clauses(card::without_bracket(ctx, text)).into()
        },
        posts: found.posts.or_else(|| own_posts(ctx, text)).map(|(value, span)| ctx.read(value, span)),
        span: ctx.at(item::span(blocks, item)),
    })
}

/// Posts that the words about a unit give: 负责造林。行政编制2名.
pub(super) fn own_posts(ctx: Ctx<'_>, text: Span) -> Option<(i64, Span)> {
    ctx.says(text, Cue::Staff).then_some(())?;
    let words = ctx.str(text);
    let at = ["行政编制", "人员编制", "事业编制", "编制"]
        .iter()
        .find_map(|w| words.find(w).map(|i| i + w.len()))?;
    let rest = words.get(at..)?;
    let number = rest.trim_start_matches(['为', '共', '数', '额', ':']);
    let start = words.len() - number.len();
    let (value, length) = numeral_prefix(number)?;
    let sign = number.get(length..)?.chars().next().filter(|c| matches!(c, '名' | '人'))?;
    Some((value, sub(text, start, start + length + sign.len_utf8())))
}

/// Whether the words about a unit say no more than which posts it has: 行政编制4名,股级领导职数1名.
fn gives_only_posts(ctx: Ctx<'_>, text: Span) -> bool {
    let words = ctx.str(text);
    let post = |piece: &str| {
        let piece = piece.trim_end_matches(')');
        let named = ["编制", "职数", "长", "主任", "正", "副"].iter().any(|w| piece.contains(w));
        named && (piece.ends_with(['名', '人', '正', '副']) && piece.contains(is_numeral))
    };
    let mut pieces =
        words.split([',', ';', '。', '、', '(', '\n']).map(str::trim).filter(|p| !p.is_empty() && *p != ")");
    !longer(words, 60) && ctx.says(text, Cue::Staff) && pieces.all(post)
}

/// A range that may be empty: an empty one stays at the end of what stands before it.
pub(super) fn place(ctx: Ctx<'_>, span: Span) -> Span {
    if !span.is_empty() {
        return ctx.at(span);
    }
    let before = ctx.at(Span::new(span.start.saturating_sub(1), span.start));
    Span::new(before.end, before.end)
}

/// A unit of which nothing but its name is told.
pub(in crate::ingest) fn bare(ctx: Ctx<'_>, name: Span) -> Unit {
    let span = ctx.at(name);
    let words = ctx.str(name);
    let bracket = words.ends_with(')');
    let found = bracket.then(|| leading::unit(ctx, name, true)).flatten();
    // 办公室(负责文秘、档案).
    let inside = found.as_ref().and_then(|f| Some(f.name.len() + words.get(f.name.len()..)?.find('(')? + 1));
    let told = inside.map(|at| sub(name, at, words.len() - 1)).filter(|t| name::begins_duties(ctx.str(*t)));
    Unit {
        ordinal: None,
        name: ctx.words(found.as_ref().map_or(name, |f| f.name)),
        aliases: found.iter().flat_map(|f| &f.aliases).map(|a| ctx.words(*a)).collect(),
        text: told.map_or(Span::new(span.end, span.end), |t| ctx.at(t)),
        clauses: told.map(|t| ctx.clauses(t)).unwrap_or_default().into(),
        posts: found.and_then(|f| f.posts).map(|(value, span)| ctx.read(value, span)),
        span,
    }
}
