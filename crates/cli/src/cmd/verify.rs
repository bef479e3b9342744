use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufRead as _, IsTerminal as _, Write as _},
    path::PathBuf,
    time::Duration,
};

use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;
use studybuddy_content::{diagnostic::Diagnostic, post::Post, slug::Slug};

use super::{Format, Outcome, Run, Source};
use crate::{
    atomic,
    report::{File, Report, counted},
    site::{
        clock,
        render::{parse_post, thread_pool},
        sources::{Audience, SourcePost, Sources},
    },
    verify::{
        language::Tools,
        post::{Checked, Runner, Status},
        record::{Kind, Record},
        sandbox::Sandbox,
        session::Grant,
        update::{self, Change},
    },
};

/// Run the code of posts, and compare what it prints with what they say.
///
/// Blocks in Python, Bash, JavaScript and Rust are run, those of one language in a post one after the other in one
/// session: in a folder of their own, with limits, and without a network. What a block prints is compared with the fence
/// `output` below it; `tolerance=1e-3` behind that word lets numbers be a little off. `no-run` behind a block's language
/// leaves it out, `should-fail` says that it is meant to fail. What ran is noted in a file beside the post, which the
/// site shows. The exit code is 0 only if every block does what its post says.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  studybuddy verify posts/bayes-rule.md --timeout 60 --update")]
pub struct Verify {
    /// Posts whose code is run [default: all]
    #[arg(value_name = "FILES")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub source: Source,
    /// Write real outputs into the posts, after showing what changes and asking
    #[arg(long)]
    pub update: bool,
    /// Do not ask
    #[arg(long, requires = "update")]
    pub yes: bool,
    /// Time for each block, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub timeout: Duration,
    /// Memory for each session, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 2048, value_parser = clap::value_parser!(u64).range(16..=1 << 24))]
    pub memory: u64,
    /// Let code use the network
    #[arg(long)]
    pub network: bool,
    /// The Python to run [default: that of the active virtual environment, of `.venv`, of `target/python-venv`, or `python3`]
    #[arg(long, value_name = "FILE", env = "STUDYBUDDY_PYTHON")]
    pub python: Option<PathBuf>,
    /// Write no records
    #[arg(long)]
    pub no_record: bool,
    /// Fail if a block cannot be run here, for want of an interpreter or a package
    #[arg(long)]
    pub require_all: bool,
    /// How to answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Do as if the system had no namespaces
    #[arg(long, hide = true)]
    pub no_namespaces: bool,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| *seconds > 0.0);
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "not a number of seconds".to_owned())
}

impl Run for Verify {
    fn run(&self) -> Result<Outcome> {
        if self.update && !self.yes && !io::stdin().is_terminal() {
            bail!("there is nobody to ask before posts are changed; say --yes to change them all the same");
        }
        let mut report = Report::default();
        let posts = self.posts(&mut report)?;
        let sandbox = Sandbox::probe(self.network, !self.no_namespaces)?;
        for note in sandbox.notes() {
            tell(&format!("note: {note}"))?;
        }
        let grant = Grant { time: self.timeout, memory: self.memory << 20 };
        let mut runner = Runner::new(sandbox, grant, Tools { python: self.python.clone() });
        let mut counts = Counts::default();
        let mut facts = Vec::new();
        for mut source in posts {
            let post = parse(&source)?;
            let (mut checked, problems) = runner.run(&source.file, &post)?;
            for block in &checked {
                tell(&progress(&source.file.path, block))?;
            }
            if self.update
                && let Some(text) = self.update(&source, &checked, &mut report)?
            {
                source.file.text = text.into();
                checked = runner.judge_again(&source.file, &parse(&source)?, checked);
            }
            if !self.no_record {
                Record::new(&checked, &clock::iso_date(clock::now())).save(&source.path)?;
            }
            checked.iter().for_each(|block| counts.add(&block.status));
            report.add(
                &source.file,
                problems.into_iter().chain(checked.iter().filter_map(|block| self.finding(block))),
            );
            facts.push(PostFacts::new(&source.file, &checked));
        }
        let output = match self.format {
            Format::Text => counts.summary(facts.len()),
            Format::Github => report.render_for_github() + &counts.summary(facts.len()),
            Format::Json => serde_json::to_string_pretty(&facts)? + "\n",
        };
        let findings = if self.format == Format::Github { String::new() } else { report.render() };
        Ok(Outcome { findings, output, failed: report.has_errors(), ..Outcome::default() })
    }
}

impl Verify {
    /// The posts that were asked for.
    fn posts(&self, report: &mut Report) -> Result<Vec<SourcePost>> {
        let Source { posts: folder, site } = &self.source;
        if self.files.is_empty() {
            let sources = Sources::load(folder, site, Audience::Author, &mut Report::default())?;
            return Ok(sources.posts);
        }
        let mut posts = Vec::with_capacity(self.files.len());
        for path in &self.files {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let Some(post) = SourcePost::load(path, &name, path.display().to_string(), report)? else {
                bail!("`{}` is not a post: posts are `.md` files, and not hidden", path.display());
            };
            posts.push(post);
        }
        Ok(posts)
    }

