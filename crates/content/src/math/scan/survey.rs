//! What the walk over a body has found: its formulas, and where it is not prose.

use std::ops::Range;

use super::{super::shim, Delimiter, Formula, MathStyle, OffsetMap, Protected, Scanner, html_tag};

/// Takes the formulas out of a Markdown body. `body_start` is the body's place in its file, for spans.
#[must_use]
pub fn protect(body: &str, body_start: usize) -> Protected {
    Survey::of(body, body_start).protected()
}

/// Takes the formulas out of a body that was changed before; `offsets` leads from it to the file.
pub(crate) fn protect_translated(survey: Survey, offsets: &OffsetMap) -> Protected {
    let mut protected = survey.protected();
    for formula in &mut protected.formulas {
        formula.span = offsets.copied_range(&formula.span);
    }
    for diagnostic in &mut protected.diagnostics {
        diagnostic.span = offsets.copied_range(&diagnostic.span);
    }
    protected.offsets = protected.offsets.through(offsets);
    protected
}

/// Where a body is not prose: for others that change only its prose.
#[derive(Clone, Debug)]
pub(crate) struct Survey {
    /// Code, comments and elements whose text is never scanned, ascending.
    pub literal: Vec<Range<usize>>,
    /// Formulas with their delimiters, ascending.
    pub formulas: Vec<Range<usize>>,
    /// The formulas in `$$` that stand in a line of text, and those that are an item of a list with a full stop.
    pub(super) in_words: Vec<usize>,
    /// The body without its formulas, which are as their author wrote them.
    pub(super) written: Protected,
}

/// Finds code, comments and formulas as [`protect`] does, and changes nothing.
pub(crate) fn survey(body: &str) -> Survey {
    Survey::of(body, 0)
}

impl Survey {
    fn of(body: &str, body_start: usize) -> Self {
        Scanner::run(body, body_start).finish()
    }

    /// Takes `$$` in a line of text for the delimiter of an inline formula, and `\|` between dollars for a bar, as kramdown does.
    pub(crate) fn into_kramdown(mut self) -> Self {
        for &index in &self.in_words {
            self.written.formulas[index].style = MathStyle::Inline;
        }
        let between_dollars = |formula: &&mut Formula| formula.delimiter == Delimiter::Dollar;
        for formula in self.written.formulas.iter_mut().filter(between_dollars) {
            shim::undo_conditions(&mut formula.tex);
        }
        self.with_dashes(true)
    }

    /// Says whether hyphens in its text stand for dashes.
    pub(crate) fn with_dashes(mut self, has_dashes: bool) -> Self {
        self.written.has_dashes = has_dashes;
        self
    }

    /// The TeX of the formula at an index.
    pub(crate) fn tex(&self, index: usize) -> &str {
        &self.written.formulas[index].tex
    }

    /// The body without its formulas, which are ready for KaTeX.
    fn protected(self) -> Protected {
        let mut protected = self.written;
        protected.diagnostics = shim::prepare(&mut protected.formulas, &mut protected.references);
        protected
    }
}

impl Scanner<'_> {
    /// Whether a first dollar of two is escaped, as only kramdown has it.
    pub(super) fn escapes_dollars(&self) -> bool {
        let start = |formula: &Formula| self.source[formula.span.start - self.body_start..].chars().next();
        let mut doubled = self.formulas.iter().filter(|formula| formula.delimiter == Delimiter::DoubleDollar);
        doubled.any(|formula| start(formula) == Some('\\'))
    }

    /// The lines of a formula in the file, and whether anything but formulas, their numbers and punctuation stands on
    /// them, or cells of a table.
    pub(super) fn words_beside(&self, index: usize) -> (Range<usize>, bool) {
        let span = &self.formulas[index].span;
        let (start, end) = (span.start - self.body_start, span.end - self.body_start);
        let line_start = self.source[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = self.line_end(end);
        let mut at = line_start;
        let mut words = false;
        let first =
            self.formulas.partition_point(|formula| formula.span.start - self.body_start < line_start);
        for formula in &self.formulas[first..] {
            let (start, end) = (formula.span.start - self.body_start, formula.span.end - self.body_start);
            if end > line_end {
                break;
            }
            words |= has_words(&self.source[at..start], at > line_start);
            at = end;
        }
        words |= has_words(&self.source[at..line_end], false);
        (line_start + self.body_start..line_end + self.body_start, words)
    }
}

/// Whether there are letters outside of the tags of elements that stand around a display formula, or borders of cells. Between
/// two formulas punctuation is as good: `$$x$$, $$y$$`.
fn has_words(text: &str, is_between: bool) -> bool {
    let is_word = |c: char| c.is_alphabetic() || c == '|' || (is_between && !c.is_whitespace() && c != '<');
    let mut rest = text;
    while let Some(tag) = rest.find('<') {
        if rest[..tag].contains(is_word) {
            return true;
        }
        let around = ["blockquote", "br", "center", "div", "p", "span"];
        let tag_length =
            html_tag(&rest[tag..]).filter(|tag| around.contains(&tag.name)).map_or(1, |tag| tag.length);
        rest = &rest[tag + tag_length..];
    }
    rest.contains(is_word)
}

/// Too small to be meant for a line of its own: `$$x_i$$`.
pub(super) fn is_small(tex: &str) -> bool {
    tex.len() <= 16 && !tex.contains(['=', '<', '>', '\n'])
}
