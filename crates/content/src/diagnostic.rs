//! What an author is told: a place in a file, what is wrong there, and what to do about it.

use std::{borrow::Cow, fmt, ops::Range};

use serde::{Deserialize, Serialize};

/// Whether findings say in words what is wrong. The app leaves that out: it shows readers no finding, and only has to know
/// that there is one.
pub(crate) const HAS_WORDS: bool = cfg!(feature = "messages");

/// `format!` for what authors are told. Without the feature `messages` it is empty, and no part of it is compiled in.
macro_rules! words {
    ($($argument:tt)*) => {
        if $crate::diagnostic::HAS_WORDS { format!($($argument)*) } else { String::new() }
    };
}
pub(crate) use words;

/// How bad it is. `Error` fails a build or a check; the others do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Hint,
    /// Probably not what the author meant; the post is shown all the same.
    Warning,
    /// Something is lost or broken for readers until it is mended.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One finding about one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for the kind of finding, such as `front-matter/date`.
    pub code: Cow<'static, str>,
    /// Byte range in the whole file, front matter included.
    pub span: Range<usize>,
    /// What is wrong, with the offending value; lower case, no full stop.
    pub message: String,
    /// What to do about it; empty when the message says it all.
    pub help: String,
    /// Changes to the file that mend it without a decision of the author's; mostly none.
    #[serde(skip)]
    pub fix: Vec<Edit>,
}

/// A change to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub span: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

impl Diagnostic {
    /// A finding that fails the build.
    pub fn error(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    /// A finding that the author should look at.
    pub fn warning(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    /// Something worth knowing.
    pub fn hint(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(Severity::Hint, code, span, message)
    }

    fn new(severity: Severity, code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            severity,
            code: Cow::Borrowed(code),
            span,
            message: if HAS_WORDS { message.into() } else { String::new() },
            help: String::new(),
            fix: Vec::new(),
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        if HAS_WORDS {
            self.help = help.into();
        }
        self
    }

    /// Adds a change that mends it.
    #[must_use]
    pub fn with_fix(mut self, span: Range<usize>, text: impl Into<String>) -> Self {
        self.fix.push(Edit { span, text: text.into() });
        self
    }

    /// The finding as one line that editors and people read: `posts/x.md:3:8: error: … (line 3); help: …`.
    #[must_use]
    pub fn render(&self, path: &str, source: &str) -> String {
        self.render_at(path, Position::of(source, self.span.start))
    }

    /// The same for whoever knows the place already.
    #[must_use]
    pub fn render_at(&self, path: &str, Position { line, column }: Position) -> String {
        let Self { severity, message, help, code, .. } = self;
        let mut text = format!("{path}:{line}:{column}: {severity}: {message} [{code}]");
        if !help.is_empty() {
            text.push_str("\n  help: ");
            text.push_str(help);
        }
        text
    }
}

/// A place in a file as editors count it: both numbers start at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

impl Position {
    /// The position of a byte offset; an offset past the end or inside a character counts as the place before it.
    #[must_use]
    pub fn of(source: &str, offset: usize) -> Self {
        let before = &source[..source.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

/// The lines of a source, for whoever asks for many positions in it: to count them from the start for each would take
/// quadratic time.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    source: &'a str,
    /// Where each begins, in bytes.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines.
    #[must_use]
    pub fn of(source: &'a str) -> Self {
        let behind = source.match_indices('\n').map(|(newline, _)| newline + 1);
        Self { source, starts: std::iter::once(0).chain(behind).collect() }
    }

    /// What [`Position::of`] says of an offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.source.floor_char_boundary(offset);
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts[line - 1];
        Position { line, column: self.source[start..offset].chars().count() + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn position_counts_characters_from_one() {
        let source = "aé\nβ $x$\n";
        let dollar = source.find('$').unwrap();
        assert_eq!(Position::of(source, dollar), Position { line: 2, column: 3 });
        assert_eq!(Position::of(source, 999), Position { line: 3, column: 1 });
    }

    #[test]
    fn lines_know_the_same_positions() {
        for source in ["", "a", "aé\nβ $x$\n", "\n\nb", "a\r\n\u{1F600}b\n"] {
            let lines = Lines::of(source);
            for offset in 0..source.len() + 3 {
                assert_eq!(lines.position(offset), Position::of(source, offset), "{source:?} {offset}");
            }
        }
    }

    #[test]
    fn rendering_names_file_line_column_and_help() {
        let source = "---\ndate: x\n---\n";
        let diagnostic = Diagnostic::error("front-matter/date", 10..11, "`x` is not a date")
            .with_help("write `2024-01-31`");
        assert_eq!(
            diagnostic.render("posts/a.md", source),
            "posts/a.md:2:7: error: `x` is not a date [front-matter/date]\n  help: write `2024-01-31`"
        );
    }
}
