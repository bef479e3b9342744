//! Finds where the front matter of a file ends and its body starts, by lines alone.

use std::ops::Range;

use super::{
    keys,
    line::{key, language},
    yaml,
};
use crate::diagnostic::{Diagnostic, HAS_WORDS, Position, words};

/// The language of a file's front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderKind {
    /// There is none.
    None,
    /// YAML between `---` lines (the closing one may be `...`).
    Yaml,
    /// TOML between `+++` lines.
    Toml,
    /// JSON: an object at the start of the file, or between `;;;` lines.
    Json,
}

/// A file cut in two. Fences, and what stands before the opening one, belong to neither part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The language of the front matter.
    pub kind: HeaderKind,
    /// Byte range of the front matter without its fences; empty if there is none.
    pub header: Range<usize>,
    /// Where the body starts, in bytes.
    pub body_start: usize,
    /// What is wrong with the fences.
    pub problem: Option<Diagnostic>,
}

/// Cuts a file into front matter and body.
///
/// The opening fence may stand after a byte order mark, blank lines and HTML comments, and name the language: `---toml`. A `---` that no lines like
/// `key: value` follow is a thematic break of a post without front matter. If the closing fence is missing, the
/// leading `key: value` lines are the header and nothing of the text after them is lost.
#[must_use]
pub fn split(source: &str) -> Split {
    let text_start = source.len() - source.trim_start_matches('\u{feff}').len();
    let none = Split {
        kind: HeaderKind::None,
        header: text_start..text_start,
        body_start: text_start,
        problem: None,
    };
    if let Some(object) = json_object(source, text_start) {
        return object;
    }
    let Some((opening, kind)) = opening_fence(source, text_start) else {
        return bare_keys(source, text_start).unwrap_or(none);
    };
    let fence = opening.text.trim_end().get(..3).unwrap_or_default();
    let closing = lines(source, opening.end).find(|line| closes(fence, line.text));
    let closed_header = closing.map(|closing| (opening.end..closing.start, closing));
    let header = closed_header.as_ref().map_or(opening.end..source.len(), |(header, _)| header.clone());
    // JSON is YAML, too.
    let is_object = source.get(header.clone()).is_some_and(|header| header.starts_with("{\""));
    let named = if is_object { HeaderKind::Json } else { kind };
    let kind = language(named, source.get(header.clone()).unwrap_or_default());
    if !looks_like_header(kind, source.get(header).unwrap_or_default(), closing.is_some()) {
        return none;
    }
    if let Some((header, closing)) = closed_header
        && !swallows_prose(kind, source.get(header.clone()).unwrap_or_default())
    {
        let problem = (kind != named).then(|| other_language(kind, &opening));
        return Split { kind, header, body_start: closing.end, problem };
    }
    let end = end_of_leading_keys(kind, source, opening.end);
    // `+++` or `----` where `---` was meant.
    let is_rule = |line: &Line<'_>| {
        let text = line.text.trim_end();
        text.len() > 2 && (text.trim_start_matches('-').is_empty() || text.trim_start_matches('+').is_empty())
    };
    let body_start = lines(source, end).next().filter(is_rule).map_or(end, |line| line.end);
    Split { kind, header: opening.end..end, body_start, problem: Some(unclosed(source, &opening)) }
}

/// The keys at the start of a file without fences, as Pelican and MultiMarkdown have them, or in a comment, as Nikola has
/// them: a title and another key of ours at least, and nothing else up to a blank line, a heading or the comment's end.
fn bare_keys(source: &str, text_start: usize) -> Option<Split> {
    let kind = HeaderKind::Yaml;
    let mut start = source.len() - source.get(text_start..)?.trim_start().len();
    let opening = lines(source, start).next()?;
    let is_comment = opening.text.trim_end() == "<!--";
    if is_comment {
        start = opening.end;
    }
    let first = key(kind, lines(source, start).next()?.text)?;
    let heading = lines(source, start).find(|line| line.text.starts_with('#'));
    let end =
        end_of_leading_keys(kind, source.get(..heading.map_or(source.len(), |line| line.start))?, start);
    // Only the opening fence may be missing.
    let below = lines(source, end).next();
    let closing = below.filter(|line| closes(if is_comment { "-->" } else { "---" }, line.text));
    let is_text = |line: Line<'_>| line.text.trim().is_empty() || line.text.starts_with('#');
    let is_alone = closing.is_some() || !is_comment && below.is_none_or(is_text);
    let body_start = closing.map_or(end, |line| line.end);
    let ours = lines(source, start).take_while(|line| line.end <= end);
    let ours = ours.filter(|line| key(kind, line.text).is_some_and(keys::is_ours)).count();
    let is_meant = first.eq_ignore_ascii_case("title") && is_alone && ours > 1;
    is_meant.then_some(Split { kind, header: start..end, body_start, problem: None })
}

/// The fence of one language around another.
fn other_language(kind: HeaderKind, opening: &Line<'_>) -> Diagnostic {
    let (name, fence) = if kind == HeaderKind::Toml { ("TOML", "+++") } else { ("YAML", "---") };
    Diagnostic::warning(
        "front-matter/fence",
        opening.span(),
        words!("the front matter is {name}, and its fence says otherwise"),
    )
    .with_help(words!("write `{fence}` above and below it"))
}

fn unclosed(source: &str, opening: &Line<'_>) -> Diagnostic {
    let fence = opening.text.trim_end().get(..3).unwrap_or_default();
    let line = line_of(source, opening.start);
    Diagnostic::error(
        "front-matter/unclosed",
        opening.span(),
        words!("the front matter that `{fence}` opens on line {line} is never closed"),
    )
    .with_help(words!("write `{fence}` on a line of its own between the last key and the text"))
}

