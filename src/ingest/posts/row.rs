//! The posts of one organ, and how a figure stands in them.

use super::{
    figure::{Counts, Found, Place},
    title::{self, Title},
};
use crate::{ingest::ctx::Ctx, source::Span};

/// A number and its words, folded.
pub(in crate::ingest) type Figure = (i64, Span);

/// A post with its title; `least` and `most` differ where the text gives a range.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest) struct Titled {
    pub(in crate::ingest) title: Span,
    pub(in crate::ingest) least: i64,
    pub(in crate::ingest) most: i64,
    pub(in crate::ingest) span: Span,
}

/// The posts of one organ while they are being read; all places folded.
#[derive(Clone, Debug, Default)]
pub(in crate::ingest) struct Row {
    /// The organ that the text names.
    pub(in crate::ingest) organ: Option<Span>,
    pub(in crate::ingest) admin: Option<Figure>,
    pub(in crate::ingest) support: Option<Figure>,
    pub(in crate::ingest) separate_listed: Option<Span>,
    pub(in crate::ingest) separate: Option<Figure>,
    pub(in crate::ingest) separate_for: Option<Span>,
    pub(in crate::ingest) heads: Option<Figure>,
    pub(in crate::ingest) deputies: Option<Figure>,
    pub(in crate::ingest) unit_heads: Option<Figure>,
    pub(in crate::ingest) unit_deputies: Option<Figure>,
    /// Both together.
    pub(in crate::ingest) unit_leaders: Option<Figure>,
    pub(in crate::ingest) institution: Option<Figure>,
    /// 政法专项编制 beside 行政编制.
    pub(in crate::ingest) police: Option<Figure>,
    pub(in crate::ingest) filled: Option<Figure>,
    pub(in crate::ingest) institution_filled: Option<Figure>,
    pub(in crate::ingest) total: Option<Figure>,
    /// Whether the deputies are told in two figures, one of them for the standing deputy (常务副).
    pub(in crate::ingest) standing: bool,
    /// Whether leaders of units are told office by office.
    pub(in crate::ingest) summed: bool,
    /// Whether its sentence shares out numbers of posts among several bodies.
    pub(in crate::ingest) shared: bool,
    /// Every post with a title.
    pub(in crate::ingest) posts: Vec<Titled>,
    /// Numbers of staff that are no posts.
    pub(in crate::ingest) breakdown: Vec<Titled>,
    /// Title, number, and both.
    pub(in crate::ingest) includes: Vec<(Span, i64, Span)>,
    /// All of it.
    pub(in crate::ingest) span: Span,
}

impl Row {
    /// Its posts, and its numbers of staff that are none, each in order.
    pub(in crate::ingest) fn posts_and_breakdown(&mut self, ctx: Ctx<'_>) -> (Vec<Titled>, Vec<Titled>) {
        let (mut staff, posts): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.posts).into_iter().partition(|p| title::counts_staff(ctx.str(p.title)));
        staff.append(&mut self.breakdown);
        staff.sort_by_key(|p| p.span.start);
        (posts, staff)
    }

    /// Whether it has anything to tell.
    pub(in crate::ingest) fn tells(&self) -> bool {
        let numbers = [
            self.admin,
            self.support,
            self.separate,
            self.heads,
            self.deputies,
            self.unit_heads,
            self.unit_deputies,
            self.unit_leaders,
            self.institution,
            self.police,
            self.filled,
            self.institution_filled,
            self.total,
        ];
        self.separate_listed.is_some() || numbers.iter().any(Option::is_some) || !self.posts.is_empty()
    }
}

