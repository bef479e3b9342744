//! HTML that is never Markdown: what stands in `<pre>`, `<style>`, `<script>` and `<svg>`. In an element that began above it,
//! a blank line would end the HTML (CommonMark 4.6); so none of its lines stays blank.

use std::ops::Range;

use super::{edits::Edits, notes::html_lines, signs::Signs, source::Source};
use crate::math::tags::html_tag;

/// How their tags begin.
const ELEMENTS: [&str; 3] = ["<pre", "<style", "<script"];

pub(super) fn may_hold(signs: &Signs<'_>) -> bool {
    signs.any(&ELEMENTS) || signs.any(&["<svg"])
}

/// What a blank line becomes: it shows nothing.
const FILLED: &str = "<!-- -->";

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let html = html_lines(source);
    for start in ELEMENTS.iter().flat_map(|element| source.find_all(element)) {
        let Some(tag) = html_tag(source.rest(start)) else { continue };
        let first = source.line_at(start);
        // What stands in it is known to be no prose.
        let inside =
            source.literal_at(start + tag.length).filter(|inside| inside.start == start + tag.length);
        // A formula of MathJax is none.
        let is_formula = source.text[start..start + tag.length].contains("math/");
        if let Some(inside) = inside.filter(|_| html[first] && !is_formula) {
            fill(source, edits, first..source.line_at(inside.end));
        }
    }
    // Nor is a drawing, which may hold formulas.
    let mut at = 0;
    while let Some(start) = source.find("<svg", at)
        && let Some(end) = source.find("</svg>", start)
    {
        at = end;
        if html[source.line_at(start)] {
            fill(source, edits, source.line_at(start)..source.line_at(end));
        }
    }
}

/// Leaves no line of a block of HTML blank.
pub(super) fn fill(source: &Source<'_>, edits: &mut Edits, lines: Range<usize>) {
    let Some(continuation) = source.lines.get(lines.start).map(|line| source.continuation(line.text)) else {
        return;
    };
    for number in lines {
        let line = source.lines[number];
        // The end of a tag may look like the mark of a quote.
        if source.text[line.start..line.end].trim() == continuation.trim() {
            edits.replace(line.start..line.end, [&continuation, FILLED].concat());
        }
    }
}
