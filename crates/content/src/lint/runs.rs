//! Lines of inline content in which only running text is visible, so that rules can look for what should have been
//! markup and is not.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::Spanned;

/// What stands for bytes that are not running text: code, HTML, addresses, delimiters.
pub(super) const HIDDEN: char = '\u{1}';

/// What a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Heading,
    Cell,
    Other,
}

/// A paragraph, heading, cell or the like.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) kind: Kind,
    /// Its place in the protected text.
    pub(super) range: Range<usize>,
    /// As long as the range: running text as it is written, everything else hidden.
    pub(super) text: String,
}

impl Run {
    /// A range of `text` as one of the protected text.
    pub(super) fn at(&self, range: Range<usize>) -> Range<usize> {
        self.range.start + range.start..self.range.start + range.end
    }
}

/// Gathers the runs of a body.
pub(super) fn collect(text: &str, events: &[Spanned<'_>]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut kind = Kind::Other;
    let mut code = 0_usize;
    let mut from: Option<usize> = None;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => code += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => code = code.saturating_sub(1),
            _ => {}
        }
        let is_inline = code == 0 && is_inline(event);
        match (is_inline, from) {
            (true, None) => from = Some(index),
            (false, Some(first)) => {
                runs.push(run(text, kind, &events[first..index]));
                from = None;
            }
            _ => {}
        }
        match event {
            Event::Start(Tag::Paragraph) => kind = Kind::Paragraph,
            Event::Start(Tag::Heading { .. }) => kind = Kind::Heading,
            Event::Start(Tag::TableCell) => kind = Kind::Cell,
            Event::Start(Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition) => {
                kind = Kind::Other;
            }
            _ => {}
        }
    }
    if let Some(first) = from {
        runs.push(run(text, kind, &events[first..]));
    }
    runs
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::End(tag) => matches!(
            tag,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
        ),
        Event::Html(_) | Event::Rule => false,
        _ => true,
    }
}

fn run(text: &str, kind: Kind, events: &[Spanned<'_>]) -> Run {
    let start = events.iter().map(|(_, range)| range.start).min().unwrap_or(0);
    // The backslash of an escaped character belongs to no event.
    let is_escaped = matches!(events.first(), Some((Event::Text(_), _)));
    let start = start - usize::from(is_escaped && text[..start].ends_with('\\'));
    let end = events.iter().map(|(_, range)| range.end).max().unwrap_or(start);
    let mut bytes = vec![HIDDEN as u8; end - start];
    let mut show = |range: Range<usize>| {
        bytes[range.start - start..range.end - start].copy_from_slice(&text.as_bytes()[range]);
    };
    for (event, range) in events {
        match event {
            // A character reference is longer than what it stands for.
            Event::Text(piece) if piece.len() == range.len() => {
                let is_escaped = range.start > start && text.as_bytes()[range.start - 1] == b'\\';
                show(range.start - usize::from(is_escaped)..range.end);
            }
            Event::SoftBreak | Event::HardBreak => {
                let newline = text[range.clone()].find('\n').map_or(range.start, |at| range.start + at);
                if text.as_bytes().get(newline) == Some(&b'\n') {
                    show(newline..newline + 1);
                }
            }
            _ => {}
        }
    }
    // Only whole characters were copied.
    Run { kind, range: start..end, text: String::from_utf8(bytes).unwrap_or_default() }
}

/// The candidate that another word differs from by a slip or two of the pen; none if it is one itself.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters: Vec<char> = word.chars().collect();
    let slips = match letters.len() {
        0 | 1 => return None,
        2..=4 => 1,
        _ => 2,
    };
    let distance = |candidate: &str| {
        let other: Vec<char> = candidate.chars().collect();
        let is_near = other.len().abs_diff(letters.len()) <= slips;
        is_near
            .then(|| crate::front_matter::keys::edit_distance(&letters, &other))
            .filter(|found| *found <= slips)
    };
    let near = candidates.into_iter().filter_map(|candidate| Some((distance(candidate)?, candidate)));
    // Of equals the one that starts alike: `\alhpa` is `\alpha`.
    let best = near.min_by_key(|(found, candidate)| {
        let alike = candidate.chars().zip(&letters).take_while(|(a, b)| a == *b).count();
        (*found, usize::MAX - alike)
    });
    best.filter(|(found, _)| *found > 0).map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found() {
        let names = ["python", "rust", "r", "bash", "javascript"];
        for (word, expected) in
            [("pyhton", Some("python")), ("bsah", Some("bash")), ("rust", None), ("cobol", None), ("x", None)]
        {
            assert_eq!(nearest(word, names), expected, "{word}");
        }
    }
}
