//! Blocks to parts: headings with their text, and articles; what each is about.

use super::{
    block::{Block, Role},
    contact::is_annex,
    cue::Cue,
    headed::{
        bracketed_headings, closing_heading, headings_between, headings_of_others, headings_that_go_on,
        named_headings, sentences_as_headings,
    },
    heading, joint,
    line::is_bare,
    mark::{Mark, Style},
    roles::{split_units, trailing_roles, unit_roles},
    subject::{
        announces_duties, announces_units, article_kind, divides_work, is_below_the_organ, lists_duties,
        nature, of_a_unit, sets_institutions, untitled,
    },
};
use crate::{
    ingest::{
        ctx::{Ctx, begins, longer},
        duty,
        names::{leading, name},
        posts::count,
        units::{again, card, prose},
    },
    schema::SectionKind,
    source::Span,
};
use std::ops::Range;

/// A notice says within so many lines what it is.
const HEAD: usize = 12;

/// A heading with its text, or an article; a range of blocks.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct Part {
    /// What it is about.
    pub(in crate::ingest) kind: Option<SectionKind>,
    /// Its heading, folded.
    pub(in crate::ingest) heading: Option<Span>,
    /// The number of the heading.
    pub(in crate::ingest) ordinal: Option<u32>,
    /// The number of the article.
    pub(in crate::ingest) article: Option<u32>,
    /// For a division that holds articles or other divisions (编, 章, 节): its style.
    pub(in crate::ingest) division: Option<Style>,
    /// Whether it is an article that has no number, one paragraph with its list.
    pub(in crate::ingest) unnumbered: bool,
    /// The mark or heading.
    pub(in crate::ingest) head: Span,
    /// The first of its blocks.
    pub(in crate::ingest) first: usize,
    /// The block after its last.
    pub(in crate::ingest) last: usize,
}

impl Part {
    /// Whether it is about bodies that the organ has outside: 三、直属机构.
    pub(in crate::ingest) fn is_elsewhere(&self, ctx: Ctx<'_>) -> bool {
        let heading = self.heading.map_or("", |h| ctx.str(h));
        self.kind == Some(SectionKind::Units)
            && ["直属机构", "派出机构", "分支机构", "派驻机构"].iter().any(|w| heading.ends_with(w))
    }

    /// Its text, from the head to its last provision.
    pub(in crate::ingest) fn span(&self, blocks: &[Block]) -> Span {
        let own = blocks.get(self.first..self.last).unwrap_or(&[]);
        let end = own.iter().rev().find(|b| b.provides()).map_or(self.head.end, |b| b.span.end);
        Span::new(self.head.start, end.max(self.head.end))
    }
}

/// What stands before the first part, as a part of its own; it is no section.
pub(in crate::ingest) fn preface(blocks: &[Block], parts: &[Part]) -> Part {
    let last = parts.first().map_or(blocks.len(), |p| p.first);
    let head = Span::default();
    Part {
        kind: None,
        heading: None,
        ordinal: None,
        article: None,
        division: None,
        unnumbered: false,
        head,
        first: 0,
        last,
    }
}

