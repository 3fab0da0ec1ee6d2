//! Whose leader a title names: the organ's own, one of its units', or that of a body inside it.

use super::{
    figure::{Counts, Found, Place},
    named,
    row::Row,
    title::Title,
};
use crate::{
    ingest::{
        ctx::{Ctx, tail},
        names::{name, organ::same},
    },
    source::Span,
};

/// 秘书长1名,副秘书长3名;专门委员会主任6名、副主任6名: deputies right behind the head of a body that the organ has are those
/// of that body.
pub(super) fn of_a_body(ctx: Ctx<'_>, row: &Row, figure: Found, before: Option<Found>) -> Counts {
    let own = of_the_team(ctx, row, figure)
        .or_else(|| of_the_office(ctx, row, figure))
        .or_else(|| named::by_its_name(ctx, row, figure))
        .or_else(|| of_the_body_itself(ctx, row, figure));
    if let Some(title) = own.or_else(|| of_its_units(ctx, row, figure, before)) {
        return Counts::Post(title);
    }
    let Some(head) = before.filter(|b| b.counts == Counts::Post(Title::Named) && b.titled) else {
        return figure.counts;
    };
    let titles = ["主任", "部长", "局长", "队长"];
    // Behind 武装部长, 副镇长 and 办事处副主任 are other deputies than those of the body.
    let alike = |t: &&&str| ctx.str(figure.label).strip_prefix('副') == Some(**t);
    let body = titles.iter().filter(alike).find_map(|t| ctx.str(head.label).strip_suffix(t));
    let own = |body: &str| row.organ.map_or(body == "办公室", |o| ctx.str(o).ends_with(body));
    let beside = matches!(ctx.str(Span::new(head.whole.end, figure.label.start)), "、" | "," | "和");
    let of_it = figure.counts == Counts::Post(Title::Deputy) && beside && row.heads.is_some();
    if of_it && body.is_some_and(|b| !b.is_empty() && !own(b)) {
        Counts::Post(Title::Named)
    } else {
        figure.counts
    }
}

/// 事业编制12名,机构领导正职1名: where nothing has told its leaders, those of the body itself.
fn of_the_body_itself(ctx: Ctx<'_>, row: &Row, figure: Found) -> Option<Title> {
    let bare = ["机构正职", "机构副职", "机构领导"].iter().any(|w| ctx.str(figure.label).starts_with(w));
    // Of an organ with posts of the administration they are those of its units.
    let open = bare && row.admin.is_none() && row.unit_heads.is_none() && row.unit_leaders.is_none();
    match figure.counts {
        Counts::Post(Title::UnitHead) if open && figure.value == 1 && row.heads.is_none() => {
            Some(Title::Head)
        }
        Counts::Post(Title::UnitDeputy) if open && row.deputies.is_none() => {
            row.heads.is_some_and(|(_, at)| ctx.str(at).starts_with("机构")).then_some(Title::Deputy)
        }
        _ => None,
    }
}

/// 书记1名,副书记3名,部长(主任)5名,副部长(副主任)3名: behind the head of an organ several of another title are those of its
/// units.
fn of_its_units(ctx: Ctx<'_>, row: &Row, figure: Found, before: Option<Found>) -> Option<Title> {
    let label = ctx.str(figure.label);
    let titles = ["部长", "主任", "处长"];
    if let Some(title) = of_the_congress(ctx, row, figure, before) {
        return Some(title);
    }
    // 办公室主任3名,副主任3名, of a town: a single office has one.
    if let Some(title) = of_its_offices(ctx, row, figure, before) {
        return Some(title);
    }
    let (_, head) = row.heads?;
    match figure.counts {
        Counts::Post(Title::Head) if figure.value > 1 && figure.place == Place::Beside => {
            let other = titles.contains(&label) && !ctx.str(head).contains(label);
            (other && row.unit_heads.is_none()).then_some(Title::UnitHead)
        }
        Counts::Post(Title::Deputy) => {
            let own = label.strip_prefix('副').filter(|t| titles.contains(t))?;
            let behind = before.is_some_and(|b| b.titled && ctx.str(b.label) == own && b.value > 1);
            let of_units = row.unit_heads.is_some_and(|(_, at)| before.is_some_and(|b| b.whole == at));
            (behind && of_units).then_some(Title::UnitDeputy)
        }
        _ => None,
    }
}