    /// Writes what is printed into the post, if something differs and the author agrees; the answer is the new text.
    fn update(
        &self,
        source: &SourcePost,
        checked: &[Checked],
        report: &mut Report,
    ) -> Result<Option<String>> {
        let changes: Vec<Change<'_>> = checked.iter().filter_map(change).collect();
        let (path, old) = (&source.path, &*source.file.text);
        let new = match update::updated(old, &changes) {
            Ok(new) => new,
            Err((span, help)) => {
                let problem = Diagnostic::error("verify/update", span, "the output cannot be written here");
                report.add(&source.file, [problem.with_help(help)]);
                return Ok(None);
            }
        };
        if new == old {
            return Ok(None);
        }
        tell(update::diff(&source.file.path, old, &new).trim_end())?;
        if !self.yes && !ask(&format!("Write this into {}?", path.display()))? {
            return Ok(None);
        }
        if fs::read(path)? != old.as_bytes() {
            bail!("`{}` has been changed meanwhile; it is left as it is", path.display());
        }
        atomic::write(path, &new)?;
        Ok(Some(new))
    }

    fn finding(&self, Checked { block, status, .. }: &Checked) -> Option<Diagnostic> {
        match status {
            Status::Passed => None,
            Status::Differs(problem) | Status::Failed(problem) => Some(problem.clone()),
            Status::Skipped(reason) => {
                let message = format!("the block was not run: {reason}");
                let kind = if self.require_all { Diagnostic::error } else { Diagnostic::warning };
                Some(kind("verify/skipped", block.span.clone(), message))
            }
        }
    }
}

fn parse(source: &SourcePost) -> Result<Post> {
    Ok(thread_pool()?.install(|| parse_post(source, &|_: &str| None::<Slug>)))
}

/// Something that is said while we run.
fn tell(line: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{line}")
}

fn ask(question: &str) -> io::Result<bool> {
    write!(io::stderr(), "{question} [y/N] ")?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// `posts/x.md:12: Python: passed in 0.31 s`.
fn progress(label: &str, Checked { block, run, status }: &Checked) -> String {
    let (line, language, verdict) = (block.line - 1, block.language.name(), Kind::of(status).name());
    match run {
        Some(run) => format!("{label}:{line}: {language}: {verdict} in {:.2} s", run.time.as_secs_f64()),
        None => format!("{label}:{line}: {language}: {verdict}"),
    }
}

fn change(checked: &Checked) -> Option<Change<'_>> {
    let output = checked.block.output.as_ref().filter(|_| matches!(checked.status, Status::Differs(_)))?;
    Some(Change { span: &output.span, output: checked.real_output()? })
}

#[derive(Debug, Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Counts {
    fn add(&mut self, status: &Status) {
        match Kind::of(status) {
            Kind::Passed => self.passed += 1,
            Kind::Failed => self.failed += 1,
            Kind::Skipped => self.skipped += 1,
        }
    }

    fn summary(&self, posts: usize) -> String {
        let Self { passed, failed, skipped } = self;
        let blocks = counted(passed + failed + skipped, "block");
        format!(
            "ran {blocks} of {}: {passed} passed, {failed} failed, {skipped} skipped\n",
            counted(posts, "post")
        )
    }
}

/// A post, for programs.
#[derive(Debug, Serialize)]
struct PostFacts {
    file: String,
    blocks: Vec<BlockFacts>,
}

#[derive(Debug, Serialize)]
struct BlockFacts {
    /// The line of the fence, from 1.
    line: usize,
    language: &'static str,
    status: Kind,
    /// Why it did not pass.
    reason: Option<String>,
    seconds: Option<f64>,
    versions: Option<BTreeMap<String, String>>,
    stdout: Option<String>,
    stderr: Option<String>,
}

impl PostFacts {
    fn new(file: &File, checked: &[Checked]) -> Self {
        let block = |Checked { block, run, status }: &Checked| BlockFacts {
            line: block.line - 1,
            language: block.language.name(),
            status: Kind::of(status),
            reason: match status {
                Status::Passed => None,
                Status::Differs(problem) | Status::Failed(problem) => Some(problem.message.clone()),
                Status::Skipped(reason) => Some(reason.clone()),
            },
            seconds: run.as_ref().map(|run| run.time.as_secs_f64()),
            versions: run.as_ref().map(|run| run.versions.clone()),
            stdout: run.as_ref().map(|run| run.stdout.clone()),
            stderr: run.as_ref().map(|run| run.stderr.clone()),
        };
        Self { file: file.path.clone(), blocks: checked.iter().map(block).collect() }
    }
}
