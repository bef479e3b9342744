//! The steps of `cargo xtask test`, in their order.

use std::{fs, io::IsTerminal as _, process::Command, time::Duration};

use anyhow::{Context as _, Result};

use super::{
    Context, Outcome,
    counts::{self, Counts},
};
use crate::{
    args,
    build::{self, Pipeline, Site},
    cases, fuzz,
    process::{self, Event},
    progress::Steps,
    project::Project,
    setup,
};

/// One step.
pub(super) struct Definition {
    /// What the step is called on the command line.
    pub name: &'static str,
    pub title: &'static str,
    /// Is it part of `cargo xtask check`?
    pub is_quick: bool,
    /// Does it look at the built site?
    pub needs_site: bool,
    pub run: fn(&mut Context<'_>) -> Result<Outcome>,
}

#[rustfmt::skip]
pub(super) const ALL: [Definition; 14] = [
    Definition { name: "setup", title: "Set-up", is_quick: true, needs_site: false, run: set_up },
    Definition { name: "fmt", title: "Formatting", is_quick: true, needs_site: false, run: formatting },
    Definition { name: "clippy", title: "Lints", is_quick: true, needs_site: false, run: clippy },
    Definition { name: "clippy-wasm", title: "Lints of the app", is_quick: true, needs_site: false, run: clippy_wasm },
    Definition { name: "unit", title: "Unit, golden and doc tests", is_quick: true, needs_site: false, run: unit },
    Definition { name: "docs", title: "Documentation", is_quick: false, needs_site: false, run: docs },
    Definition { name: "wasm", title: "Tests in WebAssembly", is_quick: false, needs_site: false, run: wasm },
    Definition { name: "runner", title: "Tests in Node", is_quick: false, needs_site: false, run: runner },
    Definition { name: "fuzz", title: "Fuzz targets", is_quick: false, needs_site: false, run: fuzz_targets },
    Definition { name: "build", title: "Site", is_quick: false, needs_site: false, run: site },
    Definition { name: "verify", title: "Code of the posts", is_quick: false, needs_site: true, run: verify },
    Definition { name: "sizes", title: "Size budgets", is_quick: false, needs_site: true, run: sizes },
    Definition { name: "e2e", title: "End-to-end tests", is_quick: false, needs_site: true, run: end_to_end },
    Definition { name: "cases", title: "Acceptance cases", is_quick: false, needs_site: true, run: acceptance },
];

/// Tests for Node's test runner: of the runner of acceptance cases itself, and of scripts that need no browser.
const RUNNER_TESTS: [&str; 3] = ["e2e/cases/tests/", "src/interop/tests/", "xtask/assets/tests/"];
const CASES: &str = "tests/cases";
/// Names of areas, separated by white space, with `#` comments: those that pass so far. Without it, all are run.
const AREAS: &str = "tests/cases/areas.txt";
const PLAYWRIGHT_CONFIGS: [&str; 2] = ["playwright.config.ts", "e2e/playwright.config.ts"];
/// Where `e2e/safety` looks for the posts that are written for it.
const HOSTILE_POSTS: &str = "target/e2e/hostile.json";
/// How long each fuzz target runs.
const FUZZ_SECONDS: u32 = 15;
/// Tests of the content crate that are compiled to WebAssembly.
const WASM_TESTS: &str = "crates/content/tests/wasm.rs";

fn set_up(context: &mut Context<'_>) -> Result<Outcome> {
    let mut steps = Steps::new(setup::STEPS + setup::TEST_STEPS);
    let tools = setup::run(context.project, &mut steps)?;
    context.pipeline = Some(Pipeline { project: context.project, tools });
    setup::run_for_tests(context.project, &mut steps)?;
    Ok(Outcome::Content)
}

fn formatting(context: &mut Context<'_>) -> Result<Outcome> {
    check(context.project.cargo().args(["fmt", "--all", "--check"]))
}

fn clippy(context: &mut Context<'_>) -> Result<Outcome> {
    check(context.project.cargo().args(["clippy", "--workspace", "--all-targets", "--", "--deny=warnings"]))
}

fn clippy_wasm(context: &mut Context<'_>) -> Result<Outcome> {
    let mut command = context.project.cargo();
    command.args([
        "clippy",
        "--package=studybuddy",
        "--package=studybuddy-content",
        "--package=studybuddy-finder",
        "--target",
        setup::WASM_TARGET,
    ]);
    check(command.args(["--", "--deny=warnings"]))
}

fn unit(context: &mut Context<'_>) -> Result<Outcome> {
    let mut command = context.project.cargo();
    command.args(["test", "--workspace", "--no-fail-fast"]).args(context.extra);
    count(&mut command, counts::of_cargo)
}

fn docs(context: &mut Context<'_>) -> Result<Outcome> {
    // The app apart: it is a program for browsers, and has the name of the author's tool.
    let app = ["--package=studybuddy", "--target", setup::WASM_TARGET];
    for packages in [&["--workspace", "--exclude=studybuddy"][..], &app] {
        let mut command = context.project.cargo();
        command.args(["doc", "--no-deps"]).args(packages).env("RUSTDOCFLAGS", "--deny=warnings");
        process::run(&mut command)?;
    }
    Ok(Outcome::Content)
}

fn wasm(context: &mut Context<'_>) -> Result<Outcome> {
    let Some(pipeline) = &context.pipeline else { return Ok(needs("the set-up")) };
    if !context.project.root.join(WASM_TESTS).is_file() {
        return Ok(missing(WASM_TESTS));
    }
    let mut command = context.project.cargo();
    command.args(["test", "--package=studybuddy-content", "--test=wasm", "--target", setup::WASM_TARGET]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", pipeline.tools.wasm_test_runner());
    count(command.args(context.extra), counts::of_cargo)
}

fn runner(context: &mut Context<'_>) -> Result<Outcome> {
    let mut command = context.project.command("node");
    command.args(["--test", "--test-reporter=spec"]).args(RUNNER_TESTS).args(context.extra);
    count(&mut command, counts::of_node)
}

fn fuzz_targets(context: &mut Context<'_>) -> Result<Outcome> {
    let targets = fuzz::Targets::build(context.project)?;
    let (mut counts, mut success) = (Counts::default(), true);
    for name in fuzz::TARGETS {
        let mut command = targets.short_run(context.project, name, FUZZ_SECONDS)?;
        let is_good = process::run_quietly(command.args(context.extra)).is_ok();
        println!("{name}: {}", if is_good { "nothing found" } else { "FAILED" });
        counts += if is_good { Counts { passed: 1, failed: 0 } } else { Counts { passed: 0, failed: 1 } };
        success &= is_good;
    }
    Ok(Outcome::Tests { counts, success })
}

fn site(context: &mut Context<'_>) -> Result<Outcome> {
    let Some(pipeline) = &context.pipeline else { return Ok(needs("the set-up")) };
    let mut steps = Steps::new(build::PARTS + 1);
    pipeline.build_parts(&mut steps)?;
    pipeline.build_site(&Site::resolve(context.project, &args::Site::default())?, &mut steps)?;
    context.has_site = true;
    Ok(Outcome::Content)
}

/// Runs the code of our posts. What is slow here must not fail: the machine may be busy.
fn verify(context: &mut Context<'_>) -> Result<Outcome> {
    if !cfg!(target_os = "linux") {
        return Ok(Outcome::Skipped("code is kept apart on Linux only".to_owned()));
    }
    if !context.has_site {
        return Ok(needs("the site"));
    }
    let mut command = context.project.command(build::cli_binary(context.project));
    command.args(["verify", "--require-all", "--no-record", "--timeout=600", "--python"]);
    check(command.arg(setup::python::interpreter(context.project)).args(context.extra))
}

fn sizes(context: &mut Context<'_>) -> Result<Outcome> {
    check(context.project.command("node").args(["bench/sizes.mjs", "dist"]))?;
    check(context.project.command("node").args(["bench/growth.mjs", "dist"]))
}

fn end_to_end(context: &mut Context<'_>) -> Result<Outcome> {
    if !context.has_site {
        return Ok(needs("the site"));
    }
    let root = &context.project.root;
    let Some(config) = PLAYWRIGHT_CONFIGS.into_iter().find(|config| root.join(config).is_file()) else {
        return Ok(missing(PLAYWRIGHT_CONFIGS[0]));
    };
    write_hostile_posts(context.project)?;
    let mut command = context.project.command(context.project.npm_bin("playwright"));
    command.args(["test", "--config", config]).args(context.extra);
    cases::add_environment(context.project, &mut command);
    count(&mut command, counts::of_playwright)
}

/// Writes what the tests of `e2e/safety` open: hostile posts, what they become, and our list of allowed HTML.
fn write_hostile_posts(project: &Project) -> Result<()> {
    let file = project.root.join(HOSTILE_POSTS);
    let folder = file.parent().unwrap_or(&project.root);
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let out = fs::File::create(&file).with_context(|| format!("cannot write {}", file.display()))?;
    let mut command = project.cargo();
    command.args(["run", "--quiet", "--package=studybuddy-content", "--example=hostile"]).stdout(out);
    process::run(&mut command)
}

fn acceptance(context: &mut Context<'_>) -> Result<Outcome> {
    if !context.has_site {
        return Ok(needs("the site"));
    }
    let root = &context.project.root;
    for path in [cases::RUNNER, CASES] {
        if !root.join(path).exists() {
            return Ok(missing(path));
        }
    }
    let mut command = cases::command(context.project, &root.join(CASES));
    if let Ok(text) = fs::read_to_string(root.join(AREAS)) {
        command.args(["--area", &areas_in(&text)]);
    }
    count(command.args(context.extra), counts::of_cases)
}

fn areas_in(text: &str) -> String {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(",")
}

fn needs(what: &str) -> Outcome {
    Outcome::Skipped(format!("needs {what}, which failed"))
}

fn missing(file: &str) -> Outcome {
    Outcome::Skipped(format!("there is no {file}"))
}

/// Nothing is reported while a test program runs, besides what it prints.
const LONG: Duration = Duration::from_hours(1);

/// Runs a check that prints what is wrong.
fn check(command: &mut Command) -> Result<Outcome> {
    process::run(command)?;
    Ok(Outcome::Content)
}

/// Runs a test program, showing what it prints, and adds up what `parse` finds in its lines.
fn count(command: &mut Command, parse: fn(&str) -> Option<Counts>) -> Result<Outcome> {
    // They print into a pipe and would leave colours out.
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    let mut counts = Counts::default();
    let status = process::watch(command, LONG, |event| {
        if let Event::Line(line) = event {
            println!("{line}");
            counts += parse(line).unwrap_or_default();
        }
    })?;
    Ok(Outcome::Tests { counts, success: status.success() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_joined() {
        assert_eq!(areas_in("# so far\nmath-syntax toc\ncode # not all\n"), "math-syntax,toc,code");
    }
}
