//! JSON headers, as Hugo and Hexo know them: read as a whole, else line by line.

use std::cell::Cell;

use serde::de::DeserializeSeed;
use serde_json::de::StrRead;

use super::{
    header::Header,
    line,
    split::HeaderKind,
    text::unquoted,
    value::{BoundedValue, Entries, Value},
};
use crate::diagnostic::{Diagnostic, HAS_WORDS, words};

/// The entries of a JSON header; Hexo leaves its braces out. What cannot be read is reported, and salvaged line by line.
pub(super) fn entries(header: &Header<'_>, diagnostics: &mut Vec<Diagnostic>) -> Entries {
    if header.text.trim_start().starts_with('{') {
        return read(header.text).unwrap_or_else(|error| {
            diagnostics.push(explain(header, &error, 0));
            salvage(header)
        });
    }
    read(&format!("{{{}}}", header.text.trim_end().trim_end_matches(','))).unwrap_or_else(|error| {
        diagnostics.push(explain(header, &error, 1));
        salvage(header)
    })
}

fn read(text: &str) -> serde_json::Result<Entries> {
    match first_value(&mut serde_json::Deserializer::from_str(text), text.len())? {
        Value::Map(entries) => Ok(entries),
        _ => Ok(Entries::new()),
    }
}

/// A text that is one value and nothing else.
pub(crate) fn value(text: &str) -> serde_json::Result<Value> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = first_value(&mut reader, text.len())?;
    reader.end()?;
    Ok(value)
}

fn first_value(
    reader: &mut serde_json::Deserializer<StrRead<'_>>,
    length: usize,
) -> serde_json::Result<Value> {
    // JSON repeats nothing: no value needs more than its own bytes.
    let budget = Cell::new(length * 4 + 1000);
    BoundedValue::new(&budget).deserialize(reader)
}

/// The values that stand on one line with their keys.
fn salvage(header: &Header<'_>) -> Entries {
    let lines = header.text.lines().filter_map(|line| {
        let line = line.trim().trim_start_matches('{').trim_start().trim_end_matches([',', '}']);
        let (key, value) = line::entry(HeaderKind::Json, line)?;
        let value = match read(&format!("{{\"value\": {value}}}")) {
            Ok(mut entries) => entries.pop()?.1,
            Err(_) if value.is_empty() || value.starts_with(['[', '{']) => return None,
            Err(_) => Value::Text(unquoted(value).trim().to_owned()),
        };
        Some((key.to_owned(), value))
    });
    lines.collect()
}

/// `before` bytes of the text that was read are not the header's.
fn explain(header: &Header<'_>, error: &serde_json::Error, before: usize) -> Diagnostic {
    if !HAS_WORDS {
        return Diagnostic::error("json/syntax", 0..0, "");
    }
    let start: usize =
        header.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let before = if error.line() > 1 { 0 } else { before };
    let offset = (start + error.column().saturating_sub(1 + before)).min(header.text.len());
    let place = header.position(offset);
    let text = error.to_string();
    let words = text.split(" at line ").next().unwrap_or_default();
    let message = words!("{}, line {}, column {}: {words}", header.name, place.line, place.column);
    Diagnostic::error("json/syntax", header.in_file(&(offset..offset)), message)
        .with_help("write `\"key\": \"value\"`, with a comma between two keys and none behind the last")
}
