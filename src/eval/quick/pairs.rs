//! The pairs of neighbouring characters in words. Signs and exempted phrases part the words.
//!
//! Policies compare each clause with each, so that the pairs of a stretch of the document are found once and kept.

use std::{borrow::Cow, cell::RefCell, collections::HashMap, rc::Rc};

use crate::{
    eval::{ctx::Ctx, search::Asked},
    plan::Hits,
    quickly::Quickly,
    source::Span,
};

/// What has been compared with something in one document.
#[derive(Default)]
pub(in crate::eval) struct Compared(RefCell<Known>);

#[derive(Default)]
struct Known {
    /// The numbers of the pairs.
    numbers: Numbers,
    /// The pairs of the folded text. Found when first asked for.
    here: Option<Here>,
    /// The numbers of one stretch, before each stands there once.
    some: Vec<u32>,
    /// The vocabularies that were exempted together.
    exempt: Vec<Exempt>,
    /// The lists of the plan in which they stand: by their places in memory, with the numbers of those exempted.
    lists: Vec<((usize, usize), usize)>,
    /// The same for one vocabulary that was found.
    single: Vec<(u32, usize)>,
}

/// The pairs of a text.
struct Here {
    /// In the order of the text: the byte at which the second character begins, and the number.
    all: Vec<(u32, u32)>,
    /// How many begin before each multiple of [`STRIDE`].
    begins: Vec<u32>,
}

/// Bytes between two entries of an index.
const STRIDE: u32 = 64;

/// Vocabularies that are exempted together.
struct Exempt {
    vocabularies: Vec<u32>,
    /// Where they stand in the folded text, in order.
    places: Vec<Span>,
    /// The pairs of stretches of the text without them.
    stretches: HashMap<u64, Rc<Pairs>, Quickly>,
}

/// Folded texts of more bytes have no list of their pairs: it takes three times their length.
const MOST_BYTES: usize = 1 << 22;

/// For how many stretches there is room from the first one on.
const FIRST_STRETCHES: usize = 96;

/// The pairs in some words: a bit for each, and behind these their numbers; in order where there are no bits.
#[derive(Default)]
pub(in crate::eval) struct Pairs {
    all: Vec<u32>,
    bits: usize,
}

/// Texts with more pairs than this go without bits: each of its many stretches would need too many.
const MOST_BITS: u32 = 1 << 13;

/// So many bits are no more than it takes to find the greatest number of a stretch.
const FEW_BITS: u32 = 1 << 11;

impl Pairs {
    /// Of numbers below `most`.
    fn below(numbers: &[u32], most: u32) -> Self {
        if most > MOST_BITS {
            let mut all = numbers.to_vec();
            all.sort_unstable();
            all.dedup();
            return Self { all, bits: 0 };
        }
        let bits = most as usize / 32 + 1;
        let mut all = vec![0; bits + numbers.len()];
        let (words, once) = all.split_at_mut(bits);
        // Each is written; those that were there already are written over.
        let mut count = 0;
        for n in numbers {
            let (word, bit) = (&mut words[*n as usize / 32], 1 << (n % 32));
            once[count] = *n;
            count += usize::from(*word & bit == 0);
            *word |= bit;
        }
        all.truncate(bits + count);
        Self { all, bits }
    }

    pub(in crate::eval) fn of(numbers: &[u32]) -> Self {
        Self::below(numbers, numbers.iter().max().map_or(0, |n| n + 1))
    }

    /// The numbers of the pairs, each once.
    pub(in crate::eval) fn numbers(&self) -> &[u32] {
        &self.all[self.bits..]
    }

    /// How many pairs stand in both.
    pub(in crate::eval) fn shared(&self, other: &Self) -> usize {
        let bits = &other.all[..other.bits];
        if bits.is_empty() {
            return self.numbers().iter().filter(|n| other.has(**n)).count();
        }
        let bit = |n: &u32| bits.get(*n as usize / 32).map_or(0, |b| b >> (n % 32) & 1);
        self.numbers().iter().map(|n| bit(n) as usize).sum()
    }

    /// Whether no more than so many pairs do not stand in the other.
    pub(in crate::eval) fn lacks_at_most(&self, spare: usize, other: &Self) -> bool {
        let mut rest = spare + 1;
        self.numbers().iter().all(|n| {
            rest -= usize::from(!other.has(*n));
            rest > 0
        })
    }

    fn has(&self, number: u32) -> bool {
        if self.bits == 0 {
            return self.all.binary_search(&number).is_ok();
        }
        self.all[..self.bits].get(number as usize / 32).is_some_and(|bits| bits >> (number % 32) & 1 == 1)
    }
}

/// Words of a value.
pub(in crate::eval) enum Piece<'r> {
    /// A stretch of the text as printed.
    Here(Span),
    /// Folded words from elsewhere.
    Elsewhere(Cow<'r, str>),
}

