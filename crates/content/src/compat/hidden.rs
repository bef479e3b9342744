//! Lines that their authors hid: comments that Markdown does not know as such.
//!
//! `[//]: # words` is a link definition to kramdown, whatever the words are; CommonMark wants them in quotes. And a comment of
//! HTML that stands right below other HTML ends with that at a blank line (CommonMark 4.6), where browsers go on to `-->`.

use std::cell::LazyCell;

use super::{edits::Edits, notes::html_lines, signs::Signs, source::Source};

/// How such definitions begin, in lower case.
const LABELS: [&str; 2] = ["[//]:", "[comment]:"];

/// Where Hugging Face's blog puts what the header says.
const PLACES: [&str; 2] = ["{authors}", "{blog_metadata}"];

pub(super) fn may_hold(signs: &Signs<'_>) -> bool {
    signs.any(&["[//]:", "[comment]:", "[Comment]:", "<!--"]) || signs.any(&PLACES)
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for (number, line) in source.lines.iter().enumerate() {
        let text = source.line_text(number);
        let is_comment = || {
            LABELS.iter().any(|label| {
                let start = text.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label));
                start && text[label.len()..].trim_start().starts_with(['#', '<'])
            })
        };
        if PLACES.contains(&text) && source.is_prose(line.text) {
            edits.remove(line.start..source.next_start(number));
        }
        // Formulas that seem to stand around it are made of its own signs.
        if text.starts_with('[') && !source.is_literal(line.text) && is_comment() {
            edits.remove(line.start..source.next_start(number));
        }
    }
    let is_split = |text: &str| text.lines().skip(1).any(|line| line.trim().is_empty());
    let comments = source.literals().iter().filter(|literal| {
        let text = &source.text[(*literal).clone()];
        text.starts_with("<!--") && text.ends_with("-->") && is_split(text)
    });
    let html = LazyCell::new(|| html_lines(source));
    for comment in comments {
        let first = source.line_at(comment.start);
        let is_alone = source.starts_line(comment.start);
        let is_below_html = if is_alone { first > 0 && html[first - 1] } else { html[first] };
        if is_below_html {
            let end = if is_alone && source.ends_line(comment.end) {
                source.next_start(source.line_at(comment.end - 1))
            } else {
                comment.end
            };
            let start = if is_alone { source.lines[first].start } else { comment.start };
            edits.remove(start..end);
        }
    }
}