/// Finds the parts; blocks may be split, and get their roles.
pub(in crate::ingest) fn parts(ctx: Ctx<'_>, blocks: &mut Vec<Block>) -> Vec<Part> {
    card::cards(ctx, blocks);
    named_headings(ctx, blocks);
    headings_of_others(ctx, blocks);
    bracketed_headings(ctx, blocks);
    points(ctx, blocks);
    sentences_as_headings(ctx, blocks);
    headings_between(ctx, blocks);
    closing_heading(ctx, blocks);
    headings_that_go_on(ctx, blocks);
    let mut parts = divide(ctx, blocks);
    for part in &mut parts {
        if sets_up_the_organ(ctx, blocks, part) {
            part.kind = Some(SectionKind::Nature);
        }
    }
    positions(ctx, blocks, &mut parts);
    overviews(ctx, &mut parts);
    joint_headings(ctx, &mut parts);
    joint::duties_and_units(ctx, blocks, &mut parts);
    let told = parts.iter().any(|p| p.kind == Some(SectionKind::Units));
    for part in parts.iter_mut().filter(|p| !told && p.kind == Some(SectionKind::Duties)) {
        if are_units(ctx, blocks, part.first..part.last) {
            part.kind = Some(SectionKind::Units);
        }
    }
    let told = parts.iter().any(|p| p.kind == Some(SectionKind::Units));
    for part in parts.iter_mut().filter(|_| !told) {
        if holds_units(ctx, blocks, part) {
            part.kind = Some(SectionKind::Units);
        }
    }
    again::sections(ctx, blocks, &mut parts);
    split_units(ctx, blocks, &mut parts);
    for part in &parts {
        match part.kind {
            Some(SectionKind::Units) => unit_roles(ctx, blocks, part),
            Some(SectionKind::Duties | SectionKind::Adjustments) => trailing_roles(ctx, blocks, part),
            _ => {}
        }
    }
    parts
}

/// 一、职能定位, above 二、主要职责, says what the organ is.
fn positions(ctx: Ctx<'_>, blocks: &[Block], parts: &mut [Part]) {
    let position = |p: &Part| {
        let heading = p.heading.map_or("", |h| ctx.str(h));
        let listed = blocks.get(p.first..p.last).is_some_and(|own| own.iter().any(|b| b.item().is_some()));
        !listed && p.kind == Some(SectionKind::Duties) && heading.ends_with("定位")
    };
    let duties = parts.iter().filter(|p| p.kind == Some(SectionKind::Duties)).count();
    let placed = parts.iter().filter(|p| position(p)).count();
    if placed > 0 && duties > placed {
        parts.iter_mut().filter(|p| position(p)).for_each(|p| p.kind = Some(SectionKind::Nature));
    }
}

/// 组织架构, above 内设机构, says no more than how many there are.
fn overviews(ctx: Ctx<'_>, parts: &mut [Part]) {
    let units = |p: &Part| p.kind == Some(SectionKind::Units) && p.heading.is_some();
    let overview = |p: &Part| units(p) && p.heading.is_some_and(|h| heading::is_overview(ctx.str(h)));
    for at in 1..parts.len() {
        let [above, below] = &mut parts[at - 1..=at] else { return };
        if overview(above) && units(below) && !overview(below) {
            above.kind = None;
        }
    }
}

/// 二、机构编制, above the units and the posts in parts of their own, is about neither of them alone.
fn joint_headings(ctx: Ctx<'_>, parts: &mut [Part]) {
    for at in 1..parts.len() {
        let [above, below] = &mut parts[at - 1..=at] else { return };
        let joint = above.heading.is_some_and(|h| heading::is_joint(ctx.str(h)));
        let empty = above.last == above.first + 1 && below.kind == Some(SectionKind::Units);
        if joint && empty && above.kind == Some(SectionKind::Staffing) {
            above.kind = None;
        }
    }
}

/// Rules whose articles are points (要点: 一、本室掌理下列事项): without articles or headings, and with a point that
/// announces duties or units, their points are read as articles.
fn points(ctx: Ctx<'_>, blocks: &mut [Block]) {
    if has_articles_or_headings(blocks) {
        return;
    }
    let point = |b: &Block| b.mark.is_some_and(|m| m.style == Style::Stop);
    let announces = |i: usize| {
        let kind = article_kind(ctx, blocks, i, false, None);
        matches!(kind, Some(SectionKind::Duties | SectionKind::Units))
    };
    if (0..blocks.len()).any(|i| point(&blocks[i]) && announces(i)) {
        let marks = blocks.iter_mut().filter(|b| point(b)).filter_map(|b| b.mark.as_mut());
        marks.for_each(|m| m.style = Style::Article);
    }
}

