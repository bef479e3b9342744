//! A post's blocks, run and judged.

use anyhow::Result;
use studybuddy_content::{diagnostic::Diagnostic, post::Post};

use super::{
    block::{Block, blocks},
    compare::difference,
    language::{Language, Runtime, Tools},
    sandbox::Sandbox,
    session::{self, Ending, Grant, Run},
};
use crate::report::File;

/// A block, how it went, and whether that is what the post says.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The block.
    pub block: Block,
    /// How it went; `None` if its language cannot be run here.
    pub run: Option<Run>,
    /// The verdict.
    pub status: Status,
}

/// Whether a block does what the post says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It does.
    Passed,
    /// It runs as it should, but prints something else.
    Differs(Diagnostic),
    /// It does not run as it should.
    Failed(Diagnostic),
    /// It could not be run here, for this reason.
    Skipped(String),
}

/// Everything that runs of posts need.
#[derive(Debug)]
pub struct Runner {
    /// Where code runs.
    sandbox: Sandbox,
    /// What it may take.
    grant: Grant,
    /// Where interpreters are taken from.
    tools: Tools,
    /// Those that were looked for.
    found: Vec<(Language, Result<Runtime, String>)>,
}

impl Runner {
    /// Nothing has been looked for yet.
    pub fn new(sandbox: Sandbox, grant: Grant, tools: Tools) -> Self {
        Self { sandbox, grant, tools, found: Vec::new() }
    }

    /// Runs the blocks of a post; also says what is wrong with their info strings.
    ///
    /// # Errors
    /// A session cannot be started.
    pub fn run(&mut self, file: &File, post: &Post) -> Result<(Vec<Checked>, Vec<Diagnostic>)> {
        let (blocks, problems) = blocks(&post.document.code_blocks, &file.text);
        let mut checked: Vec<Option<Checked>> = vec![None; blocks.len()];
        let mut languages: Vec<Language> = Vec::new();
        for block in &blocks {
            if !languages.contains(&block.language) {
                languages.push(block.language);
            }
        }
        for language in languages {
            let members: Vec<usize> =
                (0..blocks.len()).filter(|at| blocks[*at].language == language).collect();
            let of_session: Vec<&Block> = members.iter().map(|at| &blocks[*at]).collect();
            let results = self.run_session(file, language, &of_session)?;
            for (at, result) in members.into_iter().zip(results) {
                checked[at] = Some(result);
            }
        }
        Ok((checked.into_iter().flatten().collect(), problems))
    }

    /// The verdicts on the same runs once the post has changed, as far as outputs go.
    pub fn judge_again(&self, file: &File, post: &Post, checked: Vec<Checked>) -> Vec<Checked> {
        let (blocks, _) = blocks(&post.document.code_blocks, &file.text);
        let again = |(block, Checked { run, status, .. }): (Block, Checked)| {
            let status = match (&run, status) {
                (Some(run), Status::Passed | Status::Differs(_)) => judge(&block, run, self.grant, false),
                (_, status) => status,
            };
            Checked { block, run, status }
        };
        blocks.into_iter().zip(checked).map(again).collect()
    }

    fn run_session(&mut self, file: &File, language: Language, blocks: &[&Block]) -> Result<Vec<Checked>> {
        let runtime = match self.runtime(language) {
            Ok(runtime) => runtime,
            Err(reason) => {
                let skipped = |block: &&Block| Checked {
                    block: (*block).clone(),
                    run: None,
                    status: Status::Skipped(reason.clone()),
                };
                return Ok(blocks.iter().map(skipped).collect());
            }
        };
        let runs = session::run(&self.sandbox, (language, &runtime), &file.path, blocks, self.grant)?;
        let mut follows_skipped = false;
        let judged = blocks.iter().zip(runs).map(|(block, run)| {
            let status = judge(block, &run, self.grant, follows_skipped);
            follows_skipped |= matches!(status, Status::Skipped(_));
            Checked { block: (*block).clone(), run: Some(run), status }
        });
        Ok(judged.collect())
    }

    fn runtime(&mut self, language: Language) -> Result<Runtime, String> {
        if let Some((_, found)) = self.found.iter().find(|(known, _)| *known == language) {
            return found.clone();
        }
        let found = language.find(&self.tools);
        self.found.push((language, found.clone()));
        found
    }
}

