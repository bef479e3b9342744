//! Languages whose blocks can be run: one small adapter for each.

mod bash;
mod javascript;
mod python;
mod rust;

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{block::Block, stream::Secret};

/// What is known of a language.
///
/// A session is one program, the *driver*, that runs the blocks in order. It writes marks (see `stream`) to both
/// streams: `ready` when the first block begins, `end ok` or `end failed` after each. It may say `missing …` in the
/// error stream if a block fails for want of something that is to be installed, `versions {…}` with what the block
/// used, and `cut` where all that was printed since the last end is not the block's.
pub trait Adapter: Sync {
    /// Its name as people write it, also that of its entry among versions.
    fn name(&self) -> &'static str;

    /// The words of info strings that mean it, in lower case.
    fn words(&self) -> &'static [&'static str];

    /// Finds the interpreter or compiler.
    ///
    /// # Errors
    /// It is not there; the message says what to install.
    fn find(&self, tools: &Tools) -> Result<Runtime, String>;

    /// The program that runs these blocks of one post.
    fn driver(&self, runtime: &Runtime, post: &str, blocks: &[&Block], secret: &Secret) -> Driver;
}

/// One of the languages that can be run.
#[derive(Clone, Copy)]
pub struct Language(&'static dyn Adapter);

const ALL: [Language; 4] = [
    Language(&python::Python),
    Language(&bash::Bash),
    Language(&javascript::JavaScript),
    Language(&rust::Rust),
];

impl Language {
    /// The language that a word of an info string means.
    pub fn named(word: &str) -> Option<Self> {
        ALL.into_iter().find(|language| language.words().contains(&word))
    }
}

impl std::ops::Deref for Language {
    type Target = dyn Adapter;

    fn deref(&self) -> &Self::Target {
        self.0
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Where the author wants things to be taken from.
#[derive(Clone, Debug, Default)]
pub struct Tools {
    /// The Python to run, instead of looking for one.
    pub python: Option<PathBuf>,
}

/// An interpreter or compiler that is there.
#[derive(Clone, Debug)]
pub struct Runtime {
    /// The program itself, not a shim that would look for it in the home directory.
    pub program: PathBuf,
    /// Its version.
    pub version: String,
}

/// A program with the files that it needs.
#[derive(Clone, Debug, Default)]
pub struct Driver {
    /// What to start.
    pub program: PathBuf,
    /// Its arguments; [`FOLDER`] is where the files lie, seen from where it starts.
    pub arguments: Vec<String>,
    /// Names and texts of files.
    pub files: Vec<(String, String)>,
    /// More variables for the environment.
    pub variables: BTreeMap<String, String>,
}

/// The folder of the driver's files, relative to where the session starts.
pub const FOLDER: &str = "../session";

/// The blocks as files `1.py`, `2.py` and so on.
fn numbered(blocks: &[&Block], extension: &str) -> Vec<(String, String)> {
    let file = |(index, block): (usize, &&Block)| (format!("{}.{extension}", index + 1), block.code.clone());
    blocks.iter().enumerate().map(file).collect()
}

/// The lines of a post that blocks start on, as arguments.
fn lines(blocks: &[&Block]) -> impl Iterator<Item = String> {
    blocks.iter().map(|block| block.line.to_string())
}

/// The lines that a program prints when it is asked about itself; `None` if it is not there or does not like it.
fn ask(program: &Path, arguments: &[&str]) -> Option<Vec<String>> {
    let output =
        Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    Some(text.lines().map(str::to_owned).collect())
}

/// A program that answers with its place and its version, each in a line.
fn ask_place_and_version(program: &Path, arguments: &[&str]) -> Option<Runtime> {
    match ask(program, arguments)?.as_slice() {
        [program, version] => Some(Runtime { program: program.into(), version: version.clone() }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_found_by_their_words() {
        assert_eq!(Language::named("py").unwrap().name(), "Python");
        assert_eq!(Language::named("rust").unwrap().name(), "Rust");
        assert!(Language::named("console").is_none());
    }
}
