//! TOML headers, as Zola and Hugo write them: read as a whole, else key by key.

use toml::de::DeTable;

use super::{
    header::Header,
    text::salvaged,
    value::{self, Entries, Value},
    yaml::MAX_REPORTS,
};
use crate::diagnostic::{Diagnostic, HAS_WORDS, words};

/// The entries of a TOML header. What cannot be read is reported, and salvaged line by line.
pub(super) fn entries(header: &Header<'_>, diagnostics: &mut Vec<Diagnostic>) -> Entries {
    match DeTable::parse(header.text) {
        Ok(table) => value::entries(table.into_inner(), header.text),
        Err(error) => {
            let (entries, mut found) = salvage(header);
            // Of a key that comes twice, all that reads the entries says that the last one counts.
            if found.is_empty() && !error.message().starts_with("duplicate key") {
                found.push(explain(header, &error, 0));
            }
            diagnostics.extend(found);
            entries
        }
    }
}

/// Reads the header key by key, each under the table that it stands in.
fn salvage(header: &Header<'_>) -> (Entries, Vec<Diagnostic>) {
    let (mut entries, mut diagnostics) = (Entries::new(), Vec::new());
    let mut table: Option<String> = None;
    for block in header.blocks() {
        let source = header.text.get(block.range.clone()).unwrap_or_default();
        let written = header.text.get(block.first.value.clone()).unwrap_or_default();
        let mut own = Entries::new();
        let mut rest = source;
        let read = DeTable::parse(source).or_else(|error| {
            if diagnostics.len() < MAX_REPORTS {
                diagnostics.push(explain(header, &error, block.range.start));
            }
            if let Some(key) = block.first.key.filter(|_| !written.is_empty()) {
                own.push((key.to_owned(), salvaged(written)));
                rest = source.get(block.first.range.len()..).unwrap_or_default();
            }
            DeTable::parse(rest)
        });
        if let Ok(read) = read {
            own.extend(value::entries(read.into_inner(), rest));
        }
        // The table that the next lines are in is read as one without anything in it.
        let next = own.iter().position(|(_, value)| *value == Value::Map(Entries::new()));
        let next = next.map(|at| own.remove(at));
        match (entries.last_mut(), &table) {
            (_, None) => entries.extend(own),
            (Some((key, Value::Map(inner))), Some(table)) if key == table => inner.extend(own),
            (_, Some(table)) => entries.push((table.clone(), Value::Map(own))),
        }
        table = next.map(|(name, _)| name).or(table);
    }
    (entries, diagnostics)
}

/// Explains an error in a text that starts at a byte of the header.
fn explain(header: &Header<'_>, error: &toml::de::Error, start: usize) -> Diagnostic {
    if !HAS_WORDS {
        return Diagnostic::error("toml/syntax", 0..0, "");
    }
    let range = error.span().map_or(start..start, |span| start + span.start..start + span.end);
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
