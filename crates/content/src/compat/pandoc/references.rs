//! Citations, `[@key]`, and ids with references to them, `{#fig:x}` and `@fig:x`.

use std::{collections::HashSet, ops::Range};

use super::super::{attributes::Attributes, edits::Edits, markup, source::Source};

pub(in super::super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let mut ids = HashSet::new();
    let mut at = 0;
    while let Some(open) = source.find("{#", at) {
        at = open + 2;
        if let Some(id) = braces(source, edits, open) {
            ids.insert(id);
        }
    }
    // Figures with ids are HTML by now.
    ids.extend(markup::written_ids(source));
    let mut at = 0;
    while let Some(sign) = source.find("@", at) {
        at = sign + 1;
        if source.formula_at(sign).is_some() {
            continue;
        }
        if let Some((range, html)) = bracketed(source, sign, &ids) {
            at = range.end;
            edits.replace(range, html);
        } else if let Some((range, html)) = bare(source, sign, &ids) {
            at = range.end;
            edits.replace(range, html);
        }
    }
}

/// `{#eq:x}` behind a formula, `{#tbl:x}` behind a caption: an id for what stands before. That of a heading stays.
fn braces<'a>(source: &Source<'a>, edits: &mut Edits, open: usize) -> Option<&'a str> {
    let close = open + 2 + source.rest(open + 2).find(['{', '}', '\n'])?;
    if !source.rest(close).starts_with('}') || source.formula_at(open).is_some() {
        return None;
    }
    let attributes = Attributes::parse(source.text, open + 1..close);
    let id = attributes.id.filter(|id| is_cross_reference(id))?;
    let line = source.line_at(open);
    if source.line_text(line).starts_with('#') {
        return Some(id);
    }
    let before = source.text[source.lines[line].text.min(open)..open].trim_end();
    let before_end = source.lines[line].text.min(open) + before.len();
    let formula = before_end.checked_sub(1).and_then(|last| source.formula_at(last));
    match formula.filter(|formula| formula.end == before_end && source.starts_line(formula.start)) {
        Some(formula) if source.ends_line(close + 1) => {
            let line_break = markup::blank_line(&source.continuation(open));
            let mut html = String::from("<div");
            crate::html::write_attribute("id", id, &mut html);
            edits.insert(formula.start, format!("{html}>{line_break}"));
            edits.replace(before_end..close + 1, format!("{line_break}</div>{line_break}"));
        }
        _ => edits.replace(open..close + 1, markup::anchor(id)),
    }
    Some(id)
}

fn is_cross_reference(id: &str) -> bool {
    ["fig", "eq", "tbl", "tab", "sec", "lst"]
        .iter()
        .any(|kind| id.strip_prefix(kind).is_some_and(|rest| rest.starts_with([':', '-', '_'])))
}

/// `[@a; @b, p. 3]` around the first `@`.
fn bracketed(source: &Source<'_>, sign: usize, ids: &HashSet<&str>) -> Option<(Range<usize>, String)> {
    let before = source.text[..sign].strip_suffix('-').unwrap_or(&source.text[..sign]);
    let open = before.strip_suffix('[')?.len();
    if source.text[..open].ends_with(['!', '\\', ']']) {
        return None;
    }
    let close = sign + source.rest(sign).find([']', '[', '\n'])?;
    let follows = source.rest(close).strip_prefix(']')?;
    if follows.starts_with(['(', '[', ':']) {
        return None;
    }
    let mut keys = Vec::new();
    for part in source.text[open + 1..close].split(';') {
        let part = part.trim();
        let part = part.strip_prefix('-').unwrap_or(part).strip_prefix('@')?;
        let length = key_length(part);
        if length == 0 || part[length..].starts_with(|c: char| !matches!(c, ',' | ' ' | '.')) {
            return None;
        }
        keys.push(part);
    }
    let range = open..close + 1;
    if let [key] = keys.as_slice()
        && ids.contains(key)
    {
        return Some((range, link(key)));
    }
    let text = keys.into_iter().map(markup::inert).collect::<Vec<_>>().join("; ");
    Some((range, format!("<span class=\"citation\">[{text}]</span>")))
}

/// `@fig:x` in the text, if something in the post has that id.
fn bare(source: &Source<'_>, sign: usize, ids: &HashSet<&str>) -> Option<(Range<usize>, String)> {
    if source.text[..sign].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '\\' | '/' | '[')) {
        return None;
    }
    let key = &source.rest(sign + 1)[..key_length(source.rest(sign + 1))];
    ids.contains(key).then(|| (sign..sign + 1 + key.len(), link(key)))
}

/// The length of the key at the start of a text: punctuation does not end it (Pandoc's manual, "Citations").
fn key_length(text: &str) -> usize {
    let is_inner = |c: char| c.is_alphanumeric() || ":.#$%&-+?<>~/_".contains(c);
    let length = text.find(|c: char| !is_inner(c)).unwrap_or(text.len());
    text[..length].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_').len()
}

fn link(id: &str) -> String {
    let name = id.split_once([':', '-', '_']).map_or(id, |(_, name)| name).replace(['-', '_'], " ");
    let kind = match id.get(..2) {
        Some("fi") => "Figure",
        Some("eq") => "Equation",
        Some("tb" | "ta") => "Table",
        Some("ls") => "Listing",
        _ => "Section",
    };
    format!("[{kind} {}](#{id})", markup::inert(&name))
}