impl Known {
    /// The number of vocabularies that are exempted together.
    fn exempt(&mut self, vocabularies: &Asked<'_>, hits: &Hits) -> usize {
        match vocabularies {
            // A list of the plan is there as long as this is.
            Asked::Fixed(list) => {
                let list = (list.as_ptr() as usize, list.len());
                if let Some(at) = self.lists.iter().position(|(known, _)| *known == list) {
                    // What is asked again and again is found first.
                    self.lists.swap(0, at);
                    return self.lists[0].1;
                }
                let number = self.among(vocabularies, hits);
                self.lists.push((list, number));
                number
            }
            Asked::One([one]) => {
                if let Some((_, number)) = self.single.iter().find(|(known, _)| known == one) {
                    return *number;
                }
                let number = self.among(vocabularies, hits);
                self.single.push((*one, number));
                number
            }
            Asked::Found(_) => self.among(vocabularies, hits),
        }
    }

    fn among(&mut self, vocabularies: &[u32], hits: &Hits) -> usize {
        let known = self.exempt.iter().position(|e| e.vocabularies == vocabularies);
        known.unwrap_or_else(|| {
            let mut places = Vec::new();
            for v in vocabularies {
                places.extend_from_slice(hits.of(*v));
            }
            // Those of each are in order.
            if vocabularies.len() > 1 {
                places.sort();
            }
            let stretches = HashMap::with_capacity_and_hasher(FIRST_STRETCHES, Quickly::default());
            self.exempt.push(Exempt { vocabularies: vocabularies.to_vec(), places, stretches });
            self.exempt.len() - 1
        })
    }
}

impl<'r> Ctx<'r> {
    /// The number of vocabularies that are exempted together.
    pub(in crate::eval) fn exempted_together(&self, exempt: &Asked<'r>) -> usize {
        self.compared.0.borrow_mut().exempt(exempt, &self.hits)
    }

    /// The pairs in a stretch of the text.
    pub(in crate::eval) fn pairs_here(&self, span: Span, exempt: &Asked<'r>) -> Rc<Pairs> {
        let mut known = self.compared.0.borrow_mut();
        let number = known.exempt(exempt, &self.hits);
        let key = u64::from(span.start) << 32 | u64::from(span.end);
        if let Some(pairs) = known.exempt[number].stretches.get(&key) {
            return Rc::clone(pairs);
        }
        let pairs = Rc::new(self.paired_here(&mut known, number, self.to_folded(span)));
        known.exempt[number].stretches.insert(key, Rc::clone(&pairs));
        pairs
    }

    fn paired_here(&self, known: &mut Known, exempt: usize, span: Span) -> Pairs {
        let text = self.reg.source.folded.text.as_str();
        let stretches = without(span, &known.exempt[exempt].places);
        let Known { numbers, here, some: pairs, .. } = known;
        pairs.clear();
        if text.len() > MOST_BYTES {
            stretches.for_each(|s| numbers.of(s.slice(text), |_, number| pairs.push(number)));
            return Pairs::of(pairs);
        }
        let here = here.get_or_insert_with(|| Here::of(text, numbers));
        for stretch in stretches {
            pairs.extend(here.inside(stretch).iter().map(|(_, number)| *number));
        }
        // In a short text bits for all pairs are few.
        if numbers.count <= FEW_BITS { Pairs::below(pairs, numbers.count) } else { Pairs::of(pairs) }
    }

    /// The pairs in words from elsewhere.
    pub(in crate::eval) fn paired(&self, words: &str, exempt: &[u32]) -> Pairs {
        let mut pairs = Vec::new();
        let numbers = &mut self.compared.0.borrow_mut().numbers;
        for stretch in self.counting_elsewhere(words, exempt) {
            numbers.of(stretch.slice(words), |_, number| pairs.push(number));
        }
        Pairs::of(&pairs)
    }

    /// The sum of a number for each stretch of the folded text that exempted phrases leave of a stretch of the text as printed.
    pub(in crate::eval) fn sum_here(
        &self,
        span: Span,
        exempt: &Asked<'r>,
        count: impl Fn(Span) -> usize,
    ) -> usize {
        let mut known = self.compared.0.borrow_mut();
        let number = known.exempt(exempt, &self.hits);
        without(self.to_folded(span), &known.exempt[number].places).map(count).sum()
    }

    /// The stretches that exempted phrases leave of words from elsewhere.
    pub(in crate::eval) fn counting_elsewhere(&self, words: &str, exempt: &[u32]) -> Vec<Span> {
        let all = Span::of(0..words.len());
        if exempt.is_empty() {
            return vec![all];
        }
        let hits = self.plan.matcher.scan(words);
        let mut places: Vec<Span> = exempt.iter().flat_map(|v| hits.of(*v)).copied().collect();
        places.sort_unstable();
        without(all, &places).collect()
    }
}

