//! Benches of the pipeline: policies compiled, documents read and checked, and the whole job.

#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "the macros of criterion; a bench stops at the first surprise"
)]

mod corpus;

use std::{hint::black_box, time::Duration};

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use guiju::{
    eval::Options,
    ingest::{self, Given},
    plan::Plan,
    regulation::Regulation,
    report,
    source::Files,
};

/// Documents in a run.
const DOCUMENTS: usize = 60;

/// Numbers of generated policies.
const SIZES: [usize; 3] = [8, 80, 800];

fn shipped() -> Files {
    let mut files = Files::default();
    for (name, text) in guiju::shipped() {
        files.add(*name, *text);
    }
    files
}

fn generated(n: usize) -> Files {
    let mut files = Files::default();
    for (i, text) in corpus::policies(n, 7).into_iter().enumerate() {
        files.add(format!("{i}.guiju"), text);
    }
    files
}

fn plan(files: &Files) -> Plan {
    guiju::compile(files).expect("the policies compile").plan
}

fn documents() -> Vec<(String, String)> {
    let texts = corpus::documents(DOCUMENTS, 1).into_iter().enumerate();
    texts.map(|(i, text)| (format!("{i:04}.txt"), text)).collect()
}

fn read((path, text): (String, String)) -> Regulation {
    ingest::read_text(&path, text, "utf-8", String::new(), &Given::default())
}

fn bytes(documents: &[(String, String)]) -> Throughput {
    Throughput::Bytes(documents.iter().map(|(_, text)| text.len() as u64).sum())
}

/// Policy texts to a plan; counted in policies.
fn compile(c: &mut Criterion) {
    let mut group = c.benchmark_group("compile");
    let sets = SIZES.map(|n| (format!("{n} keyword policies"), generated(n)));
    for (name, files) in [("the pack".to_owned(), shipped())].into_iter().chain(sets) {
        group.throughput(Throughput::Elements(plan(&files).policies.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(name), |b| b.iter(|| plan(black_box(&files))));
    }
    group.finish();
}

/// Texts to regulations; counted in bytes.
fn extract(c: &mut Criterion) {
    let documents = documents();
    let mut group = c.benchmark_group("extract");
    group.throughput(bytes(&documents));
    group.bench_function("documents", |b| {
        let all = |documents: Vec<_>| documents.into_iter().map(read).collect::<Vec<_>>();
        b.iter_batched(|| documents.clone(), all, BatchSize::LargeInput);
    });
    group.finish();
}

/// Regulations to verdicts; counted in documents.
fn check(c: &mut Criterion) {
    let regulations: Vec<Regulation> = documents().into_iter().map(read).collect();
    let mut group = c.benchmark_group("check");
    group.throughput(Throughput::Elements(regulations.len() as u64));
    let sets = SIZES.map(|n| (format!("{n} keyword policies"), generated(n)));
    for (name, files) in [("the pack".to_owned(), shipped())].into_iter().chain(sets) {
        let (plan, options) = (plan(&files), Options::default());
        group.bench_function(BenchmarkId::from_parameter(name), |b| {
            b.iter(|| {
                for regulation in &regulations {
                    black_box(guiju::eval::check(&plan, regulation, &options));
                }
            });
        });
    }
    group.finish();
}

/// Texts to a report in JSON with the shipped policies; counted in bytes.
fn job(c: &mut Criterion) {
    let documents = documents();
    let plan = plan(&shipped());
    let mut group = c.benchmark_group("job");
    group.throughput(bytes(&documents));
    for threads in [1, 2] {
        group.bench_function(BenchmarkId::new("threads", threads), |b| {
            let all = |documents: Vec<_>| {
                let one = |d: (String, String)| (d.0.clone(), Ok(read(d)));
                report::json(&guiju::check_all(&plan, documents, one, &Options::default(), threads))
            };
            b.iter_batched(|| documents.clone(), all, BatchSize::LargeInput);
        });
    }
    group.finish();
}

/// Short runs: the ratios matter, and they are large.
fn short() -> Criterion {
    Criterion::default()
        .without_plots()
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
}

criterion_group! { name = pipeline; config = short(); targets = compile, extract, check, job }
criterion_main!(pipeline);
