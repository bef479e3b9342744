//! The texts of sections: what results show.

use super::{
    bytes::{Reader, write_number, write_text},
    format::Malformed,
};
use crate::math::{Marker, marker::MATH_OPEN};

/// A section as a result shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SectionText<'a> {
    /// The slug of its post.
    pub slug: &'a str,
    /// The title of its post.
    pub title: &'a str,
    /// The id of its heading; empty for the start of the post.
    pub id: &'a str,
    /// Its heading; formulas are markers.
    pub heading: &'a str,
    /// Its text; formulas are markers.
    pub text: &'a str,
    /// The formulas that the markers stand for, as HTML.
    pub formulas: Vec<&'a str>,
}

impl<'a> SectionText<'a> {
    /// What it is called: its heading, or the title of the post that it starts.
    pub(super) fn name(&self) -> &'a str {
        if self.id.is_empty() { self.title } else { self.heading }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        for text in [self.slug, self.title, self.id, self.heading, self.text] {
            write_text(text, out);
        }
        write_number(self.formulas.len(), out);
        self.formulas.iter().for_each(|formula| write_text(formula, out));
    }

    fn read(reader: &mut Reader<'a>) -> Result<Self, Malformed> {
        let (slug, title, id) = (reader.text()?, reader.text()?, reader.text()?);
        let (heading, text) = (reader.text()?, reader.text()?);
        let mut formulas = Vec::new();
        for _ in 0..reader.number()? {
            formulas.push(reader.text()?);
        }
        Ok(Self { slug, title, id, heading, text, formulas })
    }

    /// Reads one section of a piece; `at` counts from 0.
    pub(super) fn read_at(piece: &'a [u8], at: usize) -> Result<Self, Malformed> {
        let mut reader = Reader::new(piece);
        for _ in 0..at {
            Self::read(&mut reader)?;
        }
        Self::read(&mut reader)
    }
}

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run<'a> {
    /// Words, and where they start in the text.
    Words(usize, &'a str),
    /// A formula, and where its marker starts.
    Formula(usize, usize),
}

/// Cuts a text at its formulas.
pub(super) fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(character) = text[at..].chars().next() {
        let marker = if character == MATH_OPEN { Marker::read(&text[at..]) } else { None };
        let Some((marker, length)) = marker else {
            at += character.len_utf8();
            continue;
        };
        if start < at {
            runs.push(Run::Words(start, &text[start..at]));
        }
        runs.push(Run::Formula(at, marker.index));
        at += length;
        start = at;
    }
    if start < at {
        runs.push(Run::Words(start, &text[start..at]));
    }
    runs
}
