//! Tables as kramdown knows them: without a head, which are rows with nothing but rows around; with rules between groups
//! of rows; and with bars in code, which separate no cells.

use std::ops::Range;

use super::{edits::Edits, source::Source};

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    (2..source.lines.len()).for_each(|number| below_text(source, edits, number));
    repeated_delimiters(source, edits);
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
        if source.is_kramdown() && first + 1 < number {
            bars_in_code(source, edits, first..number);
        }
        let line = |row: usize| source.lines[row].start..source.next_start(row);
        // One above the head is a frame.
        let above = source.line_text(first);
        let is_frame = is_rule(above) && (is_rule(source.line_text(first + 2)) || above.contains('+'));
        let head = first + usize::from(is_frame && first + 1 < number);
        if head > first {
            edits.remove(line(first));
        }
        for row in head + 1..number {
            let text = source.line_text(row);
            if is_rule(text) && row > head + 1 {
                edits.remove(line(row));
            } else if is_rule(text) && text.contains(['+', '\t']) {
                // Columns end at bars, and the parser wants blanks.
                edits.replace(line(row), source.text[line(row)].replace('+', "|").replace('\t', " "));
            }
        }
        let below = source.line_text(head + 1);
        let has_delimiters =
            head + 1 < number && (is_delimiter(below) || is_rule(below) && !below.contains('='));
        if has_delimiters && source.is_kramdown() {
            widen(source, edits, head..number);
        }
        if has_delimiters
            && source.is_kramdown()
            && number < source.lines.len()
            && borders(source, number) == 0
        {
            // A line without a bar is no row to kramdown.
            edits.insert(source.lines[number].start, source.blank_above(number));
        }
        let is_single_line = number == first + 1 && is_delimiter(source.line_text(first));
        if has_delimiters
            || is_single_line
            || !source.text_before(first).is_empty()
            || !source.line_text(number).is_empty()
        {
            continue;
        }
        let start = source.lines[head].text;
        let cells = borders(source, head).saturating_sub(1);
        // A bar on each side may be a norm.
        if cells < 2 && number == first + 1 {
            continue;
        }
        let continuation = source.continuation(start);
        // A line above all rows is enough of one.
        let head = if is_delimiter(source.line_text(head)) { &["| "][..] } else { &["| ", "|-"] };
        for cell in head {
            edits.insert(start, format!("{}|\n{continuation}", cell.repeat(cells)));
        }
    }
}

/// Between two rows the line below the head once more begins another group of rows.
fn repeated_delimiters(source: &Source<'_>, edits: &mut Edits) {
    let mut delimiters = "";
    for (number, line) in source.lines.iter().enumerate() {
        let text = source.line_text(number);
        let is_below_text = is_delimiter(text) && !source.text_before(number).is_empty();
        if text.is_empty() {
            delimiters = "";
        } else if is_below_text && text == delimiters && source.is_prose(line.text) {
            edits.remove(line.start..source.next_start(number));
        } else if is_below_text && delimiters.is_empty() && text.starts_with('|') {
            delimiters = text;
        }
    }
}

/// A table without bars at its sides begins right below a text, too, but not for the parser.
fn below_text(source: &Source<'_>, edits: &mut Edits, delimiters: usize) {
    let (text, head, above) = (source.line_text(delimiters), delimiters - 1, delimiters - 2);
    let bars = text.matches('|').count();
    let line = source.lines[head];
    let goes_on = source.text[line.start..line.text].trim_matches([' ', '>']).is_empty();
    if bars > 0
        && is_delimiter(text)
        && !text.starts_with('|')
        && !source.line_text(above).is_empty()
        && goes_on
        && source.is_prose(source.lines[above].text)
        && borders(source, head) == bars
        && borders(source, above) == 0
    {
        edits.insert(line.start, source.blank_above(head));
    }
}

