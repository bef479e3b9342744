//! Where a text answers a query, and the part of it that shows that best.

use std::ops::Range;

use super::{
    dictionary::MIN_ERROR_LENGTH,
    query::{Query, is_one_error},
    texts::{Run, SectionText, runs},
    tokens::{Purpose, tokens},
};
use crate::math::marker::{CLOSE, MATH_OPEN};

/// How much of a text is shown, in characters.
const LENGTH: usize = 200;
/// How much of that stands before the first hit.
const BEFORE: usize = 50;
/// Longer texts are searched for hits up to here, in bytes.
const MAX_SEARCHED: usize = 256 << 10;

/// The places in a text that answer a query, in order, none inside of another. They count in bytes.
#[must_use]
pub fn hits(text: &str, query: &Query) -> Vec<Range<usize>> {
    let end = text.floor_char_boundary(MAX_SEARCHED);
    merged(numbered_hits(&text[..end], query).into_iter().map(|(range, _)| range).collect())
}

/// The places, each with the number of its word in the query. A word that is there neither as it was typed nor as the
/// start of another is looked for with an error.
fn numbered_hits(text: &str, query: &Query) -> Vec<(Range<usize>, usize)> {
    let mut hits = Vec::new();
    let mut misspelt = Vec::new();
    let mut seen = vec![false; query.terms.len()];
    tokens(text, Purpose::Index, &mut |word, range| {
        for (number, term) in query.terms.iter().enumerate() {
            if term.is_answered_by(word) {
                seen[number] = true;
                hits.push((range.clone(), number));
            } else if term.word.len() >= MIN_ERROR_LENGTH && is_one_error(word, &term.word) {
                misspelt.push((range.clone(), number));
            }
        }
    });
    hits.extend(misspelt.into_iter().filter(|&(_, number)| !seen[number]));
    hits.sort_unstable_by_key(|(range, _)| (range.start, range.end));
    hits
}

fn merged(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Whether a formula, as HTML with its TeX as annotation, answers a query.
pub(super) fn formula_is_hit(html: &str, query: &Query) -> bool {
    tex_is_hit(
        html.split("x-tex\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default(),
        query,
    )
}

/// Whether a formula answers a query.
#[must_use]
pub fn tex_is_hit(tex: &str, query: &Query) -> bool {
    let mut is_hit = false;
    tokens(tex, Purpose::IndexTex, &mut |word, _| {
        is_hit |= query.terms.iter().any(|term| term.is_answered_by(word));
    });
    is_hit
}

/// The part of a section's text that answers most words of a query.
pub(super) fn excerpt(section: &SectionText<'_>, query: &Query) -> Range<usize> {
    let text = section.text;
    let mut hits = Vec::new();
    for run in runs(text) {
        match run {
            Run::Words(start, words) => hits.extend(
                numbered_hits(words, query).into_iter().map(|(range, number)| (start + range.start, number)),
            ),
            Run::Formula(at, index) => {
                if section.formulas.get(index).is_some_and(|html| formula_is_hit(html, query)) {
                    hits.push((at, usize::MAX));
                }
            }
        }
    }
    let mut best = (0, 0);
    for (first, &(start, _)) in hits.iter().enumerate() {
        let mut words: Vec<usize> = Vec::new();
        let within = hits[first..].iter().take_while(|(at, _)| at - start < LENGTH - BEFORE);
        let mut count = 0;
        for &(_, word) in within {
            count += 1;
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let value = words.len() * 8 + count.min(7);
        if value > best.0 {
            best = (value, start);
        }
    }
    window(text, best.1)
}

/// A stretch of the text around a hit, from word to word.
fn window(text: &str, hit: usize) -> Range<usize> {
    let before = text[..hit].char_indices().rev().take(BEFORE).last().map_or(hit, |(at, _)| at);
    let start = match text[before..hit].rfind(CLOSE).or_else(|| text[before..hit].find(' ')) {
        _ if before == 0 => 0,
        // A blank or the sign that ends a formula: a formula is never cut.
        Some(at) => text[before + at..].chars().next().map_or(hit, |sign| before + at + sign.len_utf8()),
        // A script without blanks.
        None => before,
    };
    let end = text[start..].char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| start + at);
    if end == text.len() {
        return start..end;
    }
    let shown = &text[start..end];
    let open = shown.rfind(MATH_OPEN).filter(|&open| !shown[open..].contains(CLOSE));
    start..start + open.or_else(|| shown.rfind(' ')).unwrap_or(shown.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, query: &str) -> String {
        let mut out = text.to_owned();
        for range in hits(text, &Query::parse(query)).into_iter().rev() {
            out.insert(range.end, ']');
            out.insert(range.start, '[');
        }
        out
    }

    #[test]
    fn hits_are_marked_as_they_were_found() {
        for (text, query, wanted) in [
            ("Attention heads attend.", "attention", "[Attention] heads attend."),
            ("Attention heads attend.", "atten", "[Attention] heads [attend]."),
            ("Attention heads attend.", "atention ", "[Attention] heads attend."),
            ("load_state_dict()", "state ", "load_[state]_dict()"),
            ("Schro\u{308}dinger", "schrodinger", "[Schro\u{308}dinger]"),
            ("自注意力的", "注意力", "自[注意力]的"),
            ("C++ and C", "c++", "[C++] and C"),
            ("nothing", "(", "nothing"),
        ] {
            assert_eq!(marked(text, query), wanted, "{query}");
        }
    }

    #[test]
    fn the_excerpt_shows_the_hits_that_stand_together() {
        let text = format!("alpha {}beta and alpha near the end {}", "word ".repeat(80), "more ".repeat(80));
        let section = SectionText { text: &text, ..SectionText::default() };
        let shown = &text[excerpt(&section, &Query::parse("alpha beta"))];
        assert!(shown.contains("beta and alpha near the end"), "{shown}");
        assert!(shown.len() <= LENGTH + BEFORE, "{shown}");
    }
}