/// Puts a figure into its row; false where it belongs to none of the row's fields.
pub(in crate::ingest) fn put(row: &mut Row, figure: Found, before: Option<Found>) -> bool {
    let value = Some((figure.value, figure.whole));
    if let (Counts::Post(_), true) = (figure.counts, figure.titled) {
        let most = figure.most.unwrap_or(figure.value);
        let title = Span::new(figure.label.start + figure.besides, figure.label.end);
        row.posts.push(Titled { title, least: figure.value, most, span: figure.whole });
    }
    if let Some(most) = figure.most {
        let post = matches!(figure.counts, Counts::Post(_));
        // No single number: the range stands among the posts, under the words that it counts.
        if !post && figure.counts != Counts::Other {
            let title = Span::new(figure.whole.start, figure.label.end);
            row.posts.push(Titled { title, least: figure.value, most, span: figure.whole });
        }
        return post || figure.counts != Counts::Other;
    }
    let field = match figure.counts {
        Counts::Admin => &mut row.admin,
        Counts::Support => &mut row.support,
        Counts::Separate => &mut row.separate,
        Counts::UnitLeaders => &mut row.unit_leaders,
        Counts::Institution => &mut row.institution,
        Counts::Total if row.admin.is_none() => &mut row.total,
        Counts::Filled => match before.map(|b| b.counts) {
            Some(Counts::Admin | Counts::Total) => &mut row.filled,
            Some(Counts::Institution) => &mut row.institution_filled,
            _ => return false,
        },
        Counts::Post(title) => {
            let bracket = figure.place == Place::Bracket;
            let sum = |b: &Found| b.counts == Counts::Post(Title::UnitHead) && !b.titled;
            let outer = before.filter(|b| bracket || figure.place == Place::Part && sum(b)).map(|b| b.counts);
            // A bracket behind the sum of the units' leaders spells it out; one behind a post is part of the post.
            let spelled = outer == Some(Counts::Post(Title::UnitHead));
            // 副局长2名,其中常务副局长1名: the standing one is among them.
            let among = figure.standing
                && figure.place == Place::Part
                && before.is_some_and(|b| b.counts == figure.counts && b.value >= figure.value);
            if among {
                row.includes.push((figure.label, figure.value, figure.whole));
                return true;
            }
            // 副科级14名(含管理部主任6名) are some of the units' leaders, and none of the organ's.
            if outer == Some(Counts::Post(Title::UnitDeputy)) {
                return figure.titled;
            }
            let part = matches!(outer, Some(Counts::Post(_))) && !spelled;
            // 正科级领导职数9名(含机关党委专职副书记1名).
            let part = part || bracket && spelled && title == Title::Named && figure.titled;
            if part || title == Title::Named {
                if part {
                    row.includes.push((figure.label, figure.value, figure.whole));
                }
                return part || figure.titled;
            }
            match title {
                Title::UnitHead if spelled => {
                    row.unit_heads = value;
                    return true;
                }
                Title::Head => &mut row.heads,
                Title::Deputy => &mut row.deputies,
                Title::UnitHead => &mut row.unit_heads,
                Title::UnitDeputy => &mut row.unit_deputies,
                Title::Named => return false,
            }
        }
        Counts::Total | Counts::Leaders | Counts::Other => return false,
    };
    match (*field, figure.counts) {
        // 常务副主任1名,副主任2名 are three deputies.
        (Some((others, span)), Counts::Post(Title::Deputy)) if row.standing != figure.standing => {
            *field = Some((others.saturating_add(figure.value), span.to(figure.whole)));
        }
        (Some(_), _) => return false,
        (None, _) => *field = value,
    }
    row.standing |= figure.standing;
    true
}

/// Adds to the deputies, or to the leaders of units, those of further ones.
pub(super) fn sum_up(row: &mut Row, figure: Found) -> bool {
    let field = match figure.counts {
        Counts::Post(Title::UnitHead) => &mut row.unit_heads,
        Counts::Post(Title::UnitDeputy) => &mut row.unit_deputies,
        Counts::Post(Title::Deputy) => &mut row.deputies,
        Counts::Post(Title::Head) => &mut row.heads,
        _ => return false,
    };
    let Some((sum, at)) = field else { return false };
    let Some(more) = sum.checked_add(figure.value) else { return false };
    *field = Some((more, at.to(figure.whole)));
    let (title, least, span) = (figure.label, figure.value, figure.whole);
    row.posts.push(Titled { title, least, most: figure.most.unwrap_or(least), span });
    row.span.end = row.span.end.max(span.end);
    true
}
