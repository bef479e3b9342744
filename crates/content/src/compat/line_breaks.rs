//! Kramdown's line break: two backslashes at the end of a line. CommonMark has one.

use super::{edits::Edits, notes::html_lines, source::Source};
use crate::math::lines::is_heading;

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    if !source.is_kramdown() {
        return;
    }
    let html = html_lines(source);
    for (number, line) in source.lines.iter().enumerate() {
        let text = source.line_text(number);
        let last = line.text + text.len();
        if text.ends_with("\\\\")
            && !text.ends_with("\\\\\\")
            && !html[number]
            && !is_heading(text)
            && source.is_prose(last - 1)
        {
            edits.remove(last - 1..last);
        }
    }
}
