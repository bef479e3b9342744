//! What is remembered of a run: a small file beside the post, `x.verified.json` for `x.md`.
//!
//! It is for the author, who keeps it with the post, and for the build, which shows it. Readers are never served the
//! file itself (see `sources`). A record holds for the code that it was made of: each block has a hash of its own code
//! and output and of the code that ran before it in the session.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use studybuddy_content::{diagnostic::Diagnostic, markdown::CodeRun, post::Post};

use super::{
    block::{Block, blocks},
    post::{Checked, Status},
};
use crate::{atomic, site::parts::short_hash};

/// What the names of records end with.
pub const SUFFIX: &str = ".verified.json";
/// The format of the file.
const VERSION: u32 = 1;
/// Longer outputs are cut, in bytes.
const OUTPUT_LIMIT: usize = 16 << 10;

/// The record of a post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    version: u32,
    /// The blocks that run, in the order of the post.
    pub blocks: Vec<Entry>,
}

/// The record of a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Of the block and those that it builds on.
    pub hash: String,
    /// How it went.
    pub status: Kind,
    /// The day on which it ran, in UTC, such as `2026-11-26`.
    pub when: String,
    /// How long it took.
    pub seconds: f64,
    /// What it ran with.
    pub versions: BTreeMap<String, String>,
    /// What it printed.
    pub output: String,
}

/// How the run of a block went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// As the post says.
    Passed,
    /// Otherwise.
    Failed,
    /// It could not be run.
    Skipped,
}

impl Kind {
    /// The kind of a verdict.
    pub fn of(status: &Status) -> Self {
        match status {
            Status::Passed => Self::Passed,
            Status::Differs(_) | Status::Failed(_) => Self::Failed,
            Status::Skipped(_) => Self::Skipped,
        }
    }

    /// As it is written in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "FAILED",
            Self::Skipped => "skipped",
        }
    }
}

impl Record {
    /// The record of a run on this day.
    pub fn new(checked: &[Checked], day: &str) -> Self {
        let blocks: Vec<Block> = checked.iter().map(|checked| checked.block.clone()).collect();
        let entry = |(checked, hash): (&Checked, String)| Entry {
            hash,
            status: Kind::of(&checked.status),
            when: day.to_owned(),
            seconds: checked.run.as_ref().map_or(0.0, |run| (run.time.as_secs_f64() * 1e3).round() / 1e3),
            versions: checked.run.as_ref().map(|run| run.versions.clone()).unwrap_or_default(),
            output: cut(checked.real_output().unwrap_or_default()),
        };
        Self { version: VERSION, blocks: checked.iter().zip(hashes(&blocks)).map(entry).collect() }
    }

    /// Where the record of a post lies.
    pub fn path(post: &Path) -> PathBuf {
        post.with_extension(&SUFFIX[1..])
    }

    /// Reads a record; `None` if it is none of this format.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|record: &Self| record.version == VERSION)
    }

    /// Writes it beside the post; a post without blocks that run needs none.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn save(&self, post: &Path) -> Result<()> {
        let path = Self::path(post);
        if self.blocks.is_empty() {
            return match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    Err(error).with_context(|| format!("could not remove `{}`", path.display()))
                }
                _ => Ok(()),
            };
        }
        atomic::write(&path, serde_json::to_string_pretty(self)? + "\n")
    }

    /// What holds of the blocks as they are now, for each its entry.
    pub fn entries(&self, blocks: &[Block]) -> Vec<Option<&Entry>> {
        let entry = |hash: String| self.blocks.iter().find(|entry| entry.hash == hash);
        hashes(blocks).into_iter().map(entry).collect()
    }
}

/// The text of a post's record. One that cannot be read is none.
pub fn text(post: &Path) -> String {
    fs::read_to_string(Record::path(post)).unwrap_or_default()
}

/// The runs that the page of a post may tell of: those that did what the post says, of code that has not changed since.
pub fn code_runs(record: &str, post: &Post, text: &str) -> Vec<CodeRun> {
    let Some(record) = Record::parse(record) else { return Vec::new() };
    let (blocks, _) = blocks(&post.document.code_blocks, text);
    let run = |(block, entry): (&Block, Option<&Entry>)| {
        let entry = entry.filter(|entry| entry.status == Kind::Passed)?;
        let is_shown = block.output.as_ref().is_some_and(|output| output.text.trim() == entry.output.trim());
        Some(CodeRun {
            block: block.index,
            date: entry.when.parse().ok()?,
            with: with(block.language.name(), &entry.versions),
            milliseconds: Duration::try_from_secs_f64(entry.seconds).ok()?.as_millis().try_into().ok()?,
            output: (!is_shown).then(|| entry.output.clone()),
        })
    };
    blocks.iter().zip(record.entries(&blocks)).filter_map(run).collect()
}

