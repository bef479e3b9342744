//! Formulas: found before Markdown is parsed, carried through it untouched, put back afterwards.
//!
//! Markdown parsers read `_`, `*`, `\\`, `|` and line starts inside formulas as markup. So [`protect`] walks the
//! body first, aware of code, links, HTML and containers, takes every formula out and leaves a [`Marker`] in its
//! place, which means nothing to Markdown. The rendered HTML holds the same markers; whoever shows it replaces
//! each by typeset mathematics.

mod dollars;
mod lines;
mod marker;
mod scan;
mod shim;
mod tags;

use std::ops::Range;

use serde::Serialize;

use crate::diagnostic::Diagnostic;

pub use marker::{Marker, MarkerKind, replace_markers};
pub(crate) use marker::{has_marker, only_marker};
pub use scan::protect;
pub use shim::DEFAULT_MACROS;

/// How a formula is set: in the line of text, or centred on lines of its own (KaTeX's display mode).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MathStyle {
    /// In the line of text.
    Inline,
    /// On lines of its own.
    Display,
}

/// How the author wrote the formula's ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delimiter {
    /// `$…$`, by Pandoc's rule.
    Dollar,
    /// `$$…$$`.
    DoubleDollar,
    /// `` $`…`$ ``, GitHub's second form.
    DollarBacktick,
    /// `\(…\)` or `\\(…\\)`.
    Parenthesis,
    /// `\[…\]` or `\\[…\\]`.
    Bracket,
    /// A bare `\begin{align}…\end{align}`.
    Environment,
    /// A fenced block with the info string `math`.
    Fence,
}

impl Delimiter {
    /// What stands before and behind the TeX; an environment is its own delimiter.
    #[must_use]
    pub fn ends(self) -> (&'static str, &'static str) {
        match self {
            Self::Dollar => ("$", "$"),
            Self::DoubleDollar => ("$$", "$$"),
            Self::DollarBacktick => ("$`", "`$"),
            Self::Parenthesis => ("\\(", "\\)"),
            Self::Bracket => ("\\[", "\\]"),
            Self::Environment => ("", ""),
            Self::Fence => ("```math\n", "\n```"),
        }
    }
}

/// One formula of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Formula {
    /// The TeX between the delimiters, as KaTeX gets it: container markers (`>`) of continued lines and outer white
    /// space are off, and what KaTeX does not know is replaced. Empty for a formula that only defines macros.
    pub tex: String,
    /// `\\gdef`s to be run before it, each by itself: one that fails does not harm the others.
    pub definitions: Vec<String>,
    /// Inline or display.
    pub style: MathStyle,
    /// How its ends were written.
    pub delimiter: Delimiter,
    /// Byte range in the file, delimiters included.
    pub span: Range<usize>,
}

/// A body whose formulas are markers.
#[derive(Clone, Debug)]
pub struct Protected {
    /// The body with a marker for each formula.
    pub text: String,
    /// The formulas, in order; a marker's index points here.
    pub formulas: Vec<Formula>,
    /// What is wrong with labels and references.
    pub diagnostics: Vec<Diagnostic>,
    /// From places in `text` to places in the file.
    pub offsets: OffsetMap,
}

/// From places in a changed text back to places in the file it was made from.
#[derive(Clone, Debug, Default)]
pub struct OffsetMap {
    /// Ascending `(place in the text, place in the file)` at the start of each copied piece.
    pieces: Vec<(usize, usize)>,
}

impl OffsetMap {
    /// Notes that the text goes on, from its place `text`, with what stands at `file`.
    pub(crate) fn push(&mut self, text: usize, file: usize) {
        self.pieces.push((text, file));
    }

    /// The place in the file of a place in the text.
    #[must_use]
    pub fn to_file(&self, text: usize) -> usize {
        let next = self.pieces.partition_point(|&(start, _)| start <= text);
        let Some(&(start, file)) = next.checked_sub(1).and_then(|index| self.pieces.get(index)) else {
            return text;
        };
        let mapped = file + (text - start);
        self.pieces.get(next).map_or(mapped, |&(_, limit)| mapped.min(limit))
    }

    /// The range in the file of a range in the text.
    #[must_use]
    pub fn range_to_file(&self, text: &Range<usize>) -> Range<usize> {
        let start = self.to_file(text.start);
        start..self.to_file(text.end).max(start)
    }
}

/// The HTML of a formula that cannot be typeset: its source, marked, with the reason in its title. This is the
/// element that KaTeX itself makes with `throwOnError: false`.
#[must_use]
pub fn failed_formula(tex: &str, message: &str) -> String {
    let mut html = String::from("<span class=\"katex-error\"");
    crate::html::write_attribute("title", message, &mut html);
    html.push('>');
    crate::html::escape_text(tex, &mut html);
    html.push_str("</span>");
    html
}
