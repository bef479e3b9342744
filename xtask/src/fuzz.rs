//! `cargo xtask fuzz`: builds the targets in `fuzz/` with LLVM's coverage instrumentation and runs libFuzzer.
//!
//! The compiler flags are those of `cargo fuzz --sanitizer none`. They are stable, so the pinned toolchain is
//! enough; whoever has cargo-fuzz and a nightly can use it in the same folder, with sanitisers too.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Context as _, Result, bail};

use crate::{args::Fuzz, process, project::Project};

/// The programs in `fuzz/fuzz_targets`.
pub const TARGETS: [&str; 4] = ["front_matter", "formulas", "html", "post"];

const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1";

/// Real posts, what our golden tests become, and inputs that once broke something.
const SEEDS: [&str; 3] = ["fuzz/seeds", "crates/content/tests/golden", "posts"];

/// Bounds of one run: an input that takes longer than this, or more memory, is a fault.
const LIMITS: [&str; 4] = ["-timeout=10", "-rss_limit_mb=2048", "-max_len=4096", "-dict=fuzz/dictionary.txt"];

/// The built targets.
pub struct Targets {
    programs: PathBuf,
    work: PathBuf,
}

/// Runs one target, or all of them at a time.
///
/// # Errors
/// A target has no such name or cannot be built.
pub fn run(project: &Project, options: &Fuzz) -> Result<ExitCode> {
    let targets = Targets::build(project)?;
    let chosen: Vec<&str> = match &options.target {
        Some(name) if !TARGETS.contains(&name.as_str()) => {
            bail!("no target is called `{name}`; there are: {}", TARGETS.join(", "))
        }
        Some(name) => vec![name],
        None => TARGETS.to_vec(),
    };
    let mut is_good = true;
    for name in chosen {
        // What was found stays for the next run.
        let corpus = targets.work.join("corpus").join(name);
        let mut command = targets.command(project, name, &corpus, options.seconds)?;
        is_good &= command.status().with_context(|| format!("cannot start the target {name}"))?.success();
    }
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Targets {
    /// Compiles all targets, in a folder of their own: their flags would make everything else compile again.
    ///
    /// # Errors
    /// They do not compile; for libFuzzer a C++ compiler has to be there.
    pub fn build(project: &Project) -> Result<Self> {
        let work = project.target.join("fuzz");
        let host = host(project).context("`rustc -vV` does not say what it compiles for")?;
        let mut command = project.cargo();
        command.args(["build", "--locked", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target"]);
        command.arg(&host).arg("--target-dir").arg(work.join("build")).env("RUSTFLAGS", FLAGS);
        process::run(&mut command)
            .context("the fuzz targets do not compile; they need a C++ compiler, too")?;
        Ok(Self { programs: work.join("build").join(host).join("release"), work })
    }

    /// A short run that starts anew each time; what it finds fails the test and lies in `target/fuzz/artifacts`.
    ///
    /// # Errors
    /// The folder of new inputs cannot be made.
    pub fn short_run(&self, project: &Project, name: &str, seconds: u32) -> Result<Command> {
        let corpus = self.work.join("short").join(name);
        _ = fs::remove_dir_all(&corpus);
        let mut command = self.command(project, name, &corpus, seconds)?;
        command.arg("-seed=1");
        Ok(command)
    }

    fn command(&self, project: &Project, name: &str, corpus: &Path, seconds: u32) -> Result<Command> {
        let artifacts = self.work.join("artifacts").join(name);
        for folder in [corpus, &artifacts] {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let mut command = project.command(self.programs.join(name));
        command.arg(corpus).args(SEEDS).args(LIMITS).arg(format!("-max_total_time={seconds}"));
        command.arg("-print_final_stats=1").arg(format!("-artifact_prefix={}/", artifacts.display()));
        Ok(command)
    }
}

fn host(project: &Project) -> Option<String> {
    let version = process::output_of(project.command("rustc").arg("-vV"))?;
    version.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned)
}
