//! Lists that are not numbered by `1.`: Pandoc's `a.`, `(i)`, `A)`, `#.`, and its examples, `(@name)`, which are counted
//! through the post.
//!
//! Prose begins lines alike, with initials and years. So a list is only what starts at its first letter or number, and
//! goes on with the second; and with letters in capitals and a dot only if two blanks follow, as Pandoc has it.

use std::collections::HashMap;

use super::{
    super::{edits::Edits, signs::Signs, source::Source},
    references::key_length,
};

/// The number that comes second, by the first.
const SECOND: [(&str, &str); 5] = [("a", "b"), ("A", "B"), ("i", "ii"), ("I", "II"), ("1", "2")];

/// How the comment begins that says what numbers a list has.
pub(crate) const KIND: &str = "<!--ol ";

/// `(a) `: its number and what stands around that.
#[derive(Clone, Copy, PartialEq)]
struct Marker<'a> {
    number: &'a str,
    open: bool,
    close: &'a str,
}

pub(in super::super) fn may_hold(signs: &Signs<'_>) -> bool {
    signs.text.starts_with("#. ")
        || signs.any(&["(@", "\n#. ", "b. ", "b) ", "B) ", "B.  ", "ii. ", "ii) ", "II) ", "II.  ", "(2) "])
}

pub(in super::super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let (mut count, mut examples) = (0, HashMap::new());
    for number in 0..source.lines.len() {
        let (text, at) = (source.line_text(number), source.lines[number].text);
        if !source.is_prose(at) {
            continue;
        }
        if let Some((label, _)) = text.strip_prefix("(@").and_then(|rest| rest.split_once(") ")) {
            count += 1;
            examples.entry(label).or_insert(count);
            mark(edits, at, label.len() + 4, count);
        } else if text.starts_with("#. ") {
            mark(edits, at, 3, 1);
        } else if let Some(first) = marker(text)
            && starts_block(source, number)
        {
            list(source, edits, number, first);
        }
    }
    for at in source.find_all("(@") {
        let rest = source.rest(at + 2);
        let name = &rest[..key_length(rest)];
        if let Some(number) = examples.get(name)
            && rest[name.len()..].starts_with(')')
            && !source.starts_line(at)
            && source.is_prose(at)
        {
            edits.replace(at..at + name.len() + 3, ["(", &number.to_string(), ")"].concat());
        }
    }
}

fn marker(text: &str) -> Option<Marker<'_>> {
    let (word, rest) = text.split_once(' ')?;
    let inner = word.strip_prefix('(').unwrap_or(word);
    let number = inner.trim_end_matches(['.', ')']);
    let marker = Marker { number, open: inner.len() < word.len(), close: &inner[number.len()..] };
    let is_one = match marker.close {
        "." => {
            !marker.open && (rest.starts_with(' ') || !number.starts_with(|c: char| c.is_ascii_uppercase()))
        }
        close => close == ")",
    };
    (is_one && number.len() < 6 && number.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(marker)
}

/// Whether a line may begin a list: behind a blank line, or below the text of an item that it stands in.
fn starts_block(source: &Source<'_>, number: usize) -> bool {
    let above = source.text_before(number);
    if above.is_empty() {
        return true;
    }
    let before = source.lines[number - 1];
    let text = &source.text[before.start..before.end];
    let is_item = before.text > before.start + column(text) || marker(above).is_some();
    is_item && source.lines[number].text - source.lines[number].start > column(text) + 1
}

/// Bytes before the text or marker of a line.
fn column(line: &str) -> usize {
    line.len() - line.trim_start_matches(['>', ' ', '\t']).len()
}

/// The list that begins on a line, if it has a second item.
fn list(source: &Source<'_>, edits: &mut Edits, start: usize, first: Marker<'_>) {
    let Some((kind, second)) = SECOND.iter().find(|(kind, _)| *kind == first.number) else { return };
    let margin = source.lines[start].text - source.lines[start].start;
    let (mut items, mut end) = (vec![start], None);
    for number in start + 1..source.lines.len() {
        let (text, line) = (source.line_text(number), source.lines[number]);
        let column = column(&source.text[line.start..line.end]);
        // Between blank lines parentheses are a look of their own.
        let is_apart = source.text_before(number).is_empty();
        let is_item = column == margin
            && !(is_apart && first.open)
            && source.is_prose(line.text)
            && marker(text).is_some_and(|marker| {
                let is_next = items.len() > 1 || marker.number == *second;
                is_next && (marker.open, marker.close) == (first.open, first.close)
            });
        if is_item {
            items.push(number);
        } else if is_apart && !text.is_empty() && column <= margin {
            // A list of numbers right below is another one.
            let at = line.start + column;
            end = source.rest(at).starts_with(|c: char| c.is_ascii_digit()).then_some(at);
            break;
        }
    }
    if items.len() < 2 {
        return;
    }
    let name = |edits: &mut Edits, at: usize, kind: &str| {
        edits.insert(at, [KIND, kind, "-->\n", &source.continuation(at)].concat());
    };
    name(edits, source.lines[start].text, kind);
    if let Some(end) = end {
        name(edits, end, "1");
    }
    for number in items {
        let text = source.line_text(number);
        let width = text.find(' ').unwrap_or(text.len());
        mark(edits, source.lines[number].text, width + 1, 1);
    }
}

/// Puts a number that Markdown knows for a marker, as wide as it, so that what is indented below belongs to it.
fn mark(edits: &mut Edits, at: usize, width: usize, number: usize) {
    let number = number.to_string();
    let blanks = width.saturating_sub(number.len() + 1).clamp(1, 4);
    edits.replace(at..at + width, [&number, ".", &"    "[..blanks]].concat());
}
