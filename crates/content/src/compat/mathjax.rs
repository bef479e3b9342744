//! What scripts make formulas of: MathJax's elements, as kramdown writes them, `<script type="math/tex">` and
//! `…; mode=display`; and code that is one, `` `\(x\)` ``, which keeps Markdown off it on blogs of Hugo and blogdown.

use super::{edits::Edits, markup, source::Source};
use crate::math::{is_latex_like, tags::html_tag};

const END: &str = "</script>";

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for open in source.find_all("<script") {
        let Some(tag) = html_tag(source.rest(open)).filter(|tag| tag.name == "script") else { continue };
        let start = open + tag.length;
        let attributes = &source.text[open..start];
        if !attributes.contains("math/tex") {
            continue;
        }
        let Some(length) = source.rest(start).find(END) else { break };
        let range = open..start + length + END.len();
        let inner = source.trimmed(start..start + length).into();
        markup::formula(source, edits, range, inner, attributes.contains("mode=display"));
    }
}

/// Takes the backticks off formulas in a post that has none but in code. One that has such signs in other
/// code, too, tells of them, or of patterns.
pub(super) fn code_spans(source: &Source<'_>, edits: &mut Edits) {
    if source.is_kramdown() || source.is_quarto() || source.has_formulas() {
        return;
    }
    let mut spans = Vec::new();
    for range in source.literals() {
        let code = &source.text[range.clone()];
        let ticks = code.len() - code.trim_start_matches('`').len();
        let Some(inner) = code.get(ticks..code.len() - ticks).filter(|_| ticks > 0) else { continue };
        if inner.contains('`') || !["\\(", "\\)", "\\[", "\\]"].iter().any(|sign| inner.contains(sign)) {
            continue;
        }
        let formula = [("\\(", "\\)"), ("\\[", "\\]")]
            .iter()
            .find_map(|(open, close)| inner.strip_prefix(open)?.strip_suffix(close));
        if !formula.is_some_and(|formula| is_latex_like(formula) && !is_pattern(formula)) {
            return;
        }
        spans.push(range.start..range.start + ticks);
        spans.push(range.end - ticks..range.end);
    }
    spans.into_iter().for_each(|span| edits.remove(span));
}

/// Whether it is a regular expression, in which `\(…\)` is a group: `\(a\|b.*\)`, `\(\w+\)`.
fn is_pattern(text: &str) -> bool {
    let has_class = text.split('\\').skip(1).any(|behind| {
        behind.starts_with(|c: char| c.is_ascii_alphabetic())
            && !behind[1..].starts_with(|c: char| c.is_ascii_alphabetic())
    });
    has_class || text.starts_with('^') || ["\\|", ".*", "[^"].iter().any(|sign| text.contains(sign))
}
