//! A post's body parsed with its places, for rules.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::runs::{self, Run};
use crate::{
    compat,
    markdown::{self, Spanned, end_of, typed},
    math::{self, Formula, Protected, replace_markers},
    post::PostHead,
};

/// What a [`Body`] borrows from.
pub(super) struct Parts {
    protected: Protected,
}

impl Parts {
    pub(super) fn new(source: &str, head: &PostHead) -> Self {
        let body = source.get(head.body_start..).unwrap_or_default();
        // Where links lead is looked at in the document; here only their places count.
        let place = head.place("", &|_: &str| None);
        let translated = compat::translate(body, head.body_start, place);
        Self { protected: math::protect_translated(translated.survey, &translated.offsets) }
    }
}

/// The body as the parser sees it: formulas are markers.
pub(super) struct Body<'a> {
    /// The whole file.
    pub(super) source: &'a str,
    /// The protected text.
    pub(super) text: &'a str,
    pub(super) formulas: &'a [Formula],
    pub(super) events: Vec<Spanned<'a>>,
    /// Paragraphs, headings, cells and other lines of inline content.
    pub(super) runs: Vec<Run>,
    protected: &'a Protected,
}

impl<'a> Body<'a> {
    pub(super) fn new(source: &'a str, parts: &'a Parts) -> Self {
        let protected = &parts.protected;
        let parser = Parser::new_ext(&protected.text, markdown::dialect());
        let events: Vec<Spanned<'a>> = parser.into_offset_iter().collect();
        let runs = runs::collect(&protected.text, &events);
        Self { source, text: &protected.text, formulas: &protected.formulas, events, runs, protected }
    }

    /// The place in the file of a range in the protected text.
    pub(super) fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        self.protected.offsets.range_to_file(range)
    }

    /// The index of the event that ends what starts at `at`.
    pub(super) fn end_of(&self, at: usize) -> usize {
        end_of(&self.events, at)
    }

    /// The words in what starts at `at`: text, code, TeX.
    pub(super) fn words_in(&self, at: usize) -> String {
        let mut text = String::new();
        for (event, _) in self.events.get(at..self.end_of(at)).unwrap_or_default() {
            match event {
                Event::Code(piece) => text.push_str(piece),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => text.push_str(typed(event).unwrap_or_default()),
            }
        }
        self.with_tex(&text).trim().to_owned()
    }

    /// Text with the TeX of its formulas.
    pub(super) fn with_tex(&self, text: &str) -> String {
        replace_markers(text, |marker, out| {
            out.push_str(self.formulas.get(marker.index).map_or("", |formula| &formula.tex));
        })
    }

    /// The raw HTML of the body, piece by piece. The lines of one block are one piece, with what stands between them: the
    /// signs of a quote, a carriage return.
    pub(super) fn html(&self) -> Vec<(&str, Range<usize>)> {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let mut in_block = false;
        for (event, range) in &self.events {
            let is_block = matches!(event, Event::Html(_));
            match pieces.last_mut().filter(|_| is_block && in_block) {
                Some(last) => last.end = range.end,
                None if is_block || matches!(event, Event::InlineHtml(_)) => pieces.push(range.clone()),
                None => {}
            }
            in_block = is_block;
        }
        pieces.into_iter().map(|range| (&self.text[range.clone()], range)).collect()
    }

    /// The blocks that stand in no other: the index of the event that starts each.
    pub(super) fn top_blocks(&self) -> Vec<usize> {
        let mut blocks = Vec::new();
        let mut at = 0;
        while at < self.events.len() {
            blocks.push(at);
            at = if matches!(self.events[at].0, Event::Start(_)) { self.end_of(at) + 1 } else { at + 1 };
        }
        blocks
    }

    /// Whether the event at `at` starts a heading, and of which level.
    pub(super) fn heading_level(&self, at: usize) -> Option<u8> {
        match self.events.get(at) {
            Some((Event::Start(Tag::Heading { level, .. }), _)) => Some(*level as u8),
            _ => None,
        }
    }
}
