//! What a pass changes, applied at once.

use std::ops::Range;

use super::source::Source;
use crate::{diagnostic::Diagnostic, math::OffsetMap, sort::sort_by_number};

/// A part of what stands in place of a construct.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// Words of our own.
    Text(String),
    /// The author's, taken from the text; its places in the file stay known.
    Source(Range<usize>),
}

impl Piece {
    /// Its words.
    pub(super) fn text<'a>(&'a self, source: &Source<'a>) -> &'a str {
        match self {
            Self::Text(text) => text,
            Self::Source(range) => &source.text[range.clone()],
        }
    }
}

impl From<&str> for Piece {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Range<usize>> for Piece {
    fn from(range: Range<usize>) -> Self {
        Self::Source(range)
    }
}

#[derive(Debug)]
struct Edit {
    range: Range<usize>,
    pieces: Vec<Piece>,
}

/// The changes of one pass, in any order. Of two that overlap the one that starts first counts.
#[derive(Debug, Default)]
pub(super) struct Edits {
    edits: Vec<Edit>,
    diagnostics: Vec<Diagnostic>,
}

impl Edits {
    pub(super) fn remove(&mut self, range: Range<usize>) {
        self.splice(range, Vec::new());
    }

    pub(super) fn insert(&mut self, at: usize, piece: impl Into<Piece>) {
        self.splice(at..at, vec![piece.into()]);
    }

    pub(super) fn replace(&mut self, range: Range<usize>, piece: impl Into<Piece>) {
        self.splice(range, vec![piece.into()]);
    }

    pub(super) fn splice(&mut self, range: Range<usize>, pieces: Vec<Piece>) {
        self.edits.push(Edit { range, pieces });
    }

    /// Tells the author about a range of the text.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.diagnostics)
    }

    /// The changed text and the way back to `text`; `None` if nothing is changed.
    pub(super) fn apply(mut self, text: &str) -> Option<(String, OffsetMap)> {
        if self.edits.is_empty() {
            return None;
        }
        sort_by_number(&mut self.edits, |edit| edit.range.start);
        let mut out = String::with_capacity(text.len() + text.len() / 8);
        let mut offsets = OffsetMap::default();
        let mut at = 0;
        let copy = |range: Range<usize>, out: &mut String, offsets: &mut OffsetMap| {
            if !range.is_empty() {
                offsets.push(out.len(), range.start);
                out.push_str(&text[range]);
            }
        };
        for Edit { range, pieces } in self.edits {
            if range.start < at {
                continue;
            }
            copy(at..range.start, &mut out, &mut offsets);
            for piece in pieces {
                match piece {
                    Piece::Source(source) => copy(source, &mut out, &mut offsets),
                    Piece::Text(words) if words.is_empty() => {}
                    Piece::Text(words) => {
                        offsets.push_written(out.len(), range.start);
                        out.push_str(&words);
                    }
                }
            }
            at = range.end;
        }
        copy(at..text.len(), &mut out, &mut offsets);
        offsets.push(out.len(), text.len());
        Some((out, offsets))
    }
}
