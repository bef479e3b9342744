//! HTML that is never Markdown: what stands in `<pre>`, `<style>` and `<script>`. In an element that began above it, a blank line would end the HTML
//! (CommonMark 4.6); so none of its lines stays blank.

use std::ops::Range;

use super::{edits::Edits, notes::html_lines, source::Source};
use crate::math::tags::html_tag;

/// How their tags begin.
pub(super) const ELEMENTS: [&str; 3] = ["<pre", "<style", "<script"];

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
}

/// Leaves no line of a block of HTML blank.
pub(super) fn fill(source: &Source<'_>, edits: &mut Edits, lines: Range<usize>) {
    let Some(continuation) = source.lines.get(lines.start).map(|line| source.continuation(line.text)) else {
        return;
    };
    for number in lines {
        if source.line_text(number).is_empty() {
            let line = source.lines[number];
            edits.replace(line.start..line.end, [&continuation, FILLED].concat());
        }
    }
}
