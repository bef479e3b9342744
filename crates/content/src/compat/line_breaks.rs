//! Kramdown's line break: two backslashes at the end of a line. CommonMark has one.

use std::cell::LazyCell;

use super::{edits::Edits, notes::html_lines, source::Source};
use crate::math::lines::is_heading;

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let html = LazyCell::new(|| html_lines(source));
    for (number, line) in source.lines.iter().enumerate() {
        let text = source.line_text(number);
        let last = line.text + text.len();
        if text.ends_with("\\\\")
            && !text.ends_with("\\\\\\")
            && !is_heading(text)
            && source.is_prose(last - 1)
            && !html[number]
        {
            edits.remove(last - 1..last);
        }
    }
}