impl Checked {
    /// What the block really prints: for a failure that is meant, what it says then belongs to it.
    pub fn real_output(&self) -> Option<String> {
        let run = self.run.as_ref()?;
        Some(real_output(&self.block, run))
    }
}

fn real_output(block: &Block, run: &Run) -> String {
    if block.should_fail { format!("{}{}", run.stdout, run.stderr) } else { run.stdout.clone() }
}

fn judge(block: &Block, run: &Run, grant: Grant, follows_skipped: bool) -> Status {
    let has_failed = matches!(run.ending, Ending::Failed | Ending::Exited(1..));
    let is_as_meant = if block.should_fail { has_failed } else { run.ending == Ending::Succeeded };
    if let Ending::Missing(what) = &run.ending {
        return Status::Skipped(format!("{what} is not installed"));
    }
    if !is_as_meant {
        if follows_skipped {
            return Status::Skipped("it follows a block that could not be run".to_owned());
        }
        return Status::Failed(failure(block, run, grant));
    }
    let Some(output) = &block.output else { return Status::Passed };
    match difference(&output.text, &real_output(block, run), output.tolerance) {
        None => Status::Passed,
        Some(difference) => Status::Differs(
            Diagnostic::error(
                "verify/output",
                output.span.clone(),
                format!("the output differs: {difference}"),
            )
            .with_help(
                "`verify --update` writes what is printed; `tolerance=1e-3` lets numbers be a little off",
            ),
        ),
    }
}

fn failure(block: &Block, run: &Run, grant: Grant) -> Diagnostic {
    let megabytes = grant.memory >> 20;
    let (code, message, help) = match &run.ending {
        Ending::Succeeded => (
            "verify/should-fail",
            "the block succeeds, though it says `should-fail`".to_owned(),
            "take the word away, or let it fail".to_owned(),
        ),
        Ending::TimedOut => (
            "verify/time",
            format!("the block was stopped after {} s", grant.time.as_secs_f64()),
            "give it more time with --timeout, or let it do less".to_owned(),
        ),
        Ending::OutOfMemory => (
            "verify/memory",
            format!("the block was stopped: it takes more than {megabytes} MiB of memory"),
            "give it more with --memory, or let it do with less".to_owned(),
        ),
        Ending::TooManyProcesses => (
            "verify/processes",
            "the block was stopped: it starts too many processes".to_owned(),
            "let it do with less than 64".to_owned(),
        ),
        Ending::TooMuchOutput => (
            "verify/output-size",
            "the block was stopped: it prints more than 1 MiB".to_owned(),
            "print what readers need".to_owned(),
        ),
        Ending::NotRun => (
            "verify/not-run",
            "the block was not run: one before it ended the session".to_owned(),
            "see what became of that one".to_owned(),
        ),
        Ending::Failed | Ending::Missing(_) | Ending::Exited(_) => {
            let last =
                run.stderr.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
            let what = match run.ending {
                Ending::Exited(code) => format!("the block ends the session with exit code {code}"),
                _ => "the block fails".to_owned(),
            };
            let message = if last.is_empty() { what } else { format!("{what}: {last}") };
            ("verify/failed", message, advice(&run.stderr, megabytes))
        }
    };
    Diagnostic::error(code, block.span.clone(), message).with_help(help)
}

/// What may have been the reason.
fn advice(stderr: &str, megabytes: u64) -> String {
    let says = |words: &[&str]| words.iter().any(|word| stderr.contains(word));
    if says(&["PermissionError", "Permission denied", "EACCES", "Read-only file system"]) {
        "code may write to its own folder only, which is where it starts".to_owned()
    } else if says(&["MemoryError", "memory allocation", "annot allocate", "out of memory", "bad_alloc"]) {
        format!("code has {megabytes} MiB of memory; --memory gives it more")
    } else if says(&[
        "Network is unreachable",
        "name resolution",
        "EAI_AGAIN",
        "ENETUNREACH",
        "Could not resolve",
    ]) {
        "code has no network; --network gives it one".to_owned()
    } else {
        "mend it; `no-run` in its info string leaves it out, `should-fail` says that it is meant to"
            .to_owned()
    }
}
