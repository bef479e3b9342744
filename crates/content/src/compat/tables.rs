//! Tables without a head, as kramdown knows them: rows with nothing but rows around.

use super::{edits::Edits, source::Source};

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let mut number = 0;
    while number < source.lines.len() {
        let first = number;
        while is_row(source, number) {
            number += 1;
        }
        if number == first {
            number += 1;
            continue;
        }
        let has_delimiters = (first..number).any(|row| is_delimiter(source.line_text(row)));
        if has_delimiters || !source.text_before(first).is_empty() || !source.line_text(number).is_empty() {
            continue;
        }
        let start = source.lines[first].text;
        let cells = borders(source, first) - 1;
        let continuation = source.continuation(start);
        let head = ["| ", "|-"].map(|cell| format!("{}|\n{continuation}", cell.repeat(cells)));
        edits.insert(start, head.concat());
    }
}

/// Whether a line has two cells or more between borders.
fn is_row(source: &Source<'_>, number: usize) -> bool {
    let text = source.line_text(number);
    text.starts_with('|') && text.ends_with('|') && borders(source, number) > 2
}

fn borders(source: &Source<'_>, number: usize) -> usize {
    let line = source.lines[number];
    source.text[line.text..line.end]
        .match_indices('|')
        .filter(|(at, _)| source.is_prose(line.text + at))
        .count()
}

fn is_delimiter(text: &str) -> bool {
    text.contains('-') && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}