/// What the author of a post that has a record should know of it.
pub fn diagnostics(record: &str, post: &Post, text: &str) -> Vec<Diagnostic> {
    let Some(record) = Record::parse(record) else { return Vec::new() };
    let (blocks, _) = blocks(&post.document.code_blocks, text);
    let finding = |(block, entry): (&Block, Option<&Entry>)| {
        let message = match entry.map(|entry| entry.status) {
            Some(Kind::Passed | Kind::Skipped) => return None,
            Some(Kind::Failed) => "the block did not do what the post says when it was last run",
            None => "the block, or one before it, has changed since it was last run",
        };
        let finding = Diagnostic::warning("verify/stale", block.span.clone(), message);
        Some(finding.with_help("run `verify` on the post"))
    };
    blocks.iter().zip(record.entries(&blocks)).filter_map(finding).collect()
}

/// `Python 3.11.7, NumPy 2.1.3`: the language first.
fn with(language: &str, versions: &BTreeMap<String, String>) -> String {
    let (first, rest): (Vec<_>, Vec<_>) = versions.iter().partition(|(name, _)| *name == language);
    let text = |(name, version): (&String, &String)| format!("{} {version}", display_name(name));
    first.into_iter().chain(rest).map(text).collect::<Vec<_>>().join(", ")
}

/// The name of a package as its authors write it.
fn display_name(name: &str) -> &str {
    match name {
        "matplotlib" => "Matplotlib",
        "numpy" => "NumPy",
        "scipy" => "SciPy",
        "torch" => "PyTorch",
        other => other,
    }
}

/// A hash for each block, of all that its run depends on.
fn hashes(blocks: &[Block]) -> Vec<String> {
    let mut sessions: BTreeMap<&str, String> = BTreeMap::new();
    let hash = |block: &Block| {
        let session = sessions.entry(block.language.name()).or_default();
        let code = short_hash(&[session.as_bytes(), block.language.name().as_bytes(), block.code.as_bytes()]);
        session.clone_from(&code);
        let output = block
            .output
            .as_ref()
            .map_or_else(String::new, |output| format!("{:?} {}", output.tolerance, output.text));
        short_hash(&[code.as_bytes(), &[u8::from(block.should_fail)], output.as_bytes()])
    };
    blocks.iter().map(hash).collect()
}

fn cut(mut text: String) -> String {
    if text.len() > OUTPUT_LIMIT {
        text.truncate(text.floor_char_boundary(OUTPUT_LIMIT));
        text.push_str("\n…\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::{block::Output, language::Language};

    fn block(language: &str, code: &str, output: Option<&str>) -> Block {
        let output = output.map(|text| Output { text: text.to_owned(), tolerance: None, span: 0..0 });
        Block {
            index: 0,
            language: Language::named(language).unwrap(),
            line: 1,
            code: code.to_owned(),
            span: 0..0,
            should_fail: false,
            output,
        }
    }

    #[test]
    fn a_record_holds_for_what_has_not_changed() {
        let blocks = [block("py", "a", None), block("bash", "b", None), block("py", "c", Some("1"))];
        let checked: Vec<Checked> = blocks
            .iter()
            .map(|block| Checked { block: block.clone(), run: None, status: Status::Passed })
            .collect();
        let record = Record::new(&checked, "2026-11-26");
        let holds = |blocks: &[Block]| record.entries(blocks).iter().map(Option::is_some).collect::<Vec<_>>();
        assert_eq!(holds(&blocks), [true, true, true]);

        let mut changed = blocks.clone();
        changed[0].code.push('!');
        assert_eq!(holds(&changed), [false, true, false], "what ran before counts, in the same session");
        let mut changed = blocks.clone();
        changed[2].output = None;
        assert_eq!(holds(&changed), [true, true, false]);
        assert_eq!(holds(&blocks[1..2]), [true]);
    }

    #[test]
    fn versions_are_read_by_people() {
        let versions = [("numpy", "2.1.3"), ("Python", "3.11.7"), ("attrs", "1")];
        let versions = versions.map(|(name, version)| (name.to_owned(), version.to_owned())).into();
        assert_eq!(with("Python", &versions), "Python 3.11.7, attrs 1, NumPy 2.1.3");
    }

    #[test]
    fn records_lie_beside_their_posts() {
        let folder = tempfile::tempdir().unwrap();
        let post = folder.path().join("x.md");
        let checked = Checked { block: block("py", "a", None), run: None, status: Status::Passed };
        let record = Record::new(&[checked], "2026-11-26");
        assert_eq!(text(&post), "");
        record.save(&post).unwrap();
        assert!(folder.path().join("x.verified.json").is_file());
        assert_eq!(Record::parse(&text(&post)), Some(record));
        Record::new(&[], "").save(&post).unwrap();
        assert_eq!(text(&post), "");
    }
}
