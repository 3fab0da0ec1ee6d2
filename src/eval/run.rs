//! The only place that knows of threads.

use std::{
    collections::BTreeMap,
    sync::mpsc::{self, Receiver},
};

use rayon::prelude::*;

/// Applies a function to every item, on `threads` threads (0: as many as the machine has), and keeps the order.
///
/// The result does not depend on the number of threads: nothing is shared but the function. Where the pool cannot be
/// made, the calling thread does the work.
pub fn in_order<T: Send, R: Send>(items: Vec<T>, threads: usize, f: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    if threads == 1 || items.len() < 2 {
        return items.into_iter().map(f).collect();
    }
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| items.into_par_iter().map(f).collect()),
        Err(_) => items.into_iter().map(f).collect(),
    }
}

/// Items in flight for each thread: enough that a slow one does not make the others wait.
const IN_FLIGHT: usize = 32;

/// Applies a function to items as they come, on `threads` threads (0: as many as the machine has), and hands the results
/// to `take` in the order of the items.
///
/// `feed` gives the items, on the calling thread; there the results are taken, too. However many there are, only a fixed
/// number is held at any time: an item counts until its result is taken, so that one that takes long does not let the
/// others pile up.
pub fn stream<T: Send, R: Send>(
    feed: impl FnOnce(&mut dyn FnMut(T)),
    threads: usize,
    f: impl Fn(T) -> R + Sync + Send,
    mut take: impl FnMut(R),
) {
    let builder = rayon::ThreadPoolBuilder::new().num_threads(threads);
    let Some(pool) = (threads != 1).then(|| builder.build().ok()).flatten() else {
        return feed(&mut |item| take(f(item)));
    };
    let (f, limit) = (&f, IN_FLIGHT * pool.current_num_threads());
    pool.in_place_scope_fifo(|scope| {
        let (done, results) = mpsc::channel();
        let mut order = InOrder { results, waiting: BTreeMap::new(), taken: 0 };
        let mut begun = 0;
        feed(&mut |item| {
            while begun - order.taken >= limit && order.wait(&mut take) {}
            let (done, number) = (done.clone(), begun);
            begun += 1;
            scope.spawn_fifo(move |_| {
                // Nobody listens only where the taking thread has panicked.
                done.send((number, f(item))).ok();
            });
        });
        drop(done);
        while order.taken < begun && order.wait(&mut take) {}
    });
}

/// Results that arrive in any order.
struct InOrder<R> {
    results: Receiver<(usize, R)>,
    waiting: BTreeMap<usize, R>,
    /// How many were handed on.
    taken: usize,
}

impl<R> InOrder<R> {
    /// Waits for one result, and hands on what is next; `false` where none will come any more.
    fn wait(&mut self, take: &mut impl FnMut(R)) -> bool {
        let Ok((number, result)) = self.results.recv() else { return false };
        self.waiting.insert(number, result);
        while let Some(next) = self.waiting.remove(&self.taken) {
            take(next);
            self.taken += 1;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_keeps_its_order_for_any_number_of_threads() {
        for threads in [0, 1, 2, 7] {
            let mut taken = Vec::new();
            // Early items take longest, so that later ones overtake them.
            let slow = |n: u64| (0..(2000 - n) * 20).fold(n, |a, b| a ^ (b & 1) ^ (b & 1));
            stream(|emit| (0..2000).for_each(emit), threads, slow, |n| taken.push(n));
            assert!(taken.into_iter().eq(0..2000), "{threads} threads");
        }
    }

    #[test]
    fn a_stream_holds_few_items_at_a_time() {
        use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
        let (held, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let feed = |emit: &mut dyn FnMut(usize)| {
            for n in 0..5000 {
                most.fetch_max(held.fetch_add(1, SeqCst) + 1, SeqCst);
                emit(n);
            }
        };
        let taken = |_| {
            held.fetch_sub(1, SeqCst);
        };
        stream(feed, 2, |n| n, taken);
        assert!(most.into_inner() <= IN_FLIGHT * 2 + 1);
        assert_eq!(held.into_inner(), 0);
    }
}
