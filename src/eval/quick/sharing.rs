//! The elements of a list by the pairs of characters in their words: which of them share enough with something else is told by
//! going through that alone, however many elements there are.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use super::{pairs::Pairs, ranges::address};
use crate::eval::{
    ctx::Ctx,
    search::Asked,
    value::{List, Value},
};
use crate::quickly::Quickly;

/// The elements of lists by their pairs, by the place and length of the list and the number of what is exempted.
pub(in crate::eval) type Sharing<'r> = RefCell<HashMap<(u64, u32, usize), Known<'r>, Quickly>>;

/// What is known of a list; while it is held, no other has its place.
pub(in crate::eval) struct Known<'r> {
    /// Which elements hold what; not found where that was asked for no more than once, for then it is not worth it.
    holders: Option<Rc<Holders>>,
    asked: bool,
    /// The pairs of all elements together.
    together: Option<Rc<Pairs>>,
    _held: List<'r>,
}

/// Which elements of a list hold each pair.
pub(in crate::eval) struct Holders {
    /// How many pairs each element has; none where its words are not known.
    lengths: Vec<u32>,
    /// Where the elements that hold each pair begin, by its number.
    begins: Vec<u32>,
    /// They, in order, for one pair after the other.
    elements: Vec<u32>,
}

/// Shorter lists are gone through.
const FEWEST_ELEMENTS: usize = 12;

/// How many lists are held.
const MOST_LISTS: usize = 64;

impl Holders {
    fn of(list: &[Option<Rc<Pairs>>]) -> Self {
        let all = || list.iter().zip(0..).filter_map(|(own, at)| Some((own.as_ref()?.numbers(), at)));
        let mut begins = Vec::new();
        for n in all().flat_map(|(own, _)| own) {
            let behind = *n as usize + 2;
            if behind > begins.len() {
                begins.resize(behind, 0);
            }
            begins[behind - 1] += 1;
        }
        let mut sum = 0;
        for begin in &mut begins {
            sum += *begin;
            *begin = sum;
        }
        let (mut next, mut elements) = (begins.clone(), vec![0; sum as usize]);
        for (own, at) in all() {
            for n in own {
                let place = &mut next[*n as usize];
                elements[*place as usize] = at;
                *place += 1;
            }
        }
        let lengths = list.iter().map(|own| own.as_ref().map_or(0, |own| own.numbers().len() as u32));
        Self { lengths: lengths.collect(), begins, elements }
    }

    /// The elements that hold a pair.
    fn holding(&self, pair: u32) -> &[u32] {
        let [from, to] = [pair as usize, pair as usize + 1].map(|at| self.begins.get(at).copied());
        from.zip(to).map_or(&[], |(from, to)| &self.elements[from as usize..to as usize])
    }

    /// The elements that share pairs with something else, in order: each with how many, and how many pairs it has itself.
    pub(in crate::eval) fn sharing(&self, other: &Pairs) -> impl Iterator<Item = (usize, usize, usize)> {
        let (mut shares, mut met) = (vec![0_u32; self.lengths.len()], Vec::new());
        for at in other.numbers().iter().flat_map(|n| self.holding(*n)) {
            let share = &mut shares[*at as usize];
            if *share == 0 {
                met.push(*at);
            }
            *share += 1;
        }
        met.sort_unstable();
        met.into_iter().map(move |at| {
            let at = at as usize;
            (at, shares[at] as usize, self.lengths[at] as usize)
        })
    }
}

impl<'r> Ctx<'r> {
    /// The elements of a list by their pairs; `None` where they must be gone through.
    pub(in crate::eval) fn holders(&self, list: &List<'r>, exempt: &Asked<'r>) -> Option<Rc<Holders>> {
        let known = self.known_of(list, exempt, |known| {
            let asked = std::mem::replace(&mut known.asked, true);
            (asked, known.holders.clone())
        })?;
        match known {
            (_, Some(holders)) => Some(holders),
            (false, None) => None,
            (true, None) => {
                let pairs = |element: Value<'r>| self.pairs(&element, exempt).ok();
                let holders = Rc::new(Holders::of(&list.iter().map(pairs).collect::<Vec<_>>()));
                self.known_of(list, exempt, |known| known.holders = Some(Rc::clone(&holders)));
                Some(holders)
            }
        }
    }

    /// The pairs of all elements of a list, if they were found before.
    pub(in crate::eval) fn together(&self, list: &List<'r>, exempt: &Asked<'r>) -> Option<Rc<Pairs>> {
        self.known_of(list, exempt, |known| known.together.clone())?
    }

    pub(in crate::eval) fn note_together(&self, list: &List<'r>, exempt: &Asked<'r>, pairs: &Rc<Pairs>) {
        self.known_of(list, exempt, |known| known.together = Some(Rc::clone(pairs)));
    }

    /// What is known of a list; `None` where nothing is kept.
    fn known_of<T>(
        &self,
        list: &List<'r>,
        exempt: &Asked<'r>,
        look: impl FnOnce(&mut Known<'r>) -> T,
    ) -> Option<T> {
        if list.len() < FEWEST_ELEMENTS {
            return None;
        }
        let key = (address(list)?, u32::try_from(list.len()).ok()?, self.exempted_together(exempt));
        let mut sharing = self.sharing.borrow_mut();
        if sharing.len() >= MOST_LISTS && !sharing.contains_key(&key) {
            return None;
        }
        let nothing = || Known { holders: None, asked: false, together: None, _held: list.clone() };
        Some(look(sharing.entry(key).or_insert_with(nothing)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shares_pairs_is_what_counting_them_finds() {
        let of = |numbers: &[u32]| Some(Rc::new(Pairs::of(numbers)));
        let list = [of(&[0, 1, 2]), None, of(&[]), of(&[2, 3]), of(&[2, 2, 9000]), of(&[5])];
        let holders = Holders::of(&list);
        for other in [&[][..], &[2], &[2, 3, 0], &[9000, 7], &[9001, 70_000], &[4]] {
            let other = Pairs::of(other);
            let counted = list.iter().enumerate().filter_map(|(at, own)| {
                let own = own.as_ref()?;
                Some((at, own.shared(&other), own.numbers().len())).filter(|(_, shared, _)| *shared > 0)
            });
            assert_eq!(holders.sharing(&other).collect::<Vec<_>>(), counted.collect::<Vec<_>>());
        }
    }
}
