//! The only place that knows of threads.

use rayon::prelude::*;

use super::arrivals::{Arrivals, InOrder, Load};

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

/// Small items in flight for each thread, and how much they hold together: what they take to do must outlast the time for
/// which the system gives a processor to others.
const SMALL_ITEMS: usize = 128;
const SMALL_BYTES: usize = IN_FLIGHT << 14;

/// The size of items of which no more are wanted in flight, large or not.
pub const LARGE: usize = SMALL_BYTES;

/// Items that are handed to a thread together, at most, while all are busy: small ones cost little more than handing them over.
const TOGETHER: usize = 16;

/// Applies a function to items as they come, on `threads` threads (0: as many as the machine has), and hands the results
/// to `take` in the order of the items.
///
/// `feed` gives the items, on the calling thread; there the results are taken, too. However many there are, only a fixed
/// number is held at any time, and more of small ones, of which `size` says how many bytes they have: an item counts until its
/// result is taken, so that one that takes long does not let the others pile up.
pub fn stream<T: Send, R: Send>(
    feed: impl FnOnce(&mut dyn FnMut(T)),
    size: impl Fn(&T) -> usize,
    threads: usize,
    f: impl Fn(T) -> R + Sync + Send,
    mut take: impl FnMut(R),
) {
    let builder = rayon::ThreadPoolBuilder::new().num_threads(threads);
    let Some(pool) = (threads != 1).then(|| builder.build().ok()).flatten() else {
        return feed(&mut |item| take(f(item)));
    };
    let (f, threads) = (&f, pool.current_num_threads());
    let arrivals = &Arrivals::new();
    pool.in_place_scope_fifo(|scope| {
        let mut order = InOrder::new(arrivals);
        let begin = |number: usize, (items, load): (Vec<T>, Load)| {
            scope.spawn_fifo(move |_| {
                let mut bringing = arrivals.bring(number, load);
                bringing.results = Some(items.into_iter().map(f).collect());
            });
        };
        let (mut fed, mut together) = (Load::default(), (Vec::new(), Load::default()));
        feed(&mut |item| {
            // What is not handed over yet is less than what may be in flight: there is something to wait for. Each thread has a
            // lot that it works on, and one more: with these others may wait.
            while is_enough(fed.less(order.taken), threads) && !order.lost {
                order.wait(order.away().saturating_sub(2 * threads).max(1), &mut take);
            }
            if order.lost {
                return;
            }
            order.wait(0, &mut take);
            let load = Load { items: 1, bytes: size(&item) };
            fed.add(load);
            together.1.add(load);
            together.0.push(item);
            // Where a thread has nothing to do, one item is enough.
            if together.1.items == TOGETHER || order.away() < threads {
                begin(order.begin(), std::mem::take(&mut together));
            }
        });
        if !together.0.is_empty() {
            begin(order.begin(), together);
        }
        while order.away() > 0 {
            order.wait(1, &mut take);
        }
    });
}

/// Whether no more should be in flight.
fn is_enough(load: Load, threads: usize) -> bool {
    let are_small = load.bytes < SMALL_BYTES.saturating_mul(threads);
    load.items >= threads.saturating_mul(if are_small { SMALL_ITEMS } else { IN_FLIGHT })
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
            stream(|emit| (0..2000).for_each(emit), |_| 1, threads, slow, |n| taken.push(n));
            assert!(taken.into_iter().eq(0..2000), "{threads} threads");
        }
    }

    #[test]
    fn a_panic_ends_the_stream() {
        let one = std::panic::AssertUnwindSafe(|| {
            let panics = |n: usize| assert!(n != 300, "on purpose");
            stream(|emit| (0..5000).for_each(emit), |_| 1, 2, panics, drop);
        });
        assert!(std::panic::catch_unwind(one).is_err());
    }

    #[test]
    fn a_stream_holds_few_items_at_a_time() {
        assert!(most_held(SMALL_BYTES) <= IN_FLIGHT * 2 + 1);
        let (many, few) = (most_held(0), most_held(SMALL_BYTES / 64));
        assert!(many <= SMALL_ITEMS * 2 + 1 && few <= 129, "{many} {few}");
    }

    /// How many items of so many bytes two threads hold at most.
    fn most_held(bytes: usize) -> usize {
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
        stream(feed, |_| bytes, 2, |n| n, taken);
        assert_eq!(held.into_inner(), 0);
        most.into_inner()
    }
}