/// 一、机构设置, with nothing below it but what the organ is: 管委会为市政府派出机构,规格为正处级.
fn sets_up_the_organ(ctx: Ctx<'_>, blocks: &[Block], part: &Part) -> bool {
    let heading = part.heading.or(blocks[part.first].title).map_or("", |h| ctx.str(h));
    if part.kind != Some(SectionKind::Units) || !matches!(heading, "机构设置" | "机构设定" | "机构设立")
    {
        return false;
    }
    let own = blocks.get(part.first + 1..part.last).unwrap_or_default();
    let plain = |b: &Block| b.role == Role::Plain && !announces_units(ctx, b.body);
    let unit = |b: &Block| {
        let found = leading::unit(ctx, b.body, b.mark.is_some());
        found.is_some_and(|u| b.mark.is_none() || name::is_unit(ctx.str(u.name)))
    };
    !own.is_empty()
        && own.iter().all(|b| plain(b) && !unit(b))
        && own.iter().any(|b| nature(ctx.str(b.body)))
        && !own.iter().any(|b| prose::lists(ctx, b.body))
}

/// Whether a paragraph says what the organ is, and sets up no units.
pub(in crate::ingest) fn sets_up(ctx: Ctx<'_>, body: Span) -> bool {
    let text = ctx.str(body);
    nature(text) && !text.contains(['设', '均', '各']) && !announces_units(ctx, body)
}

/// 内设机构及编制、领导职数如下表, where nothing else is about the units: the table is about them.
fn holds_units(ctx: Ctx<'_>, blocks: &[Block], part: &Part) -> bool {
    let own = blocks.get(part.first..part.last).unwrap_or_default();
    let named = |b: &Block| ["内设机构", "科室", "股室", "处室"].iter().any(|w| ctx.str(b.body).contains(w));
    part.kind == Some(SectionKind::Staffing)
        && part.article.is_some()
        && own.first().is_some_and(named)
        && own.iter().any(|b| b.role == Role::Roster)
        && !own.first().is_some_and(|b| count::posts_written(ctx, b.body))
}

fn has_articles_or_headings(blocks: &[Block]) -> bool {
    blocks.iter().any(|b| b.article().is_some() || matches!(b.role, Role::Heading(_)))
}

fn divide(ctx: Ctx<'_>, blocks: &[Block]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut chapter = None;
    let mut annexed = false;
    let headless = headless(blocks);
    let inside = inside_list(ctx, blocks);
    let unnumbered = unnumbered(ctx, blocks);
    let adjusting = adjusting(ctx, blocks);
    let lines = lines_of_units(ctx, blocks);
    let told = inside.or(lines).or(adjusting).is_some();
    let bare = if told { None } else { bare_duties(ctx, blocks) };
    for (i, block) in blocks.iter().enumerate() {
        let kind = match block.role {
            Role::Table | Role::Roster | Role::Contents | Role::Furniture => None,
            Role::Heading(kind) => Some(kind),
            _ if block.article().is_some() => Some(kind_of_article(ctx, blocks, i, &parts, chapter)),
            _ if unnumbered.is_some_and(|first| begins_article(ctx, blocks, i, first)) => {
                Some(article_kind(ctx, blocks, i, parts.is_empty(), unnumbered))
            }
            _ if parts.last().is_some_and(|p| goes_on(ctx, blocks, i, p)) => {
                Some(article_kind(ctx, blocks, i, false, None))
            }
            _ if bare == Some(i) && parts.is_empty() => Some(Some(SectionKind::Duties)),
            _ if headless && parts.is_empty() && block.item().is_some() && !heads(ctx, blocks, i) => {
                Some(Some(SectionKind::Duties))
            }
            _ if inside == Some(i) && parts.is_empty() => Some(Some(SectionKind::Units)),
            _ if adjusting == Some(i) => Some(Some(SectionKind::Adjustments)),
            _ if lines == Some(i) && parts.is_empty() => Some(Some(SectionKind::Units)),
            _ => implied(ctx, blocks, i, parts.last()).map(Some),
        };
        // Behind 附件2 the title of another document comes first.
        annexed = block.mark.is_none() && (annexed || is_annex(ctx.str(block.body)));
        let Some(kind) = kind else {
            if let Some(open) = parts.last_mut().filter(|_| !annexed) {
                open.last = i + 1;
            }
            continue;
        };
        let heading = matches!(block.role, Role::Heading(_));
        let division = block.mark.map(|m| m.style).filter(|s| heading && s.is_division());
        if division.is_some() {
            chapter = kind;
        }
        let head = match block.article() {
            Some(_) => block.titled_head(),
            None if heading => block.span,
            None if block.mark.is_some() => block.head(),
            None => opening(ctx, block.span, kind),
        };
        parts.push(Part {
            kind,
            heading: heading.then_some(block.body),
            ordinal: block.mark.filter(|_| heading).map(|m| m.ordinal),
            article: block.article(),
            division,
            unnumbered: unnumbered.is_some_and(|first| i >= first && block.mark.is_none()),
            head,
            first: i,
            last: i + 1,
        });
    }
    parts
}

