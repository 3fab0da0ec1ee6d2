//! The reader on one document of 8 KB, and on texts of 1, 10 and 100 MB: its time grows with the text and no faster,
//! whether its lines are those of documents or there is only one.

#![allow(missing_docs, reason = "the macros of criterion")]

#[allow(dead_code, reason = "the policies that it makes as well are for another bench")]
mod corpus;

use std::{hint::black_box, time::Duration};

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use guiju::ingest::{Given, read};

/// Documents one after the other, until they have so many bytes.
fn documents(bytes: usize) -> String {
    let all = corpus::documents(60, 1);
    let mut text = String::with_capacity(bytes + 20_000);
    for document in all.iter().cycle() {
        if text.len() >= bytes {
            break;
        }
        text.push_str(document);
        text.push('\n');
    }
    text
}

fn reader(c: &mut Criterion) {
    let mut group = c.benchmark_group("read");
    group.sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(2));
    // One reading a sample: the longest takes seconds.
    group.sampling_mode(SamplingMode::Flat);
    for (size, bytes) in [("8KB", 1), ("1MB", 1_000_000), ("10MB", 10_000_000), ("100MB", 100_000_000)] {
        let text = documents(bytes);
        let line = text.replace('\n', " ");
        for (form, text) in [("documents", text), ("line", line)] {
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(form, size), &text, |b, text| {
                b.iter(|| black_box(read("a.txt", text.as_bytes(), &Given::default())));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, reader);
criterion_main!(benches);
