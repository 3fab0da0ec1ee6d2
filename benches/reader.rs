//! The reader on texts of 1, 10 and 100 MB: its time grows with the text and no faster.

#![allow(missing_docs, reason = "the macros of criterion")]

use std::{fmt::Write, hint::black_box, time::Duration};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use guiju::ingest::{Given, read};

/// A statute with as many articles as `bytes` hold.
fn statute(bytes: usize) -> String {
    let mut text = String::from("白溪河湖保护规定\n");
    let mut number = 0;
    while text.len() < bytes {
        number += 1;
        if number % 50 == 1 {
            let _ = writeln!(text, "第{}章 管理", number / 50 + 1);
        }
        let _ = writeln!(
            text,
            "第{number}条 县级以上人民政府负责河湖保护工作,具体办法另行规定。\n(一)组织巡查;\n(二)设2个内设机构:1.巡查科。2.养护科。行政编制5名,设主任1名、副主任2名。"
        );
    }
    text
}

fn reader(c: &mut Criterion) {
    let mut group = c.benchmark_group("read");
    group.sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(2));
    for megabytes in [1_usize, 10, 100] {
        let text = statute(megabytes * 1_000_000);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::new("statute", megabytes), &text, |b, text| {
            b.iter(|| black_box(read("a.txt", text.as_bytes(), &Given::default())));
        });
    }
    group.finish();
}

criterion_group!(benches, reader);
criterion_main!(benches);
