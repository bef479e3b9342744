//! What older engines took for lists and headings, and CommonMark does not: items that are indented by four columns or more
//! below the text of the item that they belong to, and in Jekyll's posts `##Results`.

use super::{edits::Edits, source::Source};
use crate::math::lines::{container_marker, line_start};

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    // The column of the items that are moved, and by how many.
    let mut moved: Option<(usize, usize)> = None;
    // The column of the text in the item above.
    let mut item = None;
    for (number, line) in source.lines.iter().enumerate() {
        let text = &source.text[line.start..line.end];
        let start = line_start(text);
        let own = &text[start.text..];
        if own.is_empty() || start.quotes > 0 || !source.is_prose(line.start + start.text) {
            // Behind a blank line it is code.
            item = None;
            continue;
        }
        heading(source, edits, number);
        let marker = container_marker(own).filter(|_| !own.starts_with('['));
        moved = moved.filter(|(column, _)| start.column >= *column);
        if let (None, Some(content), Some(_)) = (moved, item, marker)
            && start.column >= content + 4
        {
            moved = Some((start.column, start.column - content));
        }
        let by = moved.map_or(0, |(_, by)| by);
        if by > 0 {
            edits.replace(line.start..line.start + start.text, " ".repeat(start.column - by));
        }
        item = marker.map(|(bytes, columns)| {
            let is_tabbed = own[..bytes].ends_with('\t');
            start.column - by + if is_tabbed { bytes.next_multiple_of(4) } else { columns }
        });
    }
}

/// A heading without a blank behind its signs.
fn heading(source: &Source<'_>, edits: &mut Edits, number: usize) {
    let text = source.line_text(number);
    let level = text.bytes().take_while(|&byte| byte == b'#').count();
    let is_heading = source.is_kramdown()
        && (2..7).contains(&level)
        && text[level..].starts_with(char::is_alphabetic)
        && source.text_before(number).is_empty();
    if is_heading {
        edits.insert(source.lines[number].text + level, " ");
    }
}