/// A line with its place in the file; `text` has no line break, `end` is after it.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl Line<'_> {
    /// Where its text stands, without the blanks behind it.
    fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.trim_end().len()
    }
}

/// The lines from a byte offset, which must be the start of a line.
fn lines(source: &str, from: usize) -> impl Iterator<Item = Line<'_>> {
    let rest = source.get(from..).unwrap_or_default();
    rest.split_inclusive('\n').scan(from, |start, text| {
        let line =
            Line { start: *start, end: *start + text.len(), text: text.trim_end_matches(['\n', '\r']) };
        *start = line.end;
        Some(line)
    })
}

/// The first line that is neither blank nor part of an HTML comment, if it is a fence.
fn opening_fence(source: &str, from: usize) -> Option<(Line<'_>, HeaderKind)> {
    let mut start = from;
    loop {
        let line = lines(source, start).next()?;
        let text = line.text.trim();
        if text.is_empty() {
            start = line.end;
        } else if text.starts_with("<!--") {
            let comment_end = start + source.get(start..)?.find("-->")? + "-->".len();
            let rest = lines(source, comment_end).next();
            let rest = rest.filter(|rest| rest.text.trim().is_empty())?;
            start = rest.end;
        } else {
            let kind = match line.text.trim_end() {
                "---" | "---yaml" | "--- yaml" => HeaderKind::Yaml,
                "+++" | "---toml" | "--- toml" => HeaderKind::Toml,
                ";;;" | "---json" | "--- json" => HeaderKind::Json,
                _ => return None,
            };
            return Some((line, kind));
        }
    }
}

/// The number of a line, for the author.
fn line_of(source: &str, at: usize) -> usize {
    if HAS_WORDS { Position::of(source, at).line } else { 0 }
}

fn closes(fence: &str, line: &str) -> bool {
    let line = line.trim_end();
    line == fence || (fence == "---" && line == "...")
}

/// The object in JSON at the start of a file, as Hugo takes it: up to its brace, on lines of its own.
fn json_object(source: &str, text_start: usize) -> Option<Split> {
    let start = source.len() - source.get(text_start..)?.trim_start().len();
    let object = source.get(start..)?;
    if !object.strip_prefix('{')?.trim_start().starts_with('"') {
        return None;
    }
    let split = |end: usize, body_start: usize, problem| {
        let header = start..end;
        Some(Split { kind: HeaderKind::Json, header, body_start, problem })
    };
    if let Some(length) = object_length(object) {
        let end = lines(source, start + length).next().map_or(source.len(), |line| line.end);
        // Something else that begins with braces.
        let is_alone = source.get(start + length..end)?.trim().is_empty();
        return if is_alone { split(start + length, end, None) } else { None };
    }
    let end = lines(source, start).take_while(|line| !line.text.trim().is_empty()).last()?.end;
    let line = line_of(source, start);
    let message = words!("the front matter that `{{` opens on line {line} is never closed");
    let help = "write `}` on a line of its own between the last key and the text";
    split(
        end,
        end,
        Some(Diagnostic::error("front-matter/unclosed", start..start + 1, message).with_help(help)),
    )
}

/// The length of the object that a text begins with.
fn object_length(text: &str) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            // No text of JSON goes over its line: a quote is missing.
            b'\n' if in_text => in_text = false,
            b'{' if !in_text => depth += 1,
            b'}' if !in_text => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether a key that posts are known to have comes first, or most lines at the left margin have a key.
fn looks_like_header(kind: HeaderKind, header: &str, is_closed: bool) -> bool {
    // Without a closing fence, only the first paragraph can be meant.
    let meant = || lines(header, 0).take_while(|line| is_closed || !line.text.trim().is_empty());
    let margin = || meant().filter(|line| !is_continuation(line.text));
    let Some(first) = margin().next() else { return is_closed };
    match kind {
        HeaderKind::Toml => return key(kind, first.text).is_some() || first.text.starts_with('['),
        HeaderKind::Json => return first.text.trim_start().starts_with(['{', '"']),
        HeaderKind::Yaml | HeaderKind::None => {}
    }
    // `{title: X}`
    let text = first.text.strip_prefix('{').unwrap_or(first.text);
    let is_ours = key(kind, text).is_some_and(keys::is_ours);
    let with_key = margin().filter(|line| key(kind, line.text).is_some()).count();
    is_ours || with_key * 2 > margin().count()
}

/// Whether text of the post lies before what was taken for the closing fence, so that the real one is missing and
/// this is a thematic break: a blank line and then a line at the margin that is no YAML.
fn swallows_prose(kind: HeaderKind, header: &str) -> bool {
    let mut after_blank = false;
    let has_prose = lines(header, 0).any(|line| {
        let is_prose = after_blank && !is_continuation(line.text) && key(kind, line.text).is_none();
        after_blank |= line.text.trim().is_empty();
        is_prose
    });
    kind == HeaderKind::Yaml && has_prose && !yaml::is_valid(header)
}

/// The end of the lines that still look like front matter; the first blank line ends them.
fn end_of_leading_keys(kind: HeaderKind, source: &str, from: usize) -> usize {
    let is_header = |line: &Line<'_>| {
        !line.text.trim().is_empty() && (is_continuation(line.text) || key(kind, line.text).is_some())
    };
    lines(source, from).take_while(is_header).last().map_or(from, |line| line.end)
}

/// Blank, indented, a comment, a list item, or the end of a list: lines that need no key.
fn is_continuation(line: &str) -> bool {
    line.trim().is_empty()
        || line == "-"
        || line.starts_with([' ', '\t', '\u{a0}', '#', ']', '}'])
        || line.starts_with("- ")
}

#[cfg(test)]
mod tests;
