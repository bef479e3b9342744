//! Captions of tables: a paragraph below a table that begins with `: `, or with `Table: `.

use super::super::{edits::Edits, source::Source};

pub(in super::super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for (number, line) in source.lines.iter().enumerate().skip(2) {
        let text = source.line_text(number);
        let Some(caption) = text.strip_prefix(": ").or_else(|| text.strip_prefix("Table: ")) else {
            continue;
        };
        let is_below_table =
            source.line_text(number - 1).is_empty() && source.line_text(number - 2).starts_with('|');
        if is_below_table && source.is_prose(line.text) {
            // To Markdown the colon would make a definition.
            edits.remove(line.text..line.text + text.len() - caption.len());
        }
    }
}
