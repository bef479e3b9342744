//! Notes whose text stands in the line, Distill's `<d-footnote>` and Pandoc's `^[…]`: they become a reference, and a
//! definition at the end.

use std::{collections::HashSet, ops::Range};

use studybuddy_text::contains;

use super::{
    edits::{Edits, Piece},
    links,
    source::Source,
};
use crate::{math::tags::html_tag, sort::sort_by_number};

const END: &str = "</d-footnote>";

/// Bytes of the text of a note in the line. To look for the end of each to the end of the paragraph would take quadratic
/// time.
const MAX_NOTE: usize = 8192;

/// Bytes of the label of a note.
const MAX_LABEL: usize = 200;

/// A note: all of it, and its text.
struct Note {
    range: Range<usize>,
    text: Range<usize>,
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    references(source, edits);
    let notes = notes(source);
    if notes.is_empty() {
        return;
    }
    let html = html_lines(source);
    let prefix = if source.text.contains("[^d") { "distill-" } else { "d" };
    let mut count = 0;
    let mut definitions: Vec<Piece> = Vec::new();
    for Note { range, text } in notes {
        if html[source.line_at(range.start)] {
            // Markdown, and with it a reference, does not work there.
            edits.replace(range.start..text.start, "<small> (");
            edits.replace(text.end..range.end, ")</small>");
            continue;
        }
        count += 1;
        edits.replace(range, format!("[^{prefix}{count}]"));
        definitions.push(format!("\n\n[^{prefix}{count}]: ").into());
        definitions.extend(indented(source, text));
    }
    if !definitions.is_empty() {
        definitions.push("\n".into());
        edits.splice(source.text.len()..source.text.len(), definitions);
    }
}

/// References in the text of a link go behind it: a link in a link is none. A label is found in whatever case it is
/// written, as on GitHub.
fn references(source: &Source<'_>, edits: &mut Edits) {
    let references: Vec<Range<usize>> = source
        .find_all("[^")
        .filter_map(|open| {
            let near = &source.rest(open)[..source.rest(open).floor_char_boundary(MAX_LABEL)];
            let length = near.find([']', '\n', ' ']).filter(|&end| near[end..].starts_with(']'))?;
            (length > 2 && source.formula_at(open).is_none()).then_some(open..open + length + 1)
        })
        .collect();
    let is_definition =
        |range: &Range<usize>| source.starts_line(range.start) && source.rest(range.end).starts_with(':');
    let labels: HashSet<&str> = references
        .iter()
        .filter(|range| is_definition(range))
        .map(|range| &source.text[range.clone()])
        .collect();
    if labels.is_empty() {
        return;
    }
    // Among more than that each search would count.
    let few = if labels.len() < 1000 { &labels } else { &HashSet::new() };
    let in_any_case = |written: &str| few.iter().find(|label| label.eq_ignore_ascii_case(written));
    let links = links::find(source);
    for range in references {
        let written = &source.text[range.clone()];
        let Some(label) = labels.get(written).or_else(|| in_any_case(written)) else { continue };
        let next = links.partition_point(|link| link.range.end <= range.start);
        match links.get(next).filter(|link| link.label.contains(&range.start)) {
            Some(link) => {
                edits.remove(range);
                edits.insert(link.range.end, (*label).to_owned());
            }
            None if *label != written => edits.replace(range, (*label).to_owned()),
            None => {}
        }
    }
}

/// All notes, in order; one inside another is a part of it.
fn notes(source: &Source<'_>) -> Vec<Note> {
    let mut starts: Vec<usize> = source.find_all("<d-footnote").chain(source.find_all("^[")).collect();
    sort_by_number(&mut starts, |&start| start);
    let mut notes: Vec<Note> = Vec::new();
    // Behind the last end each element would be searched for its own in vain.
    let mut has_end = true;
    for start in starts {
        if notes.last().is_none_or(|note| note.range.end <= start) {
            notes.extend(if source.rest(start).starts_with('^') {
                inline_note(source, start)
            } else {
                has_end = has_end && contains(source.rest(start), END);
                if has_end { element(source, start) } else { None }
            });
        }
    }
    notes
}

fn element(source: &Source<'_>, open: usize) -> Option<Note> {
    let start = open + html_tag(source.rest(open))?.length;
    let end = start + source.rest(start).find(END)?;
    Some(Note { range: open..end + END.len(), text: start..end })
}

/// `^[text]`: its brackets close in the same paragraph, and those in it are in pairs.
fn inline_note(source: &Source<'_>, open: usize) -> Option<Note> {
    if source.formula_at(open).is_some() || source.text[..open].ends_with(['[', '\\']) {
        return None;
    }
    let start = open + 2;
    let rest = source.rest(start);
    let mut depth = 0_usize;
    for (offset, character) in rest.char_indices().take_while(|&(offset, _)| offset < MAX_NOTE) {
        match character {
            '\n' if rest[offset..].starts_with("\n\n") => return None,
            '[' if source.is_prose(start + offset) => depth += 1,
            ']' if source.is_prose(start + offset) && depth > 0 => depth -= 1,
            ']' if source.is_prose(start + offset) => {
                let end = start + offset;
                return (offset > 0).then_some(Note { range: open..end + 1, text: start..end });
            }
            _ => {}
        }
    }
    None
}

/// A note's text as a definition continues: further lines are indented.
fn indented(source: &Source<'_>, range: Range<usize>) -> Vec<Piece> {
    let text = source.text[range.clone()].trim_start();
    let mut start = range.end - text.len();
    let mut pieces = Vec::new();
    for (number, line) in text.trim_end().split('\n').enumerate() {
        // The further lines of a formula stay as they are.
        if number > 0 && source.formula_at(start - 1).is_some() {
            pieces.push("\n".into());
            pieces.push((start..start + line.len()).into());
            start += line.len() + 1;
            continue;
        }
        let trimmed = line.trim_start();
        if number > 0 {
            pieces.push(if trimmed.is_empty() { "\n" } else { "\n    " }.into());
        }
        let from = start + line.len() - trimmed.len();
        pieces.push((from..from + trimmed.trim_end().len()).into());
        start += line.len() + 1;
    }
    pieces
}

/// For each line whether it is raw HTML (CommonMark 4.6): up to a blank line, Markdown is not read there.
pub(super) fn html_lines(source: &Source<'_>) -> Vec<bool> {
    let mut is_html = false;
    let mut is_first = true;
    (0..source.lines.len())
        .map(|line| {
            let text = source.line_text(line);
            if text.is_empty() || source.is_literal(source.lines[line].text) {
                (is_html, is_first) = (false, true);
                return false;
            }
            is_html |= starts_html(text, is_first);
            is_first = false;
            is_html
        })
        .collect()
}

/// Whether a line starts a block of HTML.
fn starts_html(text: &str, is_first: bool) -> bool {
    let name = text.strip_prefix("</").or(text.strip_prefix('<')).unwrap_or_default();
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if is_block(name) {
        return true;
    }
    is_first && html_tag(text).is_some_and(|tag| text[tag.length..].trim().is_empty())
}

/// Whether an element begins a block of HTML.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.split(' ').any(|block| block.eq_ignore_ascii_case(name))
}

/// The elements that begin such a block, as far as posts hold them.
const BLOCKS: &str = "address article aside blockquote body caption center col colgroup dd details div dl dt \
     figcaption figure footer h1 h2 h3 h4 header iframe li main nav ol p section summary table td tr \
     ul";
