//! Results that threads bring back in any order, and whoever waits for them without being woken for each.

use std::{
    collections::BTreeMap,
    mem,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

/// So many items, of so many bytes.
#[derive(Clone, Copy, Default)]
pub(super) struct Load {
    pub(super) items: usize,
    pub(super) bytes: usize,
}

impl Load {
    pub(super) fn add(&mut self, more: Self) {
        self.items += more.items;
        self.bytes = self.bytes.saturating_add(more.bytes);
    }

    pub(super) fn less(self, other: Self) -> Self {
        Self { items: self.items - other.items, bytes: self.bytes - other.bytes }
    }
}

/// What a thread brings back: the number of a lot of items, and their results; none where it panicked.
type Arrival<R> = (usize, Option<Vec<R>>, Load);

/// Where threads lay down what they bring back.
pub(super) struct Arrivals<R> {
    here: Mutex<Here<R>>,
    enough: Condvar,
}

struct Here<R> {
    all: Vec<Arrival<R>>,
    /// How many whoever waits is waiting for.
    wanted: usize,
}

impl<R> Arrivals<R> {
    pub(super) fn new() -> Self {
        Self { here: Mutex::new(Here { all: Vec::new(), wanted: usize::MAX }), enough: Condvar::new() }
    }

    /// Something that lays down a lot of results, or that there are none, when it is dropped.
    pub(super) fn bring(&self, number: usize, load: Load) -> Bringing<'_, R> {
        Bringing { to: self, number, results: None, load }
    }

    /// Takes what is here, once there are so many lots.
    fn take(&self, wanted: usize) -> Vec<Arrival<R>> {
        let mut here = self.lock();
        while here.all.len() < wanted {
            here.wanted = wanted;
            here = self.enough.wait(here).unwrap_or_else(PoisonError::into_inner);
        }
        here.wanted = usize::MAX;
        mem::take(&mut here.all)
    }

    // Nothing is done while it is locked that could panic.
    fn lock(&self) -> MutexGuard<'_, Here<R>> {
        self.here.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A lot of results on its way.
pub(super) struct Bringing<'a, R> {
    to: &'a Arrivals<R>,
    number: usize,
    pub(super) results: Option<Vec<R>>,
    load: Load,
}

impl<R> Drop for Bringing<'_, R> {
    fn drop(&mut self) {
        let mut here = self.to.lock();
        here.all.push((self.number, self.results.take(), self.load));
        let are_enough = here.all.len() >= here.wanted;
        drop(here);
        if are_enough {
            self.to.enough.notify_one();
        }
    }
}

/// What has been handed to threads and come back, and is handed on in order.
pub(super) struct InOrder<'a, R> {
    arrivals: &'a Arrivals<R>,
    waiting: BTreeMap<usize, (Vec<R>, Load)>,
    /// How many lots were handed to a thread, how many came back, and were handed on.
    begun: usize,
    received: usize,
    next: usize,
    /// What the items were whose results were handed on.
    pub(super) taken: Load,
    /// Whether a thread panicked: what it had will not come.
    pub(super) lost: bool,
}

impl<'a, R> InOrder<'a, R> {
    pub(super) fn new(arrivals: &'a Arrivals<R>) -> Self {
        let (waiting, taken) = (BTreeMap::new(), Load::default());
        Self { arrivals, waiting, begun: 0, received: 0, next: 0, taken, lost: false }
    }

    /// The number of a lot that is handed to a thread.
    pub(super) fn begin(&mut self) -> usize {
        self.begun += 1;
        self.begun - 1
    }

    /// How many lots are with threads.
    pub(super) fn away(&self) -> usize {
        self.begun - self.received
    }

    /// Hands on what is next, once so many lots have come back.
    pub(super) fn wait(&mut self, wanted: usize, take: &mut impl FnMut(R)) {
        for (number, results, load) in self.arrivals.take(wanted.min(self.away())) {
            self.received += 1;
            match results {
                Some(results) => drop(self.waiting.insert(number, (results, load))),
                None => self.lost = true,
            }
        }
        while let Some((next, load)) = self.waiting.remove(&self.next) {
            self.taken.add(load);
            self.next += 1;
            next.into_iter().for_each(&mut *take);
        }
    }
}
