//! `markdown="1"`: what stands in an HTML element is Markdown. Blank lines say the same in CommonMark.

use std::ops::Range;

use super::{
    edits::Edits,
    markup,
    notes::{html_lines, is_block},
    source::Source,
};
use crate::{html::is_void, math::tags::html_tag};

/// How many elements deep an end tag looks for its start: it keeps the walk linear.
pub(super) const MAX_DEPTH: usize = 64;

struct Open<'a> {
    name: &'a str,
    /// Where the content starts, for an element whose content is Markdown.
    markdown: Option<usize>,
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let html = html_lines(source);
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut dedented = 0;
    let mut at = 0;
    while let Some(start) = source.find("<", at) {
        let Some(tag) = html_tag(source.rest(start)).filter(|_| source.formula_at(start).is_none()) else {
            at = start + 1;
            continue;
        };
        let range = start..start + tag.length;
        at = range.end;
        if tag.closing {
            let found = open.iter().rev().take(MAX_DEPTH).position(|open| open.name == tag.name);
            let Some(found) = found.map(|back| open.len() - 1 - back) else { continue };
            let is_in_markdown = found.checked_sub(1).is_some_and(|outer| open[outer].markdown.is_some());
            if is_in_markdown && open[found].markdown.is_none() && is_block(tag.name) {
                end_html(source, edits, &range);
            }
            if let Some(content) = open[found].markdown {
                close(source, edits, range, tag.name);
                dedent(source, edits, content.max(dedented)..start);
                dedented = start;
            }
            open.truncate(found);
        } else {
            let attribute = attribute(source.text, &range);
            // What stands in a paragraph holds Markdown anyway.
            let is_in_text = !html[source.line_at(start)] && !is_block(tag.name);
            let is_empty = source.text[range.clone()].ends_with("/>") || is_void(tag.name);
            let is_markdown = attribute.is_some() && !is_in_text && !is_empty;
            if let Some(attribute) = attribute {
                if is_markdown {
                    begin(source, edits, range, tag.name, attribute);
                } else {
                    edits.remove(attribute);
                }
            }
            if !is_empty {
                open.push(Open { name: tag.name, markdown: is_markdown.then_some(at) });
            }
        }
    }
}

/// The range of ` markdown="…"` in a tag, if it asks for Markdown.
fn attribute(text: &str, tag: &Range<usize>) -> Option<Range<usize>> {
    let source = &text[tag.clone()];
    let found = source.find("markdown=")?;
    let value = source[found + 9..].trim_start_matches(['"', '\'']);
    let is_on = ["1", "span", "block", "true"].iter().any(|on| value.starts_with(on));
    let length = source[found + 9..].find([' ', '>', '\n', '/']).unwrap_or(0);
    let start = source[..found].trim_end().len();
    is_on.then_some(tag.start + start..tag.start + found + 9 + length)
}

/// Paragraphs of HTML hold no paragraphs of Markdown.
fn renamed(name: &str) -> Option<&'static str> {
    name.eq_ignore_ascii_case("p").then_some("div")
}

fn begin(source: &Source<'_>, edits: &mut Edits, tag: Range<usize>, name: &str, attribute: Range<usize>) {
    if let Some(renamed) = renamed(name) {
        edits.replace(tag.start + 1..tag.start + 1 + name.len(), renamed);
    }
    edits.remove(attribute);
    let continuation = source.continuation(tag.start);
    let line_break = if source.ends_line(tag.end) {
        format!("\n{continuation}")
    } else {
        markup::blank_line(&continuation)
    };
    edits.insert(tag.end, line_break);
}

fn close(source: &Source<'_>, edits: &mut Edits, tag: Range<usize>, name: &str) {
    let continuation = source.continuation(tag.start);
    let before = if source.starts_line(tag.start) {
        format!("\n{continuation}")
    } else {
        markup::blank_line(&continuation)
    };
    edits.insert(tag.start, before);
    if let Some(renamed) = renamed(name) {
        edits.replace(tag.start + 2..tag.start + 2 + name.len(), renamed);
    }
    end_html(source, edits, &tag);
}

/// Behind an element of HTML in one of Markdown, `<summary>…</summary>` for one, Markdown goes on.
fn end_html(source: &Source<'_>, edits: &mut Edits, tag: &Range<usize>) {
    let next = source.line_text(source.line_at(tag.start) + 1);
    if source.ends_line(tag.end) && !next.is_empty() && !next.starts_with('<') {
        edits.insert(tag.end, format!("\n{}", source.continuation(tag.start)));
    }
}

/// Takes off what all lines are indented by: behind a blank line it would make code.
pub(super) fn dedent(source: &Source<'_>, edits: &mut Edits, content: Range<usize>) {
    let first = source.line_at(content.start) + 1;
    let last = source.line_at(content.end);
    let indents =
        (first..last).filter(|&line| !source.line_text(line).is_empty()).map(|line| indent(source, line));
    let Some(common) = indents.min().filter(|&common| common > 0) else { return };
    for line in first..last {
        let start = source.lines[line].start;
        edits.remove(start..start + common.min(indent(source, line)));
    }
}

fn indent(source: &Source<'_>, line: usize) -> usize {
    let line = source.lines[line];
    source.text[line.start..line.end].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}
