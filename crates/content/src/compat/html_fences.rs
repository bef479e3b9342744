//! Fenced code right below a tag, `<summary>…</summary>` for one: in HTML Markdown starts behind a blank line only, and
//! nobody means the fence itself to be read.

use super::{edits::Edits, notes::html_lines, source::Source};
use crate::math::lines::opening_fence;

/// Whether a text has fences, and tags at the start of lines.
pub(super) fn may_hold(text: &str) -> bool {
    let has_tags = text.starts_with('<') || ["\n<", "> <", "\n  <"].iter().any(|tag| text.contains(tag));
    has_tags && (text.contains("```") || text.contains("~~~"))
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let html = html_lines(source);
    for (number, line) in source.lines.iter().enumerate().skip(1) {
        let is_fence = opening_fence(source.line_text(number)).is_some() && source.starts_literal(line.text);
        if is_fence && html[number - 1] && line.text - line.start < 4 {
            let continuation = source.continuation(line.text);
            edits.insert(line.start, format!("{}\n", continuation.trim_end()));
        }
    }
}
