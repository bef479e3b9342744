//! YAML headers: read as a whole, else key by key, so that one slip costs one value.

use std::{borrow::Cow, cell::Cell};

use serde::de::DeserializeSeed;

use super::{
    header::{Block, Header},
    mend::mend,
    split::HeaderKind,
    text::salvaged,
    value::{BoundedValue, Entries, Value},
    yaml_error,
};
use crate::diagnostic::{Diagnostic, HAS_WORDS, words};

/// How many slips of one header are told; a file that is no front matter at all would give one for each line.
pub(super) const MAX_REPORTS: usize = 10;

/// How many brackets may be open at once. The library allows fewer, but takes quadratic time to count them.
const MAX_NESTING: usize = 500;

/// What the YAML library says: its words, and a place in the text it was given, in bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct YamlError {
    pub(super) text: String,
    pub(super) offset: usize,
    /// The header is fine as text, but aliases or nesting make it too large.
    pub(super) is_limit: bool,
}

/// Whether the text is YAML.
pub(super) fn is_valid(text: &str) -> bool {
    read(text).is_ok()
}

/// The entries of a YAML header. What cannot be read is reported, and salvaged line by line.
pub(crate) fn entries(path: &str, header: &Header<'_>, diagnostics: &mut Vec<Diagnostic>) -> Entries {
    let mut result = read(header.text);
    let mut text = Cow::Borrowed(header.text);
    if !matches!(result, Ok(Value::Map(_))) && header.text.contains(['\t', '\u{a0}']) {
        text = Cow::Owned(tolerate(header.text));
        result = read(&text);
    }
    let is_broken = !matches!(result, Ok(Value::Map(_) | Value::Null));
    let (mended, slips) = mend(&text, is_broken);
    if !is_broken {
        let told = slips.iter().filter(|_| HAS_WORDS).take(MAX_REPORTS);
        diagnostics.extend(told.map(|slip| yaml_error::slip(header, slip)));
    } else {
        diagnostics.extend(explain(path, header, &text, result.as_ref().err()));
    }
    match result {
        Ok(Value::Map(entries)) if mended == *text => return entries,
        _ => {}
    }
    match read(&mended) {
        Ok(Value::Map(entries)) => entries,
        _ => salvage(&Header::new(header.name, &mended, 0..mended.len(), HeaderKind::Yaml), &mended).0,
    }
}

/// What is wrong with a header that is no YAML.
fn explain(path: &str, header: &Header<'_>, text: &str, error: Option<&YamlError>) -> Vec<Diagnostic> {
    if !HAS_WORDS {
        return vec![Diagnostic::error(yaml_error::CODE, 0..0, "")];
    }
    if let Some(error) = error.filter(|error| error.is_limit) {
        return vec![yaml_error::limit(path, header, error)];
    }
    let (_, mut found) = salvage(header, text);
    if let Some(error) = error.filter(|_| found.is_empty()) {
        found.push(yaml_error::explain(header, error));
    }
    found
}

fn read(text: &str) -> Result<Value, YamlError> {
    if deepest_nesting(text) > MAX_NESTING {
        return Err(YamlError { text: words!("recursion limit exceeded"), offset: 0, is_limit: true });
    }
    // No text without aliases needs this much: each value has a byte of its own at least, and escapes
    // such as `\P` grow to three bytes at most.
    let budget = Cell::new(text.len() * 4 + 10_000);
    BoundedValue::new(&budget).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| {
        if !HAS_WORDS {
            return YamlError::default();
        }
        let text_of_error = error.to_string();
        let offset = error.location().map_or(0, |place| offset_of(text, place.line(), place.column()));
        let is_limit = budget.get() == 0
            || text_of_error.starts_with("repetition limit")
            || text_of_error.contains("recursion limit");
        YamlError { text: text_of_error, offset, is_limit }
    })
}

/// How many brackets are open at most, those in texts included.
fn deepest_nesting(text: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

/// Reads the header key by key. A key whose value is no YAML keeps the text of its line.
fn salvage(header: &Header<'_>, text: &str) -> (Entries, Vec<Diagnostic>) {
    let (mut entries, mut diagnostics) = (Entries::new(), Vec::new());
    for block in header.blocks() {
        let source = text.get(block.range.clone()).unwrap_or_default();
        let error = match read(source) {
            Ok(Value::Map(read)) => {
                entries.extend(read);
                continue;
            }
            Ok(Value::Null) => continue,
            Ok(_) => None,
            Err(error) => Some(error),
        };
        if let (Some(key), Some(written)) = (block.first.key, text.get(block.first.value.clone())) {
            entries.extend(salvage_value(key, written, source));
        }
        if HAS_WORDS && diagnostics.len() < MAX_REPORTS {
            diagnostics.extend(report(header, &block, error));
        }
    }
    (entries, diagnostics)
}

fn report(header: &Header<'_>, block: &Block<'_>, error: Option<YamlError>) -> Option<Diagnostic> {
    match (error, block.first.key) {
        // What the alias points to is in another block, which may be the broken one.
        (Some(error), _) if error.text.starts_with("unknown anchor") => None,
        (Some(error), _) => {
            // At the end of the block the line to blame is the one before.
            let last = block.range.end.saturating_sub(1).max(block.range.start);
            let offset = (block.range.start + error.offset).min(last);
            Some(yaml_error::explain(header, &YamlError { offset, ..error }))
        }
        (None, Some(key)) => Some(yaml_error::no_blank(header, &block.first, key)),
        (None, None) => Some(yaml_error::no_key(header, &block.first)),
    }
}

/// The value of a key whose lines are no YAML together: the lines but those without a key at the margin, else the
/// text after the key, without the marks it starts and ends with.
fn salvage_value(key: &str, written: &str, block: &str) -> Option<(String, Value)> {
    let indented: String = block
        .split_inclusive('\n')
        .enumerate()
        .filter(|(index, line)| *index == 0 || line.starts_with([' ', '-']))
        .map(|(_, line)| line)
        .collect();
    if let Ok(Value::Map(mut entries)) = read(&indented)
        && let Some(entry) = entries.pop()
    {
        return Some(entry);
    }
    // `title: *New*`: stars of emphasis, or a word cut by them.
    let is_alias = key != "title"
        && written.strip_prefix('*').is_some_and(|name| name.chars().all(char::is_alphanumeric));
    if is_alias || written.is_empty() {
        return None;
    }
    Some((key.to_owned(), salvaged(written)))
}

/// Replaces tabs and no-break spaces that were meant as blanks (in front of a line or after a key), byte for byte.
fn tolerate(text: &str) -> String {
    let mut tolerant = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let indented = line.trim_start_matches([' ', '\t', '\u{a0}']);
        push_blanks(&mut tolerant, line.len() - indented.len());
        match indented.split_once(':') {
            Some((key, value)) if value.starts_with(['\t', '\u{a0}']) => {
                let rest = value.trim_start_matches([' ', '\t', '\u{a0}']);
                tolerant.push_str(key);
                tolerant.push(':');
                push_blanks(&mut tolerant, value.len() - rest.len());
                tolerant.push_str(rest);
            }
            _ => tolerant.push_str(indented),
        }
    }
    tolerant
}

fn push_blanks(text: &mut String, count: usize) {
    text.extend(std::iter::repeat_n(' ', count));
}

/// The byte offset of a line and column, both from 1, the column in characters.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let within: usize = rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    (start + within).min(text.len())
}
