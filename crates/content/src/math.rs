//! Formulas: found before Markdown is parsed, carried through it untouched, put back afterwards.
//!
//! Markdown parsers read `_`, `*`, `\\`, `|` and line starts inside formulas as markup. So [`protect`] walks the
//! body first, aware of code, links, HTML and containers, takes every formula out and leaves a [`Marker`] in its
//! place, which means nothing to Markdown. The rendered HTML holds the same markers; whoever shows it replaces
//! each by typeset mathematics.

mod dollars;
mod lean;
pub(crate) mod lines;
pub(crate) mod marker;
mod scan;
mod shim;
pub(crate) mod tags;

use std::ops::Range;

use serde::Serialize;

use crate::diagnostic::Diagnostic;

pub(crate) use dollars::{is_latex_like, is_prose};
pub use lean::lean;
pub use marker::{Marker, MarkerKind, replace_markers};
pub(crate) use marker::{has_marker, has_reserved, is_reserved, only_marker};
pub use scan::protect;
pub(crate) use scan::{Survey, bare_target_length, protect_translated, survey};
pub use shim::{default_macros, for_katex};
pub(crate) use shim::{macro_definitions, with_colored_arguments};

/// Commands whose argument is words, wherever one asks.
const TEXT_COMMANDS: [&str; 8] = ["text", "textrm", "textbf", "textit", "texttt", "textsf", "mbox", "hbox"];

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
    /// A bare `\begin{align}…\end{align}`, or bare definitions.
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
    /// The TeX between the delimiters, almost as KaTeX gets it (see [`for_katex`]): container markers (`>`) of continued
    /// lines and outer white space are off, and what KaTeX does not know is replaced. Empty for a formula that only
    /// defines macros.
    pub tex: String,
    /// What its author wrote, if `tex` is something else for KaTeX's sake; escapes for other engines are undone in both.
    #[serde(skip)]
    pub written: Option<String>,
    /// `\\gdef`s to be run before it, each by itself: one that fails does not harm the others.
    pub definitions: Vec<String>,
    /// Inline or display.
    pub style: MathStyle,
    /// How its ends were written.
    pub delimiter: Delimiter,
    /// The `\label` that it has, or the first of several.
    #[serde(skip)]
    pub label: Option<String>,
    /// The formula that it names, if it is nothing but a reference: an index.
    #[serde(skip)]
    pub target: Option<usize>,
    /// Byte range in the file, delimiters included.
    pub span: Range<usize>,
}

/// `\ref{…}` or `\eqref{…}` in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The label that it names.
    pub label: String,
    /// Whether the number stands in parentheses.
    pub in_parentheses: bool,
    /// What the reader sees: the equation's number, or the source if there is no such equation.
    pub text: String,
    /// The formula that has the label: an index.
    pub formula: Option<usize>,
}

/// A body whose formulas are markers.
#[derive(Clone, Debug)]
pub struct Protected {
    /// The body with a marker for each formula.
    pub text: String,
    /// The formulas, in order; a marker's index points here.
    pub formulas: Vec<Formula>,
    /// References to equations, in order; markers of their own kind point here.
    pub references: Vec<Reference>,
    /// What is wrong with labels and references.
    pub diagnostics: Vec<Diagnostic>,
    /// From places in `text` to places in the file.
    pub offsets: OffsetMap,
    /// Whether hyphens in its text stand for dashes, as kramdown and Pandoc read them.
    pub has_dashes: bool,
}

/// More than the words of our own that stand for one place in a file.
const MAX_WRITTEN: usize = 8;

/// From places in a changed text back to places in the file it was made from.
#[derive(Clone, Debug, Default)]
pub struct OffsetMap {
    /// Ascending by the place in the text.
    pieces: Vec<MapPiece>,
}

#[derive(Clone, Copy, Debug)]
struct MapPiece {
    text: usize,
    file: usize,
    /// Whether places in it go on in step with the file; otherwise all of it stands for one place.
    copied: bool,
}

impl OffsetMap {
    /// Notes that the text goes on, from its place `text`, with what stands at `file`.
    pub(crate) fn push(&mut self, text: usize, file: usize) {
        self.pieces.push(MapPiece { text, file, copied: true });
    }

    /// Notes that the text goes on, from its place `text`, with words of our own that stand for what is at `file`.
    pub(crate) fn push_written(&mut self, text: usize, file: usize) {
        self.pieces.push(MapPiece { text, file, copied: false });
    }

    /// The place in the file of a place in the text.
    #[must_use]
    pub fn to_file(&self, text: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.text <= text);
        let Some(piece) = next.checked_sub(1).and_then(|index| self.pieces.get(index)) else { return text };
        if !piece.copied {
            return piece.file;
        }
        let mapped = piece.file + (text - piece.text);
        // Text that was moved goes on elsewhere in the file: that is no limit.
        let limit = self.pieces.get(next).map(|next| next.file).filter(|&limit| limit >= piece.file);
        limit.map_or(mapped, |limit| mapped.min(limit))
    }

    /// The range in the file of a range in the text.
    #[must_use]
    pub fn range_to_file(&self, text: &Range<usize>) -> Range<usize> {
        let start = self.to_file(text.start);
        start..self.to_file(text.end).max(start)
    }

    /// The range in the file of a piece of text that is not empty and was copied as a whole, such as a formula.
    pub(crate) fn copied_range(&self, text: &Range<usize>) -> Range<usize> {
        let start = self.to_file(text.start);
        let last = text.end.saturating_sub(1);
        let next = self.pieces.partition_point(|piece| piece.text <= last);
        let end = match next.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            Some(piece) if piece.copied => piece.file + (text.end - piece.text),
            // All words that stand for one place come after each other.
            Some(piece) => {
                let mut others = self.pieces[next..].iter().take(MAX_WRITTEN);
                let other = others.find(|other| other.copied || other.file != piece.file);
                other.map_or(piece.file, |other| other.file)
            }
            None => text.end,
        };
        start..end.max(start)
    }

    /// This map, then `next`: from places in our text to what `next` says of the places that we give.
    pub(crate) fn through(&self, next: &Self) -> Self {
        let mut through = Self::default();
        for (index, piece) in self.pieces.iter().enumerate() {
            let end = self.pieces.get(index + 1).map_or(usize::MAX, |following| following.text);
            let first = next.pieces.partition_point(|inner| inner.text <= piece.file);
            let copied = piece.copied && first.checked_sub(1).is_none_or(|at| next.pieces[at].copied);
            through.pieces.push(MapPiece { text: piece.text, file: next.to_file(piece.file), copied });
            if piece.copied {
                let inner = next.pieces[first..].iter();
                let inner =
                    inner.map(|inner| MapPiece { text: piece.text + (inner.text - piece.file), ..*inner });
                through.pieces.extend(inner.take_while(|inner| inner.text < end));
            }
        }
        through
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