/// What an article is about, where parts stand before it; those of a chapter are about what the chapter is.
fn kind_of_article(
    ctx: Ctx<'_>,
    blocks: &[Block],
    i: usize,
    parts: &[Part],
    chapter: Option<SectionKind>,
) -> Option<SectionKind> {
    let block = &blocks[i];
    let of_chapter = chapter.filter(|_| !divides_work(ctx.str(block.body)) && !is_principle(ctx, blocks, i));
    let kind = article_kind(ctx, blocks, i, parts.is_empty(), None).or(of_chapter);
    let outside = |k| k == SectionKind::Units && sets_institutions(ctx.str(block.body));
    let kind = kind.filter(|k| !outside(*k));
    let told = kind == Some(SectionKind::Duties)
        && parts
            .iter()
            .filter(|p| p.kind == Some(SectionKind::Units))
            .any(|p| of_a_unit(ctx, block.body, ctx.str(blocks[p.first].span.to(blocks[p.last - 1].span))));
    let below = kind == Some(SectionKind::Nature)
        && parts.iter().any(|p| p.kind == Some(SectionKind::Units))
        && is_below_the_organ(ctx.str(block.body));
    // 某中心为县某局所属事业单位,其机构编制另行规定.
    let settled = || ctx.str(block.body).contains("另行规定");
    let other = (below && settled()).then_some(SectionKind::Other);
    kind.filter(|_| !told && !below).or(other)
}

/// Whether an article of the chapter on duties only says by what the organ is guided, and a later one tells the duties: 第三条
/// 县政府办公室坚持以…为指导, 县政府办公室贯彻落实党中央….
fn is_principle(ctx: Ctx<'_>, blocks: &[Block], at: usize) -> bool {
    let text = ctx.str(blocks[at].body);
    let near = text.get(..text.floor_char_boundary(PRINCIPLE)).unwrap_or("");
    let words = ["坚持以", "以习近平", "高举中国特色", "贯彻落实党", "贯彻落实中央", "贯彻执行党"];
    let guided = words.iter().any(|w| near.contains(w));
    let listed = blocks.get(at + 1).is_some_and(|b| b.item().is_some());
    let duties = |b: &Block| announces_duties(&untitled(ctx.str(b.body)));
    let told = || blocks[at + 1..].iter().filter(|b| b.article().is_some()).take(2).any(duties);
    guided && !listed && !duties(&blocks[at]) && told()
}

/// What guides an organ stands within so many bytes.
const PRINCIPLE: usize = 150;

