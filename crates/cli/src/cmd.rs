//! The grammar of the command line; the doc comments are its help.

mod build;
mod check;
mod import;
mod list;
mod new;
mod preview;
mod publish;
mod schema;
mod verify;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Parser, ValueEnum};

#[cfg(target_os = "linux")]
use crate::verify::sandbox::Launch;

/// Something that can be asked for on the command line.
pub trait Run {
    /// Does it.
    ///
    /// # Errors
    /// Files cannot be read or written. What is wrong inside of posts is not an error but part of the outcome.
    fn run(&self) -> Result<Outcome>;
}

/// What a command has to say.
#[derive(Debug, Default)]
pub struct Outcome {
    /// For standard error: what authors should know.
    pub findings: String,
    /// For standard output.
    pub output: String,
    /// Whether something is lost or broken for readers.
    pub failed: bool,
    /// The exit code, where it says more than `failed`.
    pub code: Option<u8>,
}

/// The author's tool of StudyBuddy: posts in Markdown become a site of finished pages.
#[derive(Debug, Parser)]
#[command(name = "studybuddy", version, arg_required_else_help = true)]
pub enum Cmd {
    Build(Build),
    Check(Check),
    New(New),
    List(List),
    Preview(Preview),
    Publish(Publish),
    Schema(Schema),
    Verify(verify::Verify),
    Import(import::Import),
    /// Keep code of posts apart; started by `verify`
    #[cfg(target_os = "linux")]
    #[command(hide = true)]
    Sandbox(Launch),
}

impl Run for Cmd {
    fn run(&self) -> Result<Outcome> {
        match self {
            Self::Build(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::New(command) => command.run(),
            Self::List(command) => command.run(),
            Self::Preview(command) => command.run(),
            Self::Publish(command) => command.run(),
            Self::Schema(command) => command.run(),
            Self::Verify(command) => command.run(),
            Self::Import(command) => command.run(),
            #[cfg(target_os = "linux")]
            Self::Sandbox(launch) => Ok(Outcome { code: Some(launch.run()?), ..Outcome::default() }),
        }
    }
}

/// Build the site: every address becomes a finished page.
///
/// A bad post never stops the others: what is wrong is reported, and the site is written all the same. The exit code
/// is 0 only if nothing is lost or broken for readers.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  studybuddy build --posts posts --dist dist --base /notes/")]
pub struct Build {
    #[command(flatten)]
    pub source: Source,
    /// Folder of files that are copied to the site's root as they are; it may be missing
    #[arg(long, value_name = "DIR", default_value = "public")]
    pub public: PathBuf,
    /// Folder of the compiled app, as Trunk writes it
    #[arg(long, value_name = "DIR", default_value = "target/app")]
    pub app: PathBuf,
    /// Folder of the bundled style sheets, scripts and fonts, with its `assets.json`
    #[arg(long, value_name = "DIR", default_value = "target/web")]
    pub web: PathBuf,
    /// Folder that remembers rendered posts from one build to the next; it may be removed at any time
    #[arg(long, value_name = "DIR", default_value = "target/rendered")]
    pub cache: PathBuf,
    /// Folder to write the site into; what is not part of the site is removed from it
    #[arg(long, value_name = "DIR", default_value = "dist")]
    pub dist: PathBuf,
    /// Path that the site is served under, such as `/notes/` [default: the path of `url` in the settings]
    ///
    /// Only what cannot be relative depends on it: `404.html` and the paths in `_headers`.
    #[arg(long, value_name = "PATH")]
    pub base: Option<String>,
    /// Build drafts and posts of the future, too
    #[arg(long)]
    pub drafts: bool,
    /// Let pages reload when the development server says so
    #[arg(long)]
    pub live_reload: bool,
    /// Write compressed copies (`.br`, `.gz`) beside texts, for servers that send them as they are
    #[arg(long)]
    pub precompress: bool,
    /// Replace the folder even if this tool did not write it
    #[arg(long)]
    pub force: bool,
}

/// Check posts: what is wrong, where, and what to do about it.
///
/// Reads posts as a build does, drafts included, and typesets their formulas. The exit code is 0 only if nothing is
/// lost or broken for readers, and with `--strict` only if there is no warning either.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  studybuddy check posts/bayes-rule.md --strict\n  studybuddy check --fix")]
pub struct Check {
    /// Posts to check, or folders of them [default: all]
    #[arg(value_name = "FILES")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub source: Source,
    /// Folder of files that are copied to the site's root as they are; it may be missing
    #[arg(long, value_name = "DIR", default_value = "public")]
    pub public: PathBuf,
    /// How to answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Fail on warnings, too
    #[arg(long)]
    pub strict: bool,
    /// The same: `--deny warnings`
    #[arg(long, value_name = "KIND", value_parser = ["warnings"])]
    pub deny: Option<String>,
    /// Say also what a reader will miss
    #[arg(long)]
    pub hints: bool,
    /// Mend in the files what needs no decision, and say what was mended
    #[arg(long)]
    pub fix: bool,
    /// Say how long each post and section is
    #[arg(long)]
    pub stats: bool,
    /// Ask other sites whether the pages that posts link to are there
    ///
    /// One question a second to a host, four hosts at a time; good answers hold for a week, bad ones for an hour.
    #[arg(long)]
    pub online: bool,
    /// Where the answers of other sites are kept
    #[arg(long, value_name = "FILE", default_value = "target/studybuddy/links.json")]
    pub cache: PathBuf,
}

/// How `check` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A line for each finding, on standard error
    Text,
    /// All that is known of each post, on standard output
    Json,
    /// Commands of GitHub's workflows: findings stand in the changes of a pull request
    Github,
}

