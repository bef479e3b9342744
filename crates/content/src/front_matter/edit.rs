//! Changes to a header that keep every other byte of the file.

use std::ops::Range;

use super::{
    header::{Block, Header},
    keys::{self, Names},
    split::{HeaderKind, split},
};
use crate::diagnostic::Edit;

/// What makes a draft public: its flags go, and its date becomes `date` (`2024-01-31`). Empty if the header says so
/// already.
#[must_use]
pub fn published(source: &str, date: &str) -> Vec<Edit> {
    let split = split(source);
    if split.kind == HeaderKind::None {
        let start = split.body_start;
        return vec![Edit { span: start..start, text: format!("---\ndate: {date}\n---\n\n") }];
    }
    let header = Header::new("front matter", source, split.header.clone(), split.kind);
    if split.kind == HeaderKind::Json {
        return published_json(&header, date);
    }
    let newline = if header.text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut edits = Vec::new();
    let mut has_date = false;
    for block in header.blocks() {
        let Some(key) = block.first.key else { continue };
        if is(keys::DRAFT, key) || (is(keys::PUBLISHED, key) && is_flag(&header, &block)) {
            edits.push(Edit { span: header.in_file(&block.range), text: String::new() });
        } else if is(keys::DATE, key) && !has_date {
            has_date = true;
            let value = value_without_comment(&header, &block);
            if header.text.get(value.clone()) != Some(date) {
                let text = if value.is_empty() { format!(" {date}") } else { date.to_owned() };
                edits.push(Edit { span: header.in_file(&value), text });
            }
        }
    }
    if !has_date {
        let separator = if split.kind == HeaderKind::Toml { " = " } else { ": " };
        // TOML reads what stands behind a table as a part of it.
        let at = split.header.start;
        edits.push(Edit { span: at..at, text: format!("date{separator}{date}{newline}") });
    }
    edits.sort_by_key(|edit| edit.span.start);
    edits
}

/// The same for JSON, in which each line has commas and quotes of its own.
fn published_json(header: &Header<'_>, date: &str) -> Vec<Edit> {
    let value = |names: Names| {
        let line = names.iter().find_map(|name| header.line_of(name))?;
        let text = header.text.get(line.value.clone())?.trim_end_matches(',').trim_end();
        Some((line.value.start..line.value.start + text.len(), text))
    };
    let flags = [(keys::DRAFT, "true", "false"), (keys::PUBLISHED, "false", "true")];
    let mut edits: Vec<Edit> = flags
        .into_iter()
        .filter_map(|(names, before, after)| {
            let (range, _) = value(names).filter(|(_, text)| *text == before)?;
            Some(Edit { span: header.in_file(&range), text: after.to_owned() })
        })
        .collect();
    let date = format!("\"{date}\"");
    match value(keys::DATE) {
        Some((_, text)) if text == date => {}
        Some((range, _)) => edits.push(Edit { span: header.in_file(&range), text: date }),
        None => {
            let at = header.text.find('{').map_or(0, |brace| brace + 1);
            edits.push(Edit { span: header.in_file(&(at..at)), text: format!("\n  \"date\": {date},") });
        }
    }
    edits.sort_by_key(|edit| edit.span.start);
    edits
}

/// The text with the edits made, which are in order and do not meet.
#[must_use]
pub fn apply(source: &str, edits: &[Edit]) -> String {
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for edit in edits {
        text.push_str(source.get(at..edit.span.start).unwrap_or_default());
        text.push_str(&edit.text);
        at = edit.span.end;
    }
    text + source.get(at..).unwrap_or_default()
}

fn is(names: Names, key: &str) -> bool {
    names.iter().any(|name| keys::normalize(name) == keys::normalize(key))
}

/// `published` may hold a date.
fn is_flag(header: &Header<'_>, block: &Block<'_>) -> bool {
    let value = header.text.get(value_without_comment(header, block)).unwrap_or_default();
    matches!(value.to_ascii_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off")
}

fn value_without_comment(header: &Header<'_>, block: &Block<'_>) -> Range<usize> {
    let value = block.first.value.clone();
    let text = header.text.get(value.clone()).unwrap_or_default();
    let end = match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].find(quote).map_or(text.len(), |close| close + 2),
        Some('#') => 0,
        _ => text.find(" #").unwrap_or(text.len()),
    };
    let end = text[..end].trim_end().len();
    if value.is_empty() || end == 0 {
        // Right behind the colon.
        let colon = header.text[block.first.key_range.end..].find([':', '=']).map_or(0, |at| at + 1);
        let at = block.first.key_range.end + colon;
        return at..at;
    }
    value.start..value.start + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_becomes_public_and_all_else_stays() {
        for (before, after) in [
            (
                "---\ntitle: A # one\ndate: 2020-01-01 # when\ndraft: true # only you\ntags: [x]\n---\nText\n",
                "---\ntitle: A # one\ndate: 2024-01-31 # when\ntags: [x]\n---\nText\n",
            ),
            (
                "---\r\ndate: \"2020-01-01\"\r\npublished: false\r\n---\r\nx",
                "---\r\ndate: 2024-01-31\r\n---\r\nx",
            ),
            ("---\ntitle: A\ndraft: true\n---\n", "---\ndate: 2024-01-31\ntitle: A\n---\n"),
            ("---\ntitle: A\ndate:\n---\n", "---\ntitle: A\ndate: 2024-01-31\n---\n"),
            (
                "+++\ndraft = true\ndate = 2020-01-01\n[extra]\na = 1\n+++\n",
                "+++\ndate = 2024-01-31\n[extra]\na = 1\n+++\n",
            ),
            ("---\npublished: 2020-01-01\n---\n", "---\npublished: 2024-01-31\n---\n"),
            (
                "{\n  \"date\": \"2020-01-01\",\n  \"draft\": true\n}\nx",
                "{\n  \"date\": \"2024-01-31\",\n  \"draft\": false\n}\nx",
            ),
            ("{\n  \"title\": \"A\"\n}\n", "{\n  \"date\": \"2024-01-31\",\n  \"title\": \"A\"\n}\n"),
            ("Text only\n", "---\ndate: 2024-01-31\n---\n\nText only\n"),
            ("---\ndate: 2024-01-31\n---\ndraft: true\n", "---\ndate: 2024-01-31\n---\ndraft: true\n"),
        ] {
            assert_eq!(apply(before, &published(before, "2024-01-31")), after, "{before}");
        }
    }
}
