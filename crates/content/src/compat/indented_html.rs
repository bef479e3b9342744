//! HTML that its author indented. Behind a blank line Markdown takes four columns for code; in an element that is open
//! and is closed further down, what begins with a tag is HTML.

use super::{edits::Edits, html_markdown::MAX_DEPTH, signs::Signs, source::Source};
use crate::{html::is_listed, math::tags::html_tag};

/// Elements that hold others, and are closed by their authors.
const CONTAINERS: &str =
    "div figure table thead tbody tr td th center section article aside details picture video dl ul ol";

struct Open<'a> {
    name: &'a str,
    /// What stands before the text of its line.
    column: usize,
}

/// Whether a text has tags behind blanks.
pub(super) fn may_hold(signs: &Signs<'_>) -> bool {
    signs.any(&["    <", "\t<", "\n    "]) && signs.any(&["</"])
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let mut open: Vec<Open<'_>> = Vec::new();
    // Indented lines in the outermost element, as long as it is not closed; and where the paragraph of the last ends.
    let mut indented = Vec::new();
    let mut end = 0;
    for (number, line) in source.lines.iter().enumerate() {
        let text = source.line_text(number);
        if text.is_empty() {
            continue;
        }
        if let Some(code) = source.literal_at(line.start).filter(|_| line.start >= end) {
            let is_html = html_tag(text).is_some_and(|tag| is_known(tag.name)) || is_prose(source, number);
            if !is_html || open.is_empty() || code.start != line.start {
                continue;
            }
            end = code.end;
        }
        if line.start < end
            && let Some(outermost) = open.first()
        {
            let column = outermost.column.min(line.text - line.start);
            indented.push(line.start + column..line.text);
        }
        walk_tags(source, number, &mut open);
        if open.is_empty() {
            indented.drain(..).for_each(|blanks| edits.remove(blanks));
        }
    }
}

/// Opens and closes what the tags in a line say.
fn walk_tags<'a>(source: &Source<'a>, number: usize, open: &mut Vec<Open<'a>>) {
    let line = source.lines[number];
    let mut at = line.text;
    while let Some(found) = source.text[at..line.end].find('<') {
        at += found;
        let Some(tag) = html_tag(source.rest(at)).filter(|_| source.formula_at(at).is_none()) else {
            at += 1;
            continue;
        };
        let written = &source.text[at..at + tag.length];
        if tag.closing {
            if let Some(index) = open.iter().rposition(|open| open.name.eq_ignore_ascii_case(tag.name)) {
                open.truncate(index);
            }
        } else if is_container(tag.name) && !written.ends_with("/>") && open.len() < MAX_DEPTH {
            open.push(Open { name: tag.name, column: line.text - line.start });
        }
        at = (at + tag.length).min(line.end.max(at + 1));
        if at >= line.end {
            return;
        }
    }
}

/// Whether a line is a template, or a sentence that is indented as what stands above it. To kramdown all in an element is
/// HTML.
fn is_prose(source: &Source<'_>, number: usize) -> bool {
    let column = |number: usize| source.lines[number].text - source.lines[number].start;
    let above = (0..number).rev().take(MAX_BLANK).find(|&above| !source.line_text(above).is_empty());
    let text = source.line_text(number);
    let is_sentence = above.is_some_and(|above| column(above) == column(number))
        && text.starts_with(char::is_uppercase)
        && text.split(' ').count() > 2;
    source.is_kramdown() && (is_sentence || text.starts_with("{%"))
}

/// Blank lines above a sentence.
const MAX_BLANK: usize = 3;

/// Whether a tag is one of HTML: that of an element that is shown, or a control.
fn is_known(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    is_listed(&name) || matches!(name.as_str(), "button" | "input" | "label" | "script")
}

fn is_container(name: &str) -> bool {
    CONTAINERS.split(' ').any(|known| known.eq_ignore_ascii_case(name))
}
