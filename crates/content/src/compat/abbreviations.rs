//! Abbreviations of kramdown, Markdown Extra and Python-Markdown: `*[HTML]: Hyper Text Markup Language` on a line of its own
//! says what the letters mean wherever they stand.

use super::{edits::Edits, source::Source};
use crate::html::write_attribute;

/// Each is looked for in the whole text.
const MAX_KNOWN: usize = 64;

/// Bytes before a word that are looked at for the start of a tag or a target.
const NEAR: usize = 400;

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let mut known = Vec::new();
    for (number, line) in source.lines.iter().enumerate() {
        let definition = source.line_text(number).strip_prefix("*[").and_then(|rest| rest.split_once("]:"));
        if let Some((name, title)) = definition
            && source.is_prose(line.text)
            && !name.is_empty()
            && known.len() < MAX_KNOWN
        {
            known.push((name, title.trim()));
            edits.remove(line.start..source.next_start(number));
        }
    }
    for (name, title) in known {
        let mut start = String::from("<abbr");
        write_attribute("title", title, &mut start);
        for at in source.find_all(name).filter(|&at| is_word(source, at, name.len())) {
            edits.insert(at, [&start, ">"].concat());
            edits.insert(at + name.len(), "</abbr>");
        }
    }
}

/// Whether a word stands by itself and is text, not a part of a tag, address or target.
fn is_word(source: &Source<'_>, at: usize, length: usize) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/' | '=' | '#' | '@' | '\\');
    let (before, after) = (&source.text[..at], source.rest(at + length));
    let near = &before[before.floor_char_boundary(at.saturating_sub(NEAR))..];
    let near = near.rsplit('\n').next().unwrap_or_default();
    let opens = |open: &str, close: char| near.rfind(open).is_some_and(|open| !near[open..].contains(close));
    source.is_prose(at)
        && !before.ends_with(is_part)
        && !after.starts_with(is_part)
        && !after.starts_with(']')
        && !opens("<", '>')
        && !opens("](", ')')
        && !opens("://", ' ')
}
