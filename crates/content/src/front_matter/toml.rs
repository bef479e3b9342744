//! TOML headers, as Zola and Hugo write them: read as a whole, else key by key.

use std::collections::HashSet;

use toml::de::DeTable;

use super::{
    header::Header,
    value::{self, Entries, Value},
    yaml::unquoted,
};
use crate::diagnostic::{Diagnostic, HAS_WORDS, words};

/// The entries of a TOML header. What cannot be read is reported, and salvaged line by line.
pub(super) fn entries(header: &Header<'_>, diagnostics: &mut Vec<Diagnostic>) -> Entries {
    match DeTable::parse(header.text) {
        Ok(table) => value::entries(table.into_inner()),
        Err(error) => {
            diagnostics.push(explain(header, &error));
            salvage(header)
        }
    }
}

/// Reads the header key by key, without regard to tables: what they hold is looked for at the top as well.
fn salvage(header: &Header<'_>) -> Entries {
    let mut entries = Entries::new();
    for block in header.blocks() {
        let source = header.text.get(block.range.clone()).unwrap_or_default();
        let first_line = header.text.get(block.first.range.clone()).unwrap_or_default();
        let written = header.text.get(block.first.value.clone()).unwrap_or_default();
        match (DeTable::parse(source).or_else(|_| DeTable::parse(first_line)), block.first.key) {
            (Ok(table), _) => entries.extend(value::entries(table.into_inner())),
            (Err(_), Some(key)) if !written.is_empty() => {
                entries.push((key.to_owned(), Value::Text(unquoted(written).trim().to_owned())));
            }
            (Err(_), _) => {}
        }
    }
    // A key that comes twice, which is an error of TOML itself, is not told again: the last one counts.
    let mut seen = HashSet::new();
    entries.reverse();
    entries.retain(|(key, _)| seen.insert(key.clone()));
    entries
}

fn explain(header: &Header<'_>, error: &toml::de::Error) -> Diagnostic {
    let range = error.span().unwrap_or(0..0);
    if !HAS_WORDS {
        return Diagnostic::error("toml/syntax", header.in_file(&range), "");
    }
    let place = header.position(range.start);
    let words: Vec<&str> = error.message().lines().map(str::trim).collect();
    let words = words.join(", ");
    let message = words!("{}, line {}, column {}: {words}", header.name, place.line, place.column);
    let diagnostic = Diagnostic::error("toml/syntax", header.in_file(&range), message);
    let line = header.line_at(range.start);
    let key_and_value = line.and_then(|line| line.key.zip(header.text.get(line.value.clone())));
    match key_and_value {
        Some((key, value)) if value.starts_with(|first: char| first.is_alphabetic()) => {
            diagnostic.with_help(format!("put text in quotes: `{key} = \"{}\"`", value.replace('"', "\\\"")))
        }
        _ => diagnostic.with_help("write `key = value`, with text in quotes and each key once"),
    }
}
