//! What older engines took for lists and headings, and CommonMark does not: items that are indented by four columns or more
//! below the text of the item that they belong to, and in Jekyll's posts `##Results` and items right below a quote.

use super::{edits::Edits, source::Source};
use crate::math::lines::{container_marker, line_start, opening_fence};

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    if source.is_kramdown() {
        lazy_quotes(source, edits);
    }
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

/// To kramdown a quote goes on to a blank line, an attribute list or HTML, also with items of a list.
fn lazy_quotes(source: &Source<'_>, edits: &mut Edits) {
    let (mut is_in_quote, mut has_item) = (false, false);
    for (number, line) in source.lines.iter().enumerate() {
        let text = source.text[line.start..line.end].trim_start();
        if text.starts_with('>') {
            (is_in_quote, has_item) =
                (source.is_prose(line.start) && source.rest(line.start).starts_with('>'), false);
        } else if text.is_empty()
            || text.starts_with(['<', '['])
            || text.starts_with("{:")
            || opening_fence(text).is_some()
        {
            is_in_quote = false;
        } else if is_in_quote {
            let is_rule = source.line_text(number).bytes().all(|byte| b"-*_ ".contains(&byte));
            has_item |= container_marker(text).is_some() && !is_rule;
            if has_item {
                edits.insert(line.start, "> ");
            }
        }
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
