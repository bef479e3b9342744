//! What the parser costs, natively, on a long post and on posts whose length doubles.
//!
//! `cargo xtask bench parser` makes the posts and runs this; `STUDYBUDDY_BENCH` names the folder of the corpora.

use std::{env, fs, hint::black_box, path::PathBuf, time::Duration};

use anyhow::{Context as _, Result};
use criterion::{BenchmarkId, Criterion, Throughput};
use pulldown_cmark::{Options, Parser};
use studybuddy_content::{
    front_matter, math,
    post::{Post, PostHead},
    slug::Slug,
};
use studybuddy_micro::render;

const LONG_POST: &str = "small/posts/long-deep-dive.md";
/// Words of the posts of the corpus `lengths`.
const LENGTHS: [u32; 6] = [1250, 2500, 5000, 10_000, 20_000, 40_000];

fn main() -> Result<()> {
    let corpora =
        env::var_os("STUDYBUDDY_BENCH").context("where are the posts? `cargo xtask bench parser` knows")?;
    let corpora = PathBuf::from(corpora);
    let read = |file: &str| {
        let path = corpora.join(file);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let long_post = read(LONG_POST)?;
    let lengths = LENGTHS.map(|words| Ok((words, read(&format!("lengths/posts/length-{words}.md"))?)));
    let lengths = lengths.into_iter().collect::<Result<Vec<_>>>()?;

    let criterion = Criterion::default().sample_size(30).measurement_time(Duration::from_secs(3));
    let mut criterion = criterion.configure_from_args();
    stages(&mut criterion, &long_post);
    growth(&mut criterion, &lengths);
    criterion.final_summary();
    Ok(())
}

/// The steps of one long post, each by itself.
fn stages(criterion: &mut Criterion, source: &str) {
    let mut group = criterion.benchmark_group("post of 10,000 words");
    group.throughput(Throughput::Bytes(source.len() as u64));
    let body = &source[front_matter::parse("post.md", source).body_start..];
    group.bench_function("pulldown-cmark alone", |bencher| {
        let tables = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
        bencher.iter(|| Parser::new_ext(black_box(body), tables).into_offset_iter().count());
    });
    group.bench_function("formula finder", |bencher| bencher.iter(|| math::protect(black_box(body), 0)));
    group.bench_function("document", |bencher| bencher.iter(|| document(black_box(source))));
    group.bench_function("document and HTML", |bencher| bencher.iter(|| render(black_box(source))));
    group.finish();
}

/// Documents that double in length: as long as the bytes per second stay, the cost is linear.
fn growth(criterion: &mut Criterion, posts: &[(u32, String)]) {
    let mut group = criterion.benchmark_group("document by words");
    for (words, source) in posts {
        group.throughput(Throughput::Bytes(source.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(words), source, |bencher, source| {
            bencher.iter(|| document(black_box(source)));
        });
    }
    group.finish();
}

fn document(source: &str) -> Option<Post> {
    let head = PostHead::read("post.md", source)?;
    Some(Post::render(head, source, "../../", &|_: &str| None::<Slug>))
}