/// The first item of a notice whose items move duties, without articles or headings.
fn adjusting(ctx: Ctx<'_>, blocks: &[Block]) -> Option<usize> {
    if has_articles_or_headings(blocks) {
        return None;
    }
    let moves = blocks.iter().position(|b| b.item().is_some() && duty::adjusts(ctx.str(b.body)))?;
    let notice = |b: &Block| ["通知", "批复", "决定"].iter().any(|w| ctx.str(b.body).contains(w));
    let style = blocks[moves].mark?.style;
    let first =
        (0..=moves).rev().find(|i| blocks[*i].mark.is_some_and(|m| m.style == style && m.ordinal == 1))?;
    blocks[..first].iter().take(HEAD).any(notice).then_some(first)
}

/// The first paragraph of rules that have neither articles nor headings: it says on what ground they are made.
fn unnumbered(ctx: Ctx<'_>, blocks: &[Block]) -> Option<usize> {
    if has_articles_or_headings(blocks) {
        return None;
    }
    blocks.iter().position(|b| {
        let text = ctx.str(b.body);
        let rules = ["本规程", "本准则", "本细则", "本办法", "本条例", "本规定", "本规则"];
        let own = rules.iter().any(|r| text.starts_with(r)) || text.starts_with(['为', '依']);
        b.mark.is_none()
            && b.role == Role::Plain
            && own
            && rules.iter().any(|r| text.contains(r))
            && ["订定", "制定", "订立"].iter().any(|w| text.contains(w))
    })
}

/// Whether the paragraph at `at` begins an article of rules without numbers: it stands behind an empty line or a full
/// stop, and not inside an item.
pub(super) fn begins_article(ctx: Ctx<'_>, blocks: &[Block], at: usize, first: usize) -> bool {
    let block = &blocks[at];
    if at < first || block.mark.is_some() || block.role != Role::Plain || block.inline {
        return false;
    }
    let Some(before) = at.checked_sub(1).map(|i| blocks[i].span) else { return true };
    let gap = ctx.folded.text.get(before.end as usize..block.span.start as usize).unwrap_or("");
    at == first || gap.matches('\n').count() > 1 || ctx.str(before).ends_with('。')
}

/// The sentence that stands for a part without heading or number.
fn opening(ctx: Ctx<'_>, span: Span, kind: Option<SectionKind>) -> Span {
    let sentences: Vec<Span> = ctx.sentences(span).collect();
    let ground = sentences.iter().find(|s| kind == Some(SectionKind::Basis) && ctx.str(**s).contains("根据"));
    ground.or(sentences.first()).copied().unwrap_or(span)
}

/// The kind of a part that no heading announces: its first sentence does.
fn implied(ctx: Ctx<'_>, blocks: &[Block], at: usize, open: Option<&Part>) -> Option<SectionKind> {
    let block = &blocks[at];
    if block.mark.is_some() || block.role != Role::Plain || open.is_some_and(|p| p.article.is_some()) {
        return None;
    }
    let text = ctx.str(block.span);
    let kind = open.and_then(|p| p.kind);
    let listed = blocks.get(at + 1).and_then(Block::item).is_some_and(|m| m.ordinal == 1);
    let listed = listed || blocks.get(at + 1).is_some_and(|b| b.role == Role::Roster);
    if kind != Some(SectionKind::Units) && listed && announces_units(ctx, block.span) {
        return Some(SectionKind::Units);
    }
    if kind != Some(SectionKind::Units) && announces_lines(ctx, blocks, at) {
        return Some(SectionKind::Units);
    }
    // 根据主要职责,县民政局设5个内设机构: is about the units.
    if kind != Some(SectionKind::Duties)
        && listed
        && text.ends_with(':')
        && !text.starts_with("根据")
        && (announces_duties(&untitled(text)) || lists_duties(blocks, at, text))
        && !announces_units(ctx, block.span)
    {
        return Some(SectionKind::Duties);
    }
    let elsewhere = open.is_some_and(|p| p.is_elsewhere(ctx));
    if kind == Some(SectionKind::Units) && !elsewhere && gives_posts(ctx, blocks, at) {
        return Some(SectionKind::Staffing);
    }
    // 根据《…》; but 《…》根据本决定作相应修改 gives no ground.
    // 根据市委批准的机构改革方案,设立…: no title is named.
    let named = text.find('《').or_else(|| untitled_ground(text)).unwrap_or(0);
    let before = text.get(..named).unwrap_or("");
    let ground = ["根据", "依据", "依照", "按照", "贯彻", "为落实"].iter().any(|w| before.contains(w));
    (open.is_none() && ground).then_some(SectionKind::Basis)
}

