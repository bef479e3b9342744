//! `cargo xtask bench`: what readers' browsers pay for our pages, against plain finished pages of the same posts.
//!
//! The limit (`bench/static.mjs`) is built and measured in the same run, in turns with ours: on a shared machine only
//! ratios mean something. `bench/README.md` says what the figures are.

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context as _, Result};

use crate::{
    args::Bench,
    build::{self, Pipeline, Site},
    process,
    progress::Steps,
    project::Project,
    setup,
};

/// The corpus whose long post is measured.
const CORPUS: &str = "small";

/// Generates the posts, builds both sites from them, and measures both.
///
/// # Errors
/// Something that is needed is missing, or does not build.
pub fn run(project: &Project, options: &Bench) -> Result<ExitCode> {
    let mut steps = Steps::new(setup::STEPS + setup::TEST_STEPS + build::PARTS + 4);
    let tools = setup::run(project, &mut steps)?;
    setup::run_for_tests(project, &mut steps)?;
    let pipeline = Pipeline { project, tools };
    pipeline.build_parts(&mut steps)?;

    let work = project.target.join("bench");
    fs::create_dir_all(&work).with_context(|| format!("cannot make {}", work.display()))?;
    let corpus = work.join(CORPUS);

    let mut step = steps.start("Posts to measure");
    step.begin("generating…");
    process::run_quietly(project.command("python3").args(["bench/gen_posts.py", CORPUS]).arg(&corpus))?;
    step.finish();

    pipeline.build_site(&site(project, &corpus, &work.join(format!("studybuddy-{CORPUS}"))), &mut steps)?;

    let mut step = steps.start("The same posts as plain pages");
    step.begin("");
    let limit = work.join(format!("limit-{CORPUS}"));
    process::run_quietly(project.command("node").arg("bench/static.mjs").arg(&corpus).arg(&limit))?;
    step.finish();

    let mut step = steps.start("Reading both in Chromium");
    step.begin("some minutes…\n");
    let mut measure = project.command("node");
    measure.args(["bench/measure.mjs", "--sites", "bench/sites.json", "--what", "load,home,nav"]);
    measure.args(["--ratio", "limit", "--corpus", CORPUS, "--runs", &options.runs.to_string()]);
    measure.arg("--root").arg(&work).arg("--manifest").arg(corpus.join("manifest.json"));
    measure.arg("--json").arg(work.join("reading.json"));
    if let Some(chromium) = setup::chromium() {
        measure.arg("--chromium").arg(chromium);
    }
    process::run(&mut measure)?;
    step.finish();
    println!("all figures: {}", project.relative(&work.join("reading.json")).display());
    Ok(ExitCode::SUCCESS)
}

fn site(project: &Project, corpus: &Path, dist: &Path) -> Site {
    Site {
        posts: corpus.join("posts"),
        settings: project.root.join("site.yaml"),
        public: project.root.join("public"),
        dist: dist.to_owned(),
        base: None,
        drafts: false,
        live_reload: false,
        precompress: false,
    }
}
