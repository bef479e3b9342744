//! The parser by itself: natively with Criterion, and in WebAssembly against JavaScript's.

use std::fs;

use anyhow::{Context as _, Result};

use super::Bench;
use crate::{build::PROFILE, process, progress::Steps, setup, slim};

/// The number of steps that it announces.
pub const STEPS: usize = 5;

const PACKAGE: &str = "studybuddy-micro";

impl Bench<'_> {
    /// Measures the parser.
    pub(super) fn parse(&self, steps: &mut Steps) -> Result<()> {
        self.generate("small", steps)?;
        self.generate("lengths", steps)?;

        let mut step = steps.start("The parser, natively");
        step.begin("compiling, then a minute…\n");
        let mut criterion = self.project.cargo();
        criterion.args(["bench", "--profile", PROFILE, "--package", PACKAGE]);
        process::run(criterion.env("STUDYBUDDY_BENCH", &self.work))?;
        step.finish();

        let mut step = steps.start("The parsers of JavaScript");
        step.begin("installing…");
        let packages = self.work.join("micro");
        fs::create_dir_all(&packages)?;
        for file in ["bench/micro/package.json", "bench/micro/package-lock.json", ".npmrc"] {
            let from = self.project.root.join(file);
            let name = from.file_name().context("a file has a name")?;
            fs::copy(&from, packages.join(name))
                .with_context(|| format!("cannot copy {}", from.display()))?;
        }
        let mut install = setup::npm(self.project);
        install.args(["ci", "--no-progress", "--loglevel=error"]).current_dir(&packages);
        process::run_quietly(&mut install)?;
        step.finish();

        let mut step = steps.start("The parsers in Chromium and in Node");
        step.begin("compiling, then some minutes…\n");
        let wasm = packages.join("wasm");
        self.pipeline.build_wasm(&["--package", PACKAGE], "micro", &wasm, slim::ALL)?;
        let mut compare = self.project.command("node");
        compare.arg("bench/micro/run.mjs").arg("--packages").arg(&packages).arg("--wasm").arg(&wasm);
        compare.arg("--post").arg(self.work.join("small/posts/long-deep-dive.md"));
        compare.args(["--rounds", &self.runs.unwrap_or(5).to_string()]);
        compare.arg("--out").arg(self.work.join("parser"));
        if let Some(chromium) = setup::chromium() {
            compare.arg("--chromium").arg(chromium);
        }
        process::run(&mut compare)?;
        step.finish();
        self.say_where("parser");
        Ok(())
    }
}