/// Where the ground ends that a paragraph begins with, and that has no title: 根据省委批准的机构改革方案.
fn untitled_ground(text: &str) -> Option<usize> {
    begins(text, &["根据", "依据", "按照"]).then_some(())?;
    let end = text.find(',')?;
    let ground = text.get(..end)?;
    let papers = ["方案", "批准", "批复", "精神", "意见", "决定", "通知"];
    // 根据某编〔2009〕12号文件.
    let numbered = || ground.contains('号') && ground.contains(['〔', '[', '【']);
    (papers.iter().any(|p| ground.contains(p)) || numbered()).then_some(end)
}

/// Whether a paragraph among units is about the posts of the organ: its first sentence gives them, and no unit follows.
pub(in crate::ingest) fn gives_posts(ctx: Ctx<'_>, blocks: &[Block], at: usize) -> bool {
    let span = blocks[at].span;
    let written = |s| count::posts_written(ctx, s);
    if !ctx.says(span, Cue::Posts) || !ctx.sentences(span).next().is_some_and(written) {
        return false;
    }
    let mut behind = blocks[at + 1..].iter().take(12).take_while(|b| !matches!(b.role, Role::Heading(_)));
    !behind.any(|b| b.item().is_some_and(|m| m.ordinal > 1))
}

/// Whether a numbered paragraph is the next section without a heading: 三、…机关行政编制45名 behind 二、内设机构.
fn goes_on(ctx: Ctx<'_>, blocks: &[Block], at: usize, open: &Part) -> bool {
    let heads = matches!(blocks.get(open.first).map(|b| b.role), Some(Role::Heading(_)));
    let paragraph = |m: &Mark| m.style == Style::Stop || heads && m.style == Style::Paren;
    let Some(mark) = blocks[at].mark.filter(paragraph) else { return false };
    // Paragraphs that nobody can tell the kind of may stand between.
    let before = blocks[open.first..at].iter().rev().filter_map(|b| b.mark).find(|m| m.style == mark.style);
    let of_open = blocks[open.first].mark.filter(|m| m.style == mark.style);
    let next = before.is_some_and(|b| b.ordinal + 1 == mark.ordinal)
        && of_open.is_some_and(|m| heads || m.ordinal + 1 == mark.ordinal);
    let kind = || article_kind(ctx, blocks, at, false, None);
    let settles = |k| {
        matches!(k, SectionKind::Staffing | SectionKind::Effective | SectionKind::Interpretation)
            || k == SectionKind::Units && open.kind != Some(SectionKind::Units)
            // 四、县政府办管理县信访局,其机构编制另行规定.
            || k == SectionKind::Other && heads && mark.style == Style::Stop
    };
    open.article.is_none() && next && kind().is_some_and(settles)
}

/// Whether a numbered line of a few words stands right above a heading: 一、部门概况, and (一)机构设置 below it.
fn heads(ctx: Ctx<'_>, blocks: &[Block], at: usize) -> bool {
    let below = blocks.get(at + 1).is_some_and(|b| matches!(b.role, Role::Heading(_)));
    below && is_bare(ctx.str(blocks[at].body))
}

/// Whether items before the first heading are duties of a text whose beginning is lost: the units come next.
fn headless(blocks: &[Block]) -> bool {
    let first = blocks.iter().find_map(|b| match b.role {
        Role::Heading(kind) => Some(kind),
        _ => None,
    });
    first == Some(Some(SectionKind::Units))
}