impl Here {
    fn of(text: &str, numbers: &mut Numbers) -> Self {
        let mut all = Vec::with_capacity(text.len() / 3);
        let mut begins = Vec::with_capacity(text.len() / STRIDE as usize + 1);
        let mut next = 0;
        numbers.of(text, |at, number| {
            while at >= next {
                begins.push(all.len() as u32);
                next += STRIDE as usize;
            }
            all.push((at as u32, number));
        });
        Self { all, begins }
    }

    /// The pairs whose two characters stand in a stretch.
    fn inside(&self, stretch: Span) -> &[(u32, u32)] {
        let (from, to) = (self.before(stretch.start + 1), self.before(stretch.end));
        self.all.get(from..to).unwrap_or_default()
    }

    /// How many second characters begin before a byte.
    fn before(&self, byte: u32) -> usize {
        let Some(begin) = self.begins.get((byte / STRIDE) as usize) else { return self.all.len() };
        let mut count = *begin as usize;
        while self.all.get(count).is_some_and(|(second, _)| *second < byte) {
            count += 1;
        }
        count
    }
}

/// What places, which are in order, leave of a stretch; those that are not wholly inside leave it as it is.
fn without(stretch: Span, places: &[Span]) -> impl Iterator<Item = Span> {
    let first = places.partition_point(|p| p.start < stretch.start);
    let places = places[first..].iter().take_while(move |p| p.start < stretch.end);
    let inside = places.filter(move |p| p.end <= stretch.end).copied();
    let mut start = stretch.start;
    inside.chain([Span::new(stretch.end, stretch.end)]).filter_map(move |place| {
        let before = (place.start > start).then(|| Span::new(start, place.start));
        start = start.max(place.end);
        before
    })
}

/// The numbers of pairs of characters.
#[derive(Default)]
struct Numbers {
    /// As many places as a power of two, each pair at its own or behind it: its number, counted from 1; 0 is none.
    places: Vec<u32>,
    /// The pairs, by their numbers.
    pairs: Vec<u64>,
    count: u32,
}

impl Numbers {
    /// Makes room: for some pairs, and for twice as many as there are.
    fn grow(&mut self, some: usize) {
        let places = (some * 4 / 3 + 1).next_power_of_two().max(self.places.len() * 2);
        self.places = vec![0; places];
        self.pairs.reserve(places / 4 * 3 - self.pairs.len());
        for (number, pair) in (1..).zip(&self.pairs) {
            let (place, _) = self.find(*pair);
            self.places[place] = number;
        }
    }

    /// The place of a pair in the table, which is not full, and what stands there.
    #[inline]
    fn find(&self, pair: u64) -> (usize, u32) {
        let last = self.places.len() - 1;
        let mut place = (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & last;
        loop {
            let number = self.places[place];
            if number == 0 || self.pairs[number as usize - 1] == pair {
                return (place, number);
            }
            place = (place + 1) & last;
        }
    }

    /// The number of a pair.
    #[inline]
    fn number(&mut self, pair: u64) -> u32 {
        let (mut place, number) = self.find(pair);
        if let Some(number) = number.checked_sub(1) {
            return number;
        }
        if self.count as usize >= self.places.len() / 4 * 3 {
            self.grow(0);
            place = self.find(pair).0;
        }
        self.pairs.push(pair);
        self.count += 1;
        self.places[place] = self.count;
        self.count - 1
    }

    /// Hands on the pairs of words that nothing parts but signs: where the second character begins, and the number.
    fn of(&mut self, words: &str, mut hand: impl FnMut(usize, u32)) {
        if self.places.is_empty() {
            // A pair is said some three times in a text.
            self.grow(words.len() / 8 + 8);
        }
        // Most characters and signs are told by one look.
        let is_word = |c: char| match c {
            '\u{4e00}'..='\u{9fff}' => true,
            '、' | '。' | '“' | '”' => false,
            c => c.is_alphanumeric(),
        };
        let bytes = words.as_bytes();
        let (mut at, mut before) = (0, 0);
        while at < bytes.len() {
            // A character is its bytes: most are told without putting them together.
            let four = bytes.get(at..at + 4).and_then(|four| four.first_chunk());
            let three = four.map_or(0, |four| u32::from_be_bytes(*four) >> 8);
            let (this, len) = if matches!(three, 0xE4_B8_80..=0xE9_BF_BF) {
                (u64::from(three), 3)
            } else {
                let Some(c) = words.get(at..).and_then(|rest| rest.chars().next()) else { return };
                let len = c.len_utf8();
                let bytes = bytes[at..at + len].iter().fold(0, |all, b| all << 8 | u64::from(*b));
                (if is_word(c) { bytes } else { 0 }, len)
            };
            if before != 0 && this != 0 {
                hand(at, self.number(before << 32 | this));
            }
            before = this;
            at += len;
        }
    }
}
