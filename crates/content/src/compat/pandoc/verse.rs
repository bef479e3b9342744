//! Line blocks of Pandoc, for poems and addresses: lines that begin with a bar stay lines.

use super::super::{
    edits::Edits,
    source::Source,
    tables::{borders, is_delimiter},
};
use crate::math::lines::container_marker;

pub(in super::super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let mut number = 0;
    while number < source.lines.len() {
        let first = number;
        while is_line(source, number) || (number > first && goes_on(source, number)) {
            number += 1;
        }
        // One bar alone may be anything, and one above a line a table with one column.
        let is_block = source.text_before(first).is_empty() && source.line_text(number).is_empty();
        if is_block && number > first + 1 && !is_delimiter(source.line_text(first + 1)) {
            (first..number)
                .filter(|&line| is_line(source, line))
                .for_each(|line| put(source, edits, first, line));
        }
        number = number.max(first + 1);
    }
}

/// Whether a line begins with the only bar in it, and stands in nothing else. With more it is a row of a table.
fn is_line(source: &Source<'_>, number: usize) -> bool {
    let text = source.line_text(number);
    (text == "|" || text.starts_with("| ")) && !is_within(source, number) && borders(source, number) == 1
}

/// Whether it is the rest of the line above.
fn goes_on(source: &Source<'_>, number: usize) -> bool {
    is_within(source, number) && source.is_prose(source.lines[number].text)
}

/// Whether anything stands before a line's own text.
fn is_within(source: &Source<'_>, number: usize) -> bool {
    source.lines.get(number).is_some_and(|line| line.text > line.start && line.text < line.end)
}

/// Puts a line of the block behind those above, so that nothing at its start begins a list or heading.
fn put(source: &Source<'_>, edits: &mut Edits, first: usize, number: usize) {
    let line = source.lines[number];
    let inner = &source.text[(line.start + 2).min(line.end)..line.end];
    let text = inner.trim_start_matches(' ');
    let indent = "&nbsp;".repeat(inner.len() - text.len());
    let start = line.end - text.len();
    if number > first {
        edits.replace(source.lines[number - 1].end..start, "<br>".to_owned() + &indent);
        return;
    }
    edits.replace(line.start..start, indent);
    if container_marker(text).is_some() || text.starts_with(['#', '>']) {
        edits.insert(start + text.bytes().take_while(u8::is_ascii_digit).count(), "\\");
    }
}