/// Start a new post: a draft with front matter and the sections of a deep dive. Or start a study.
///
/// A study is the folder that a post grows from: a map of the topic, sources, questions and notes.
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  studybuddy new \"Bayes' rule, slowly\"\n  studybuddy new --study \"Bayes' rule\""
)]
pub struct New {
    /// The post's title
    #[arg(required_unless_present = "study", conflicts_with = "study")]
    pub title: Option<String>,
    /// Start a study of this topic instead
    #[arg(long, value_name = "TOPIC")]
    pub study: Option<String>,
    /// Folder of posts
    #[arg(long, value_name = "DIR", default_value = "posts")]
    pub posts: PathBuf,
    /// Folder of studies
    #[arg(long, value_name = "DIR", default_value = "studies")]
    pub studies: PathBuf,
}

/// List the posts, newest first, drafts included.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  studybuddy list --format json")]
pub struct List {
    #[command(flatten)]
    pub source: Source,
    /// How to answer
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

/// How `list` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A line for each post
    Text,
    /// For programs
    Json,
}

/// Show the site with its drafts, opened at a post; pages reload when a file is saved.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  studybuddy preview posts/bayes-rule.md")]
pub struct Preview {
    /// The post to open [default: the list of posts]
    #[arg(value_name = "POST")]
    pub post: Option<PathBuf>,
    #[command(flatten)]
    pub source: Source,
    /// The first port to try
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Open no browser
    #[arg(long)]
    pub no_open: bool,
}

/// Make a draft public: check it, set its date, take `draft` out. Nothing else in the file changes.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  studybuddy publish posts/bayes-rule.md --dry-run")]
pub struct Publish {
    /// The post
    #[arg(value_name = "POST")]
    pub post: PathBuf,
    #[command(flatten)]
    pub source: Source,
    /// Folder of files that are copied to the site's root as they are; it may be missing
    #[arg(long, value_name = "DIR", default_value = "public")]
    pub public: PathBuf,
    /// The date to set, such as 2024-01-31 [default: today, in UTC]
    #[arg(long)]
    pub date: Option<String>,
    /// Say what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Print the JSON schema of front matter, for editors.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  studybuddy schema > docs/front-matter.schema.json")]
pub struct Schema {}

/// What a site is made from.
#[derive(Args, Debug)]
pub struct Source {
    /// Folder of posts
    #[arg(long, value_name = "DIR", default_value = "posts")]
    pub posts: PathBuf,
    /// The owner's settings; the file may be missing
    #[arg(long, value_name = "FILE", default_value = "site.yaml")]
    pub site: PathBuf,
}
