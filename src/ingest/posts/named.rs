//! Leaders whose title has the name of the organ before it: 区纪委书记(区监委主任)1名, 县委办主任1名;县政府办主任1名.

use super::{
    figure::{Counts, Found},
    row::Row,
    title::{self, Title},
};
use crate::{
    ingest::ctx::{Ctx, longer},
    source::Span,
};

/// The organ's own post that a title with a name before it is.
pub(super) fn by_its_name(ctx: Ctx<'_>, row: &Row, figure: Found) -> Option<Title> {
    let (body, title) = named(ctx, figure)?;
    (is_own(ctx, row, body) || is_second(ctx, row, body)).then_some(title)
}

/// Whether the name before a title is the second one of the organ, whose head is another than that of the first: 县委办(县政府办).
pub(super) fn by_its_second_name(ctx: Ctx<'_>, row: &Row, figure: Found) -> bool {
    figure.titled
        && row.heads.is_some()
        && split(ctx.str(figure.label)).is_some_and(|(b, _)| is_second(ctx, row, b))
}

/// The leaders of an office told under its own name in a row that names no organ: 机关行政编制36名。办公厅主任1名,副主任5名.
pub(in crate::ingest) fn own_leaders(ctx: Ctx<'_>, row: &mut Row, own: Option<Span>) {
    let Some(own) = own.map(|o| ctx.str(o)).filter(|o| o.ends_with(['室', '厅'])) else { return };
    if row.heads.is_some() && row.deputies.is_some() {
        return;
    }
    for post in row.posts.iter().filter(|p| p.least == p.most) {
        let Some((body, title)) = split(ctx.str(post.title)) else { continue };
        let named = body.ends_with(['室', '厅']) && own.ends_with(body.trim_start_matches(['其', '中']));
        let field = match title {
            Title::Head if named => &mut row.heads,
            Title::Deputy if named => &mut row.deputies,
            _ => continue,
        };
        *field = field.or(Some((post.least, post.span)));
    }
}

/// The name and the title of a post that is none of the organ's by its title alone.
fn named(ctx: Ctx<'_>, figure: Found) -> Option<(&str, Title)> {
    if figure.counts != Counts::Post(Title::Named) || !figure.titled {
        return None;
    }
    split(ctx.str(figure.label))
}

fn split(label: &str) -> Option<(&str, Title)> {
    let (body, title) = title::split(label)?;
    // A secretary-general leads no office.
    (longer(body, 1) && !label.ends_with("秘书长")).then_some((body, title))
}

/// Whether a name is that of the organ, or the first of two that share it: 区纪委 of 区纪委监委.
fn is_own(ctx: Ctx<'_>, row: &Row, body: &str) -> bool {
    let rest = row.organ.and_then(|o| ctx.str(o).strip_prefix(body));
    rest.is_some_and(|rest| matches!(rest.trim_start_matches('、'), "" | "机关" | "监委" | "管委会"))
}

fn is_second(ctx: Ctx<'_>, row: &Row, body: &str) -> bool {
    let behind = row.organ.and_then(|o| ctx.folded.text.get(o.end as usize..));
    let inside = behind.and_then(|t| t.strip_prefix('(')).and_then(|t| t.strip_prefix(body));
    inside.is_some_and(|t| t.starts_with(')'))
}
