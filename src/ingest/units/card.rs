//! Units as the cards and labels of a page give them: 科室名称:秘书股 above 工作职责:负责会议; 秘书股职责:负责会议; 秘书股-负责会议.

use crate::{
    ingest::{
        ctx::{Ctx, longer, sub},
        layout::block::{Block, Role},
        layout::contact::is_contact,
        layout::mark::{Mark, Style},
        names::{compound, leading, name},
        posts::title::is_title,
    },
    schema::SectionKind,
    source::Span,
};

/// What stands before the name of a unit.
const NAMES: [&str; 12] = [
    "内设机构名称",
    "科室名称",
    "股室名称",
    "处室名称",
    "部门名称",
    "机构名称",
    "单位名称",
    "岗位名称",
    "科室",
    "股室",
    "处室",
    "名称",
];
/// What stands before its duties.
const DUTIES: [&str; 13] = [
    "主要工作职责",
    "主要职责",
    "主要职能",
    "工作职责",
    "岗位职责",
    "工作职能",
    "科室职责",
    "股室职责",
    "处室职责",
    "部门职责",
    "机构职责",
    "职责",
    "职能",
];
/// What units are called that no unit is called by.
const KINDS: [&str; 4] = ["科室", "股室", "处室", "部室"];

/// Names of units behind labels begin their blocks, and the label of what one does is no heading below its name.
pub(in crate::ingest) fn cards(ctx: Ctx<'_>, blocks: &mut Vec<Block>) {
    named_in_headings(ctx, blocks);
    // Whether units have been announced, and whether the name of one stands right above.
    let (mut among, mut named) = (false, false);
    for block in blocks {
        // (一)◆秘书股: a bullet behind the number.
        let bullet =
            ctx.str(block.body).chars().next().filter(|c| block.mark.is_some() && "•●◆■※·★▪".contains(*c));
        if let Some(bullet) = bullet {
            block.body = ctx.trim(sub(block.body, bullet.len_utf8(), block.body.len()));
        }
        let text = ctx.str(block.body);
        if let Some((mark, body)) = numbered(ctx, block).filter(|_| among) {
            (block.mark, block.body) = (Some(mark), body);
            named = is_name(ctx.str(body));
            continue;
        }
        if let Some(name) = behind_label(ctx, block.body) {
            (block.role, block.body) = (Role::Plain, name);
            named = true;
            continue;
        }
        match block.role {
            Role::Heading(Some(SectionKind::Duties))
                if among && named && block.mark.is_none() && label(text) == Some("") =>
            {
                block.role = Role::Plain;
                block.body = block.span;
            }
            Role::Heading(kind) => {
                among = kind == Some(SectionKind::Units);
                named = false;
            }
            // 负责人:某某某 may stand between them.
            Role::Contact | Role::Furniture => {}
            _ if is_contact(text) => {}
            _ => named = block.mark.map_or(!block.inline, |_| true) && is_name(text),
        }
    }
}

/// 内设机构 of 内设机构名称:秘书股 is no heading.
fn named_in_headings(ctx: Ctx<'_>, blocks: &mut Vec<Block>) {
    let named = |pair: &[Block]| match pair {
        [heading, name] => {
            name.inline
                && matches!(heading.role, Role::Heading(_))
                && heading.body.end == name.span.start
                && ctx.str(name.body).starts_with("名称:")
                && behind_label(ctx, name.body).is_some()
        }
        _ => false,
    };
    let heads: Vec<usize> =
        (blocks.windows(2).enumerate()).filter(|(_, p)| named(p)).map(|(i, _)| i).collect();
    if heads.is_empty() {
        return;
    }
    for at in &heads {
        let (mark, start) = (blocks[*at].mark, blocks[*at].span.start);
        let name = &mut blocks[at + 1];
        (name.mark, name.inline) = (mark, false);
        name.span = Span::new(start, name.span.end);
    }
    let mut at = 0;
    blocks.retain(|_| {
        at += 1;
        heads.binary_search(&(at - 1)).is_err()
    });
}

/// The number without a sign that a blank parts from the name of a unit: 01 秘书股; and what stands behind it.
fn numbered(ctx: Ctx<'_>, block: &Block) -> Option<(Mark, Span)> {
    let text = ctx.str(block.body);
    let length = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    (block.mark.is_none() && block.role == Role::Plain && (1..3).contains(&length)).then_some(())?;
    ctx.folded.gap_before(block.body.start + length as u32).then_some(())?;
    let ordinal = text.get(..length)?.parse().ok()?;
    let body = ctx.trim(sub(block.body, length, text.len()));
    let found = leading::unit(ctx, body, true)?;
    is_inside(ctx.str(found.name)).then_some((Mark { style: Style::Dot, ordinal, length }, body))
}

/// The name of a unit, with what stands behind it, that a label begins.
fn behind_label(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    let text = ctx.str(body);
    // One look at the first character rules most lines out.
    text.starts_with(['内', '科', '股', '处', '部', '机', '单', '岗', '名']).then_some(())?;
    let rest = NAMES.iter().find_map(|l| text.strip_prefix(l)?.strip_prefix(':'))?;
    let rest = ctx.trim(sub(body, text.len() - rest.len(), text.len()));
    let found = leading::unit(ctx, rest, true)?;
    let name = ctx.str(found.name);
    (name::is_unit(name) && !name::is_placed(name)).then_some(rest)
}