/// The first duty of a page that is nothing but duties, below the name of the organ or below nothing: three items or paragraphs at
/// least, and most of them, say what is done.
fn bare_duties(ctx: Ctx<'_>, blocks: &[Block]) -> Option<usize> {
    if has_articles_or_headings(blocks) || blocks.len() < LEAST_DUTIES {
        return None;
    }
    let first = blocks.iter().position(|b| b.item().is_some_and(|m| m.ordinal == 1));
    // A list whose beginning is lost is another one.
    if first.is_none() && blocks.iter().any(|b| b.item().is_some()) {
        return None;
    }
    let style = first.and_then(|i| blocks[i].mark).map(|m| m.style);
    let own = |b: &&Block| match style {
        Some(style) => b.item().is_some_and(|m| m.style == style),
        None => b.mark.is_none() && b.role == Role::Plain && !b.inline,
    };
    let does = |b: &&Block| {
        let text = ctx.str(b.body);
        (name::begins_duties(text) || begins(text, &DOES)) && text.contains(['。', ';'])
    };
    let from = first.or_else(|| blocks.iter().position(|b| own(&b) && does(&b)))?;
    let list = blocks[from..].iter().filter(own);
    let (all, duties) = list.fold((0, 0), |(all, duties), b| (all + 1, duties + usize::from(does(&b))));
    let most = if first.is_some() { duties * 3 >= all * 2 } else { duties * 5 >= all * 4 };
    let notice = |b: &Block| begins(ctx.str(b.body), &["关于", "现将"]) || ctx.str(b.body).ends_with("通知");
    (duties >= LEAST_DUTIES && most && !blocks[..from].iter().take(HEAD).any(notice)).then_some(from)
}

/// Fewer duties make no list that stands alone.
const LEAST_DUTIES: usize = 3;
/// What duties begin with besides what those of units do.
const DOES: [&str; 18] = [
    "督促", "检查", "收集", "处理", "审核", "汇总", "服务", "宣传", "维护", "执行", "实施", "保障", "联系",
    "配合", "落实", "提出", "接待", "安排",
];

/// The first item of a text that begins inside its list of units: （十五）政务公开办公室 with its duties, before any heading.
fn inside_list(ctx: Ctx<'_>, blocks: &[Block]) -> Option<usize> {
    let first = blocks.iter().position(|b| b.item().is_some())?;
    let heads = |b: &Block| matches!(b.role, Role::Heading(_)) || b.article().is_some();
    let end = blocks.iter().position(heads).unwrap_or(blocks.len());
    let units = |b: &Block| b.article().is_some() || b.role == Role::Heading(Some(SectionKind::Units));
    (first < end && !blocks[end..].iter().any(units) && are_units(ctx, blocks, first..end)).then_some(first)
}

/// The first of the units of a page that heads each by its name and says no more of them than what they do, as offices set
/// them: 办公室, and 负责文电 in the paragraph below.
fn lines_of_units(ctx: Ctx<'_>, blocks: &[Block]) -> Option<usize> {
    if has_articles_or_headings(blocks) {
        return None;
    }
    let plain = |b: &Block| b.mark.is_none() && b.role == Role::Plain && !b.inline;
    let inside =
        |name: &str| name.ends_with(['室', '科', '股', '处', '司', '办', '组']) && name::is_unit(name);
    let heads = |pair: &[Block]| {
        let [name, told] = pair else { return false };
        let words = ctx.str(name.body);
        // One look at the last character rules most lines out.
        plain(name)
            && plain(told)
            && inside(name::without_brackets(words))
            && !name::is_placed(words)
            && name::begins_duties(ctx.str(told.body))
    };
    let mut found = blocks.windows(2).enumerate().filter(|(_, pair)| heads(pair)).map(|(i, _)| i);
    let first = found.next()?;
    found.next().map(|_| first)
}

