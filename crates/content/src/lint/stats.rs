//! How long a post is, section by section.

use std::ops::Range;

use pulldown_cmark::Event;
use serde::Serialize;

use super::body::{Body, Parts};
use crate::{post::Post, reading::count_words};

/// What a section holds, without those below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionStats {
    /// Its heading; empty for what stands before the first.
    pub title: String,
    /// The heading's level; 0 before the first.
    pub level: u8,
    /// Where its heading stands in the file.
    #[serde(skip)]
    pub span: Range<usize>,
    /// Words of prose.
    pub words: usize,
    /// Formulas, inline ones too.
    pub formulas: usize,
}

/// The sections of a post, in order.
#[must_use]
pub fn sections(source: &str, post: &Post) -> Vec<SectionStats> {
    let parts = Parts::new(source, &post.head);
    of_body(&Body::new(source, &parts))
}

pub(super) fn of_body(body: &Body<'_>) -> Vec<SectionStats> {
    let start = body.in_file(&(0..0));
    let mut sections =
        vec![SectionStats { title: String::new(), level: 0, span: start, words: 0, formulas: 0 }];
    for at in body.top_blocks() {
        let range = body.events[at].1.clone();
        if let Some(level) = body.heading_level(at) {
            let title = body.words_in(at);
            sections.push(SectionStats { title, level, span: body.in_file(&range), words: 0, formulas: 0 });
        }
        let Some(section) = sections.last_mut() else { continue };
        let end = if matches!(body.events[at].0, Event::Start(_)) { body.end_of(at) } else { at + 1 };
        let is_code = matches!(body.events[at].0, Event::Start(pulldown_cmark::Tag::CodeBlock(_)));
        for (event, _) in body.events.get(at..end).unwrap_or_default().iter().filter(|_| !is_code) {
            match event {
                Event::Text(text) => {
                    _ = crate::math::replace_markers(text, |marker, _| {
                        // References to equations have markers, too.
                        section.formulas += usize::from(marker.kind == crate::math::MarkerKind::Math);
                    });
                    section.words += count_words(text);
                }
                Event::Code(text) => section.words += count_words(text),
                _ => {}
            }
        }
    }
    if sections.len() > 1 && sections[0].words == 0 && sections[0].formulas == 0 {
        sections.remove(0);
    }
    sections
}