/// Makes a table as wide as its widest row, as kramdown does.
fn widen(source: &Source<'_>, edits: &mut Edits, rows: Range<usize>) {
    let head = borders(source, rows.start);
    let widest = rows.clone().skip(2).map(|row| borders(source, row)).max().unwrap_or(0);
    for (row, cell) in rows.zip([" |", "---|"]) {
        let end = source.lines[row].text + source.line_text(row).len();
        if widest > head && borders(source, row) == head && source.text[..end].ends_with('|') {
            edits.insert(end, cell.repeat(widest - head));
        }
    }
}

/// Bars in the code of rows, which separate cells for everybody else.
fn bars_in_code(source: &Source<'_>, edits: &mut Edits, rows: Range<usize>) {
    let start = source.lines[rows.start].text;
    let text = &source.text[start..source.lines[rows.end - 1].end];
    for (at, _) in text.match_indices('|').map(|(at, bar)| (start + at, bar)) {
        if source.is_literal(at) && !source.text[..at].ends_with('\\') {
            edits.insert(at, "\\");
        }
    }
}

/// Whether a line has two cells or more between borders; to kramdown one is enough.
fn is_row(source: &Source<'_>, number: usize) -> bool {
    let text = source.line_text(number);
    let least = if source.is_kramdown() { 2 } else { 3 };
    is_rule(text) || (text.starts_with('|') && text.ends_with('|') && borders(source, number) >= least)
}

/// Whether a row has lines in all of its cells: `|---|---|`, `|===|===|`, `|---+---|`.
fn is_rule(text: &str) -> bool {
    let is_line = |cell: &str| {
        let cell = cell.trim_matches([' ', '\t', ':']);
        cell.len() > 2 && (cell.bytes().all(|byte| byte == b'-') || cell.bytes().all(|byte| byte == b'='))
    };
    text.strip_prefix('|')
        .and_then(|text| text.strip_suffix(['|', '+']))
        .is_some_and(|cells| cells.split(['|', '+']).all(is_line))
}

/// Bars in a line that are not code or mathematics.
pub(super) fn borders(source: &Source<'_>, number: usize) -> usize {
    let line = source.lines[number];
    source.text[line.text..line.end]
        .match_indices('|')
        .filter(|(at, _)| source.is_prose(line.text + at) && !source.text[..line.text + at].ends_with('\\'))
        .count()
}

/// Whether it may be the line of dashes below the head of a table.
pub(super) fn is_delimiter(text: &str) -> bool {
    text.contains('-') && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use crate::{compat::translate, link::PostPlace};

    #[test]
    fn frames_and_heads_of_several_rows_cost_no_table() {
        for (written, read) in [
            ("|----+----+\n| a | b |\n| c | d |\n|----+----+", "| | |\n|-|-|\n| a | b |\n| c | d |\n"),
            ("| a | b |\n| c | d |\n|---|---|\n| e | f |", "| | |\n|-|-|\n| a | b |\n| c | d |\n| e | f |"),
            ("|---|:-:|\n| a | b |\n| c | d |\n|---|---|", "| | |\n|---|:-:|\n| a | b |\n| c | d |\n"),
        ] {
            let posts = |_: &str| None;
            assert_eq!(translate(written, 0, PostPlace::new("x.md", "../../", &posts)).text, read);
        }
    }

    #[test]
    fn tables_of_kramdown_have_the_columns_of_their_widest_row_and_groups_of_rows() {
        for (written, read) in [
            ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "| a | b | |\n|---|---|---|\n| 1 | 2 | 3 |"),
            ("| a | b |\n|---|---|\n| 1 \\| 2 | 3 |", "| a | b |\n|---|---|\n| 1 \\| 2 | 3 |"),
            ("| ![x](x.png) |\n| *Caption* |", "| |\n|-|\n| ![x](x.png) |\n| *Caption* |"),
            ("| x |", "| x |"),
            ("| a | b |\n|-|:-:|\n| c | 1\n|-|:-:|\n| d | 2 |", "| a | b |\n|-|:-:|\n| c | 1\n| d | 2 |"),
        ] {
            let posts = |_: &str| None;
            let place = PostPlace { is_kramdown: true, ..PostPlace::new("x.md", "../../", &posts) };
            assert_eq!(translate(written, 0, place).text, read);
        }
    }
}