/// The leaders of the offices of an organ, told by their title for all of them.
fn of_its_offices(ctx: Ctx<'_>, row: &Row, figure: Found, before: Option<Found>) -> Option<Title> {
    let label = ctx.str(figure.label);
    let offices = matches!(label.trim_start_matches('各'), "办公室主任" | "办公室(中心)主任");
    match figure.counts {
        Counts::Post(Title::Named) if offices && figure.value > 1 && figure.most.is_none() => {
            row.unit_heads.or(row.unit_leaders).is_none().then_some(Title::UnitHead)
        }
        Counts::Post(Title::Deputy) if label.ends_with("副主任") => {
            let behind = before
                .zip(row.unit_heads)
                .is_some_and(|(b, (_, at))| b.whole == at && ctx.str(at).starts_with("办公室"));
            behind.then_some(Title::UnitDeputy)
        }
        _ => None,
    }
}

/// 设主任1名、副主任4名;办公室主任1名,副主任2名;各工作委员会主任4名: below the chairmen of a standing committee these are of
/// its units.
pub(super) fn of_the_congress(
    ctx: Ctx<'_>,
    row: &Row,
    figure: Found,
    before: Option<Found>,
) -> Option<Title> {
    let congress = ["人大常委会", "人大机关", "人民代表大会常务", "政协", "政治协商会议"];
    let told = tail(ctx.str(Span::new(row.span.start, figure.label.start.max(row.span.start))));
    congress
        .iter()
        .any(|w| told.contains(w) || row.organ.is_some_and(|o| ctx.str(o).contains(w)))
        .then_some(())?;
    let office = |label: &str| {
        let office = label.strip_suffix("副主任").or_else(|| label.strip_suffix("主任"));
        // 各工作室(信访室)主任7名.
        let office = office.map(name::without_brackets);
        let kinds = ["办公室", "专委会", "委员会", "工委", "研究室", "工作室"];
        office.is_some_and(|o| kinds.iter().any(|e| o.ends_with(e)))
    };
    let label = ctx.str(figure.label);
    match figure.counts {
        Counts::Post(Title::Named) if office(label) => {
            Some(if label.ends_with("副主任") { Title::UnitDeputy } else { Title::UnitHead })
        }
        // 各工作委员会设主任1名,共5名;副主任1名,共5名.
        Counts::Post(Title::UnitHead) if figure.titled && label == "主任" => Some(Title::UnitHead),
        Counts::Post(Title::Deputy) if label == "副主任" => {
            let of_units = |b: &Found| office(ctx.str(b.label)) || b.counts == Counts::Post(Title::UnitHead);
            before.filter(|b| b.titled && of_units(b)).map(|_| Title::UnitDeputy)
        }
        _ => None,
    }
}

/// 县执法队核定事业编制36名,设队长1名、副队长2名: who leads a team leads no unit of it.
fn of_the_team(ctx: Ctx<'_>, row: &Row, figure: Found) -> Option<Title> {
    row.organ.filter(|o| ctx.str(*o).ends_with('队'))?;
    match (figure.counts, ctx.str(figure.label)) {
        (Counts::Post(Title::UnitHead), "队长") if row.heads.is_none() => Some(Title::Head),
        (Counts::Post(Title::UnitDeputy), "副队长") if row.deputies.is_none() => Some(Title::Deputy),
        _ => None,
    }
}

/// 秘书长1名,副秘书长4名,办公室副主任3名: the posts of an office itself, told apart from those of the government.
fn of_the_office(ctx: Ctx<'_>, row: &Row, figure: Found) -> Option<Title> {
    // 市政府秘书长兼办公厅主任1名.
    let label = ctx.str(figure.label);
    let (besides, label) = label.rsplit_once('兼').map_or((false, label), |(_, own)| (true, own));
    let (office, title) = label
        .strip_suffix("副主任")
        .map(|o| (o.strip_suffix("专职").unwrap_or(o), Title::Deputy))
        .or_else(|| Some((label.strip_suffix("主任")?, Title::Head)))?;
    // 副秘书长兼办公厅副主任 is a post of its own.
    if besides && (title == Title::Deputy || row.heads.is_some()) {
        return None;
    }
    let own = ["办公室", "办公厅"].iter().any(|e| office.ends_with(e));
    let named = own && figure.counts == Counts::Post(Title::Named);
    (named && row.organ.is_some_and(|o| same(ctx.str(o), office))).then_some(title)
}
