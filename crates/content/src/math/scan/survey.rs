//! What the walk over a body has found: its formulas, and where it is not prose.

use std::ops::Range;

use super::{super::shim, OffsetMap, Protected, Scanner};

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

    /// The body without its formulas, which are ready for KaTeX.
    fn protected(self) -> Protected {
        let mut protected = self.written;
        protected.diagnostics = shim::prepare(&mut protected.formulas, &mut protected.references);
        protected
    }
}
