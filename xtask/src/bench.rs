//! `cargo xtask bench`: what readers' browsers pay for our pages, in parts that can be run alone.
//!
//! Whatever is compared is measured in one run, in turns: on a shared machine only ratios mean something.
//! `bench/README.md` says what the parts and figures are.

mod parser;

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::{Context as _, Result, bail};

use crate::{
    args,
    build::{self, Pipeline, Site},
    process,
    progress::Steps,
    project::Project,
    setup,
};

/// What can be asked for, in the order in which it is run.
const PARTS: [&str; 4] = ["reading", "lengths", "scale", "parser"];
/// The corpus of 1,000 posts, for which the index of the search has a limit.
const INDEXED: &str = "k1";

/// The corpus of 10,000 posts, for which the memory of a build has one.
const LARGE: &str = "k10";

/// A comparison of pages in Chromium; the words are those of `bench/measure.mjs`.
struct Comparison {
    title: &'static str,
    corpora: &'static [&'static str],
    slugs: &'static str,
    what: &'static str,
    /// Whether the same posts as plain pages are the measure.
    with_limit: bool,
    /// What the others are divided by.
    base: &'static str,
    runs: u32,
}

impl Comparison {
    fn named(part: &str) -> Option<Self> {
        Some(match part {
            "reading" => Self {
                title: "Reading ours and plain pages",
                corpora: &["small"],
                slugs: "long-deep-dive",
                what: "load,home,nav,search",
                with_limit: true,
                base: "limit",
                runs: 5,
            },
            "lengths" => Self {
                title: "Reading posts of 2,500 to 40,000 words",
                corpora: &["lengths"],
                slugs: "length-2500,length-5000,length-10000,length-20000,length-40000",
                what: "screen,load,nav",
                with_limit: false,
                base: "studybuddy length-2500",
                runs: 3,
            },
            "scale" => Self {
                title: "Reading and searching 12, 1,000 and 10,000 posts",
                corpora: &["small", "k1", "k10"],
                slugs: "long-deep-dive",
                what: "load,home,tag,nav,search",
                with_limit: false,
                base: "studybuddy small",
                runs: 3,
            },
            _ => return None,
        })
    }

    /// How many steps it announces at most.
    fn steps(&self) -> usize {
        3 * self.corpora.len() + 1 + [INDEXED, LARGE].iter().filter(|one| self.corpora.contains(one)).count()
    }
}

/// Generates the posts, builds the sites, and measures them.
///
/// # Errors
/// A part has no such name; something that is needed is missing, or does not build.
pub fn run(project: &Project, options: &args::Bench) -> Result<ExitCode> {
    if let Some(unknown) = options.parts.iter().find(|part| !PARTS.contains(&part.as_str())) {
        bail!("no part is called `{unknown}`; there are: {}", PARTS.join(", "));
    }
    let is_wanted = |part: &&str| options.parts.is_empty() || options.parts.iter().any(|one| one == part);
    let wanted: Vec<&str> = PARTS.into_iter().filter(is_wanted).collect();
    let of_parts = wanted.iter().map(|part| Comparison::named(part).map_or(parser::STEPS, |it| it.steps()));
    let mut steps = Steps::new(setup::STEPS + setup::TEST_STEPS + build::PARTS + of_parts.sum::<usize>());
    let tools = setup::run(project, &mut steps)?;
    setup::run_for_tests(project, &mut steps)?;

    let work = project.target.join("bench");
    fs::create_dir_all(&work).with_context(|| format!("cannot make {}", work.display()))?;
    let pipeline = Pipeline { project, tools };
    if wanted.iter().any(|part| Comparison::named(part).is_some()) {
        pipeline.build_parts(&mut steps)?;
    }
    let bench = Bench { project, pipeline, work, runs: options.runs };
    for part in wanted {
        match Comparison::named(part) {
            Some(comparison) => bench.compare(part, &comparison, &mut steps)?,
            None => bench.parse(&mut steps)?,
        }
    }
    Ok(ExitCode::SUCCESS)
}

struct Bench<'a> {
    project: &'a Project,
    pipeline: Pipeline<'a>,
    /// Where corpora, sites and results are.
    work: PathBuf,
    runs: Option<u32>,
}

impl Bench<'_> {
    fn compare(&self, part: &str, comparison: &Comparison, steps: &mut Steps) -> Result<()> {
        for corpus in comparison.corpora {
            self.generate(corpus, steps)?;
            self.pipeline.build_site(&self.site(corpus), steps)?;
            if comparison.with_limit {
                let mut step = steps.start("The same posts as plain pages");
                step.begin("");
                let mut plain = self.project.command("node");
                plain.arg("bench/static.mjs").arg(self.work.join(corpus));
                process::run_quietly(plain.arg(self.work.join(format!("limit-{corpus}"))))?;
                step.finish();
            }
        }
        let mut step = steps.start(comparison.title);
        step.begin("some minutes…\n");
        let mut measure = self.project.command("node");
        measure.args(["bench/measure.mjs", "--corpus", &comparison.corpora.join(",")]);
        measure.args(["--slug", comparison.slugs, "--what", comparison.what, "--ratio", comparison.base]);
        measure.args(["--runs", &self.runs.unwrap_or(comparison.runs).to_string()]);
        if !comparison.with_limit {
            measure.args(["--only", "studybuddy"]);
        }
        measure.arg("--root").arg(&self.work).arg("--out").arg(self.work.join(part));
        if let Some(chromium) = setup::chromium() {
            measure.arg("--chromium").arg(chromium);
        }
        process::run(&mut measure)?;
        step.finish();
        self.say_where(part);
        if comparison.corpora.contains(&INDEXED) {
            self.measure_build("The index of the search", "bench/index_time.py", INDEXED, steps)?;
        }
        if comparison.corpora.contains(&LARGE) {
            self.measure_build("The memory of a build", "bench/build_memory.py", LARGE, steps)?;
        }
        Ok(())
    }

    /// Says what building a corpus costs, by a script that knows the limit.
    fn measure_build(&self, title: &str, script: &str, corpus: &str, steps: &mut Steps) -> Result<()> {
        let mut step = steps.start(title);
        step.begin("");
        let mut measure = self.project.command("python3");
        measure.arg(script).arg(self.work.join(corpus).join("posts"));
        measure.arg(self.work.join("build")).arg("--").arg(build::cli_binary(self.project));
        process::run(measure.args(["build", "--site", "bench/site.yaml"]))?;
        step.finish();
        Ok(())
    }

    /// Makes the posts of a corpus, which are the same ones each time.
    fn generate(&self, corpus: &str, steps: &mut Steps) -> Result<()> {
        let mut step = steps.start(format_args!("Posts of `{corpus}`"));
        step.begin("generating…");
        let mut generate = self.project.command("python3");
        process::run_quietly(generate.args(["bench/gen_posts.py", corpus]).arg(self.work.join(corpus)))?;
        step.finish();
        Ok(())
    }

    fn site(&self, corpus: &str) -> Site {
        Site {
            posts: self.work.join(corpus).join("posts"),
            settings: self.project.root.join("bench/site.yaml"),
            public: self.project.root.join("public"),
            dist: self.work.join(format!("studybuddy-{corpus}")),
            base: None,
            drafts: false,
            live_reload: false,
            precompress: false,
        }
    }

    fn say_where(&self, part: &str) {
        let table = self.work.join(format!("{part}.md"));
        println!(
            "the table: {}; all figures: the same with .json\n",
            self.project.relative(&table).display()
        );
    }
}
