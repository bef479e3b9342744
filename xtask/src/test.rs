//! `cargo xtask test`: every check, one after the other, with a summary at the end.
//!
//! A step that fails does not keep the others from running. The last line has the counts of all test programs
//! added up; a step without counts, such as formatting, counts as one test.

mod counts;
mod steps;

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::{
    build::Pipeline,
    progress::{Elapsed, Steps},
    project::Project,
};
use counts::Counts;
use steps::{ALL, Definition};

/// Which steps run.
pub struct Selection {
    steps: Vec<&'static Definition>,
    extra: Vec<String>,
}

impl Selection {
    /// The steps named, with what they need; all if none is named. `extra` goes to the program of the one step.
    ///
    /// # Errors
    /// A name that no step has; `extra` without exactly one step.
    pub fn new(names: &[String], extra: Vec<String>) -> Result<Self> {
        for name in names {
            if ALL.iter().all(|step| step.name != name) {
                let known: Vec<_> = ALL.iter().map(|step| step.name).collect();
                bail!("no step is called `{name}`; there are: {}", known.join(", "));
            }
        }
        if !extra.is_empty() && names.len() != 1 {
            bail!("arguments after `--` need one step that they are for, such as `test unit -- slug`");
        }
        let is_named = |step: &Definition| names.is_empty() || names.iter().any(|name| name == step.name);
        let needs_site = ALL.iter().any(|step| is_named(step) && step.needs_site);
        let is_needed = |step: &Definition| step.name == "setup" || needs_site && step.name == "build";
        Ok(Self { steps: ALL.iter().filter(|step| is_named(step) || is_needed(step)).collect(), extra })
    }

    /// The quick ones: formatting, lints, unit tests.
    pub fn quick() -> Self {
        Self { steps: ALL.iter().filter(|step| step.is_quick).collect(), extra: Vec::new() }
    }
}

/// What a step may use, and what earlier ones left for it.
struct Context<'a> {
    project: &'a Project,
    /// There once the set-up succeeded.
    pipeline: Option<Pipeline<'a>>,
    /// Is there a complete site in `dist/`?
    has_site: bool,
    extra: &'a [String],
}

/// How a step went that did not go wrong by itself.
enum Outcome {
    /// A test program ran; were all tests good?
    Tests { counts: Counts, success: bool },
    /// A check that has no counts is content.
    Content,
    /// It did not run, for this reason.
    Skipped(String),
}

struct Record {
    name: &'static str,
    verdict: String,
    counts: Counts,
    elapsed: Duration,
}

/// Runs the steps; the exit code says whether all is well.
///
/// # Errors
/// None of its own: a step that fails is part of the summary.
pub fn run(project: &Project, selection: &Selection) -> Result<ExitCode> {
    let mut context = Context { project, pipeline: None, has_site: false, extra: &selection.extra };
    let mut steps = Steps::new(selection.steps.len());
    let mut records = Vec::new();
    for definition in &selection.steps {
        let mut step = steps.start(definition.title);
        step.begin("");
        let started = Instant::now();
        let result = (definition.run)(&mut context);
        let record = judge(definition.name, result, started.elapsed());
        println!("      {} in {}\n", record.verdict, Elapsed(record.elapsed));
        records.push(record);
    }
    Ok(summarise(&records))
}

fn judge(name: &'static str, result: Result<Outcome>, elapsed: Duration) -> Record {
    let (verdict, counts) = match result {
        Ok(Outcome::Content) => ("passed".to_owned(), Counts { passed: 1, failed: 0 }),
        Ok(Outcome::Tests { counts, success: true }) if counts.failed == 0 => ("passed".to_owned(), counts),
        Ok(Outcome::Tests { counts, .. }) => {
            // A program that ends badly without a failed test did not get to its tests, or not to their end.
            ("FAILED".to_owned(), Counts { failed: counts.failed.max(1), ..counts })
        }
        Ok(Outcome::Skipped(why)) => (format!("skipped ({why})"), Counts::default()),
        Err(error) => {
            eprintln!("error: {error:#}");
            ("FAILED".to_owned(), Counts { passed: 0, failed: 1 })
        }
    };
    Record { name, verdict, counts, elapsed }
}

fn summarise(records: &[Record]) -> ExitCode {
    println!("Summary");
    let mut total = Counts::default();
    for Record { name, verdict, counts, elapsed } in records {
        let Counts { passed, failed } = counts;
        println!(
            "  {name:<12} {passed:>5} passed {failed:>4} failed {:>14}  {verdict}",
            Elapsed(*elapsed).to_string()
        );
        total += *counts;
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: &[&str]) -> Vec<&'static str> {
        let only: Vec<_> = only.iter().map(|name| (*name).to_owned()).collect();
        Selection::new(&only, Vec::new()).unwrap().steps.iter().map(|step| step.name).collect()
    }

    #[test]
    fn steps_bring_what_they_need() {
        assert_eq!(names(&["unit"]), ["setup", "unit"]);
        assert_eq!(names(&["e2e"]), ["setup", "build", "e2e"]);
        assert_eq!(names(&[]).len(), ALL.len());
        assert!(Selection::new(&["units".into()], Vec::new()).is_err());
        assert!(Selection::new(&[], vec!["slug".into()]).is_err());
    }

    #[test]
    fn a_program_that_ends_badly_counts_as_a_failure() {
        let outcome = Outcome::Tests { counts: Counts { passed: 3, failed: 0 }, success: false };
        assert_eq!(judge("unit", Ok(outcome), Duration::ZERO).counts, Counts { passed: 3, failed: 1 });
        let skipped = Outcome::Skipped("no config".into());
        assert_eq!(judge("e2e", Ok(skipped), Duration::ZERO).counts, Counts::default());
    }
}
