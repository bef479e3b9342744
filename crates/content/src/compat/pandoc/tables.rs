//! Captions of tables: a paragraph below a table that begins with `: `, or with `Table: `; or above it, if it is surely
//! a caption.

use super::super::{attributes::Attributes, edits::Edits, source::Source};

pub(in super::super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for (number, line) in source.lines.iter().enumerate() {
        let text = source.line_text(number);
        let Some(caption) = text.strip_prefix(": ").or_else(|| text.strip_prefix("Table: ")) else {
            continue;
        };
        let is_alone = source.text_before(number).is_empty();
        let is_below_table =
            number.checked_sub(2).is_some_and(|table| source.line_text(table).starts_with('|'));
        // Above a table may also stand the last part of a definition list.
        let is_sure = text.starts_with("Table: ") || text.ends_with('}');
        let is_above_table = is_sure
            && source.line_text(number + 1).is_empty()
            && source.line_text(number + 2).starts_with('|');
        let is_right_below =
            number.checked_sub(1).is_some_and(|table| source.line_text(table).starts_with('|'));
        let is_caption = is_right_below || (is_alone && (is_below_table || is_above_table));
        if is_caption && source.is_prose(line.text) {
            if is_right_below {
                // To Markdown it would be one more row.
                edits.insert(line.start, source.blank_above(number));
            }
            // To Markdown the colon would make a definition.
            edits.remove(line.text..line.text + text.len() - caption.len());
            // What it says of the table's look is not shown; an id is for references.
            let list =
                caption.rfind('{').filter(|&list| caption.ends_with('}') && !caption[list..].contains('#'));
            if let Some(list) = list {
                let end = line.text + text.len();
                let start = end - caption.len() + list;
                if Attributes::parse(source.text, start + 1..end - 1).is_only_attributes() {
                    edits.remove(start..end);
                }
            }
        }
    }
}