/// Whether most of the items that stand in no other are units with what they do, and several are.
pub(in crate::ingest) fn are_units(ctx: Ctx<'_>, blocks: &[Block], range: Range<usize>) -> bool {
    let Some(own) = blocks.get(range.clone()) else { return false };
    let Some(style) = own.iter().filter_map(Block::item).map(|m| m.style).min() else { return false };
    let items = || range.clone().filter(|i| blocks[*i].item().is_some_and(|m| m.style == style));
    // A look at the first two rules most lists out.
    if !items().take(2).any(|i| tells_unit(ctx, blocks, i)) {
        return false;
    }
    let (all, units) =
        items().fold((0, 0), |(all, units), i| (all + 1, units + usize::from(tells_unit(ctx, blocks, i))));
    units > 1 && units * 4 >= all * 3
}

/// Whether an item is a unit of an organ with what it does, behind its name or in the paragraph below it.
pub(in crate::ingest) fn tells_unit(ctx: Ctx<'_>, blocks: &[Block], at: usize) -> bool {
    let Some(block) = blocks.get(at) else { return false };
    // The first words rule most duties out; no unit is called by them.
    let verbs = ["负责", "承担", "贯彻", "拟订", "拟定", "起草", "承办", "牵头", "完成", "参与", "协助"];
    let text = ctx.str(block.body);
    if verbs.iter().any(|v| text.starts_with(v)) {
        return false;
    }
    let Some(found) = leading::unit(ctx, block.body, true) else { return false };
    let name = ctx.str(found.name);
    // 市教育局负责… shares out work among organs.
    let inner = name.ends_with(['室', '科', '股', '处', '司', '办', '组']) || name.ends_with("党委");
    let behind = ctx.str(Span::new(found.name.end, block.body.end));
    let gap = || ctx.folded.gap_before(found.name.end);
    let apart = behind.is_empty() || behind.starts_with(['。', ':', '\n', '(']) || gap();
    let own = ctx.str(Span::new(found.duties.min(block.body.end), block.body.end));
    // Its duties stand in the paragraph below, or in items of their own: (一)第一检察部, 1、负责….
    let inner = inner || own.is_empty() && name.ends_with(['部', '庭', '队']) && !name::is_placed(name);
    let style = block.mark.map(|m| m.style);
    let numbered = |m: &Mark| m.ordinal == 1 && Some(m.style) != style;
    let below = || {
        let next = blocks.get(at + 1).filter(|b| b.role == Role::Plain)?;
        next.mark.as_ref().is_none_or(numbered).then_some(next)
    };
    inner
        && name::is_unit(name)
        && (!name::is_placed(name) || apart)
        && (name::begins_duties(own)
            || own.is_empty() && below().is_some_and(|b| name::begins_duties(ctx.str(b.body))))
}

/// Whether a paragraph only announces the units that lines of their own tell below it: 管委会内设机构是:.
fn announces_lines(ctx: Ctx<'_>, blocks: &[Block], at: usize) -> bool {
    let text = ctx.str(blocks[at].body);
    let words = text.strip_suffix(':').map(|w| w.rsplit('。').next().unwrap_or(w));
    let Some(words) = words.filter(|w| !longer(w, 40)) else { return false };
    let kinds = ["机构", "科室", "股室", "处室", "部门"];
    let told = ["是", "为", "有", "如下", "包括", ""].iter().filter_map(|w| words.strip_suffix(w));
    let told = told
        .map(|w| w.trim_end_matches(['分', '别', '主', '要']))
        .any(|w| w.contains("内设") && kinds.iter().any(|k| w.ends_with(k)));
    let next = || blocks.get(at + 1).filter(|b| b.mark.is_none() && b.role == Role::Plain);
    told && next().is_some_and(|b| leading::unit(ctx, b.body, false).is_some())
}
