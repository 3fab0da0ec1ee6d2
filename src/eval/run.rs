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

/// Items that are handed to a thread together, at most, while all are busy: small ones cost little more than handing them over.
const TOGETHER: usize = 16;

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
    let (f, threads) = (&f, pool.current_num_threads());
    pool.in_place_scope_fifo(|scope| {
        let (done, results) = mpsc::channel();
        let mut order =
            InOrder { results, waiting: BTreeMap::new(), begun: 0, received: 0, taken: 0, items: 0 };
        let begin = move |number: usize, items: Vec<T>| {
            let done = done.clone();
            scope.spawn_fifo(move |_| {
                // Nobody listens only where the taking thread has panicked.
                done.send((number, items.into_iter().map(f).collect())).ok();
            });
        };
        let (mut fed, mut together) = (0, Vec::new());
        feed(&mut |item| {
            // What is not handed over yet is less than what may be in flight: there is something to wait for.
            while fed - order.items >= IN_FLIGHT * threads && order.wait(&mut take) {}
            order.take_ready(&mut take);
            fed += 1;
            together.push(item);
            // Where a thread has nothing to do, one item is enough.
            if together.len() == TOGETHER || order.begun - order.received < threads {
                begin(order.begun, std::mem::take(&mut together));
                order.begun += 1;
            }
        });
        if !together.is_empty() {
            begin(order.begun, together);
            order.begun += 1;
        }
        drop(begin); // with it goes the last sender of this thread: nobody waits for one that panicked
        while order.taken < order.begun && order.wait(&mut take) {}
    });
}

/// Results that arrive in any order, some together.
struct InOrder<R> {
    results: Receiver<(usize, Vec<R>)>,
    waiting: BTreeMap<usize, Vec<R>>,
    /// How many times items were handed to a thread, how many times their results came back, and were handed on.
    begun: usize,
    received: usize,
    taken: usize,
    /// How many results were handed on.
    items: usize,
}

impl<R> InOrder<R> {
    /// Waits for results, and hands on what is next; `false` where none will come any more.
    fn wait(&mut self, take: &mut impl FnMut(R)) -> bool {
        self.results.recv().map(|arrived| self.arrive(arrived, take)).is_ok()
    }

    /// Hands on what is next of what has arrived already.
    fn take_ready(&mut self, take: &mut impl FnMut(R)) {
        while let Ok(arrived) = self.results.try_recv() {
            self.arrive(arrived, take);
        }
    }

    fn arrive(&mut self, (number, results): (usize, Vec<R>), take: &mut impl FnMut(R)) {
        self.received += 1;
        self.waiting.insert(number, results);
        while let Some(next) = self.waiting.remove(&self.taken) {
            self.items += next.len();
            self.taken += 1;
            next.into_iter().for_each(&mut *take);
        }
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
