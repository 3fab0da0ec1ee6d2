//! The only place that knows of threads.

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