/// Whether words are the name of a unit inside an organ and no more: 秘书股, 秘书股(值班室):.
fn is_name(text: &str) -> bool {
    let words = text.trim_end_matches(':');
    let name = name::without_brackets(words);
    (name.len() == words.len() || words.ends_with(')')) && is_inside(name)
}

fn is_inside(name: &str) -> bool {
    !KINDS.contains(&name) && compound::is_inside(name) && name::is_unit(name) && !name::is_placed(name)
}

/// What stands behind the label of duties that a text begins with, and behind its colon.
pub(in crate::ingest) fn label(text: &str) -> Option<&str> {
    text.starts_with(['主', '工', '岗', '科', '股', '处', '部', '机', '职']).then_some(())?;
    let rest = DUTIES.iter().find_map(|l| text.strip_prefix(l))?.trim_start_matches(['为', '是']);
    rest.strip_prefix(':').or_else(|| rest.is_empty().then_some(rest))
}

/// Whether a line is the label of duties and no more.
pub(in crate::ingest) fn is_label(text: &str) -> bool {
    label(text) == Some("")
}

/// No name with its label has more bytes.
const NEAR: usize = 75;

/// A name that a label, a stroke or its brackets part from what the unit does: 秘书股工作职责:, 秘书股-负责会议, 【秘书股】负责会议. Where the
/// name is, and the byte where what stands behind it begins.
pub(in crate::ingest) fn labelled(text: &str) -> Option<(usize, usize, usize)> {
    if text.starts_with(['【', '[', '〔', '“']) {
        return compound::quoted(text);
    }
    let near = text.get(..text.floor_char_boundary(NEAR))?;
    let line = near.split('\n').next()?;
    if let Some(at) = line.find("职责").or_else(|| line.find("职能"))
        && let Some((words, behind)) = text.split_at_checked(at)
    {
        let bare = ["主要工作", "主要", "工作", "岗位", "基本"].iter().find_map(|w| words.strip_suffix(w));
        let name = bare.unwrap_or(words).trim_end_matches('的');
        let behind = behind.get("职责".len()..)?;
        let rest = behind.trim_start_matches(['为', '是', '如', '下']);
        // 秘书股主要职责是负责会议.
        let said = rest.len() < behind.len() && name::begins_duties(rest);
        let told = rest.is_empty() || rest.starts_with([':', '。', '\n']) || said;
        if told && is_inside(name) {
            return Some((0, name.len(), text.len() - rest.len()));
        }
    }
    let (name, behind) = line.split_once(['-', '|'])?;
    let does = name::begins_duties(behind.trim_start_matches(['-', '|']));
    (does && is_inside(name)).then_some((0, name.len(), name.len()))
}

/// What a unit does, without what tells who heads it and how to reach it, before it on lines of their own or behind it.
pub(super) fn without_fields(ctx: Ctx<'_>, duties: Span) -> Span {
    let own = past_fields(ctx, duties);
    let mut text = ctx.str(own);
    // 负责会议。股长:某某某,电话:….
    for _ in 0..FIELDS {
        let words = text.trim_end().trim_end_matches('。');
        let Some(at) = words.rfind(['。', ';', '\n']) else { break };
        let behind = words.get(at..).and_then(|t| t.char_indices().nth(1));
        let Some(end) = behind.map(|(length, _)| at + length) else { break };
        if !words.get(end..).is_some_and(|t| is_field(t.trim())) {
            break;
        }
        text = text.get(..end).unwrap_or("");
    }
    ctx.trim(sub(own, 0, text.len()))
}

/// What a unit does, without the bracket behind it that tells how to reach it: 负责会议(电话:…)。.
pub(super) fn without_bracket(ctx: Ctx<'_>, duties: Span) -> Span {
    let text = ctx.str(duties);
    let words = text.trim_end_matches('。').strip_suffix(')');
    let at = words.and_then(|t| t.rfind('('));
    let inside = words.zip(at).and_then(|(t, at)| t.get(at + 1..));
    at.filter(|_| inside.is_some_and(is_field)).map_or(duties, |at| sub(duties, 0, at))
}

/// So many fields at most stand behind what a unit does.
const FIELDS: usize = 4;

/// Whether words tell who heads a unit or how to reach it: 股长:某某某,电话:8402011.
fn is_field(words: &str) -> bool {
    // One look rules most sentences out.
    if longer(words, 40) {
        return false;
    }
    let named = || {
        let (post, who) = words.split_once(':')?;
        let who = who.split([',', ' ', '。', '(']).next()?;
        (is_title(post) && !longer(post, 8) && !name::begins_duties(who) && !longer(who, 12)).then_some(())
    };
    is_contact(words) || named().is_some()
}

/// What a unit does, behind the lines that tell who heads it and how to reach it: 负责人:某某某, 电话:….
fn past_fields(ctx: Ctx<'_>, duties: Span) -> Span {
    let text = ctx.str(duties);
    let mut rest = text;
    while let Some((_, below)) = rest.split_once('\n').filter(|(line, _)| is_contact(line.trim())) {
        rest = below.trim_start();
    }
    if rest.len() < text.len() {
        rest = label(rest).map_or(rest, str::trim_start);
    }
    sub(duties, text.len() - rest.len(), text.len())
}
