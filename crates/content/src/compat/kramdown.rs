//! Kramdown's attribute lists, `{: .class #id key="value"}`, behind or below what they belong to, its `{:toc}`, and
//! its extensions, `{::nomarkdown}`. Those of images are in [`super::images`].

mod callouts;

use std::{collections::HashMap, ops::Range};

use self::callouts::{open_callout, prompt};
use super::{attributes::Attributes, edits::Edits, markup, pandoc::lists::KIND, source::Source};
use crate::math::lines::{container_marker, is_heading, opening_fence};

/// Lists that have a name: `{:name: .class}`.
pub(super) type Definitions<'a> = HashMap<&'a str, Attributes<'a>>;

/// What braces with a colon are.
enum Braces<'a> {
    List(Attributes<'a>),
    Definition(&'a str, Attributes<'a>),
    /// `{::name}` or `{:/name}`.
    Extension(&'a str),
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let definitions = definitions(source);
    // Whether a comment ran to the end in vain: no need to look again.
    let mut is_unclosed = false;
    let mut at = 0;
    while let Some(open) = source.find("{:", at) {
        at = open + 2;
        if source.formula_at(open).is_some() {
            continue;
        }
        match read(source.text, open) {
            Some((Braces::Extension(name), end)) => {
                let comment = (name == "comment" && !is_unclosed).then(|| comment_end(source.text, end));
                if comment == Some(None) {
                    is_unclosed = true;
                }
                at = comment.flatten().unwrap_or(end);
                edits.remove(open..at);
            }
            Some((Braces::Definition(..), end)) if source.starts_line(open) => {
                remove_line(source, edits, open..end)
            }
            Some((Braces::List(_), end)) if source.starts_line(open) && source.ends_line(end) => {
                if let Some((attributes, _)) = inline_list(source, &definitions, open) {
                    block_list(source, edits, &attributes, open..end);
                }
                at = end;
            }
            Some((Braces::List(_), end)) => {
                if let Some((attributes, _)) = inline_list(source, &definitions, open) {
                    span_list(source, edits, &attributes, open..end);
                }
                at = end;
            }
            _ => {}
        }
    }
}

/// Finds the lists that have a name.
pub(super) fn definitions<'a>(source: &Source<'a>) -> Definitions<'a> {
    let mut definitions = Definitions::new();
    for open in source.find_all("{:") {
        if let Some((Braces::Definition(name, attributes), _)) = read(source.text, open) {
            definitions.entry(name).or_default().merge(&attributes);
        }
    }
    definitions
}

/// The attribute list at `at`, with the named lists in it, and where it ends.
pub(super) fn inline_list<'a>(
    source: &Source<'a>,
    definitions: &Definitions<'a>,
    at: usize,
) -> Option<(Attributes<'a>, usize)> {
    let (Braces::List(mut attributes), end) = read(source.text, at)? else { return None };
    let words = std::mem::take(&mut attributes.words);
    // `{:ok, value}` is Elixir's.
    let is_single = words.len() == 1;
    for word in words {
        match definitions.get(word.text) {
            Some(definition) => attributes.merge(definition),
            None if word.text == "toc" => attributes.classes.push("toc"),
            None if is_single && is_name(word.text) => {}
            None => return None,
        }
    }
    Some((attributes, end))
}

/// The braces at `open`, which hold no others, and where they end.
fn read(text: &str, open: usize) -> Option<(Braces<'_>, usize)> {
    let start = open + 2;
    let close = start + text.get(start..)?.find(['{', '}', '\n'])?;
    if !text[close..].starts_with('}') {
        return None;
    }
    let inner = &text[start..close];
    if let Some(name) = inner.strip_prefix([':', '/']) {
        let closing = inner.starts_with('/');
        return Some((Braces::Extension(if closing { "/" } else { name.trim() }), close + 1));
    }
    let definition = inner.split_once(": ").filter(|(name, _)| is_name(name));
    if let Some((name, list)) = definition {
        return Some((
            Braces::Definition(name, Attributes::parse(text, close - list.len()..close)),
            close + 1,
        ));
    }
    Some((Braces::List(Attributes::parse(text, start..close)), close + 1))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// The end of the comment whose content starts at `from`.
fn comment_end(text: &str, from: usize) -> Option<usize> {
    let close = from + text[from..].find("{:/")?;
    Some(close + text[close..].find('}')? + 1)
}

/// A list on a line of its own: it belongs to the block above, or else to the one below.
fn block_list(source: &Source<'_>, edits: &mut Edits, attributes: &Attributes<'_>, range: Range<usize>) {
    let line = source.line_at(range.start);
    let above = source.text_before(line);
    // The last line of a quote may be empty but for its sign.
    let is_below_quote = line.checked_sub(1).is_some_and(|above| is_quote(source, above));
    if attributes.classes.contains(&"toc") {
        return table_of_contents(source, edits, line);
    }
    if let Some(start) = attributes.get(&["start"]).and_then(|start| start.text.parse().ok()) {
        number_list(source, edits, line, start);
    }
    if above.is_empty() && !is_below_quote {
        let below = line + 1;
        // One below the heading says the same, or more.
        if is_heading(source.line_text(below)) && !source.line_text(line + 2).starts_with("{:") {
            heading(source, edits, attributes, below);
        } else if is_quote(source, below) {
            prompt(source, edits, attributes, line, below);
        } else if source.starts_line(range.start)
            && let Some(last) = last_of_paragraph(source, below)
            && let Some(html) = open_callout(source, attributes, line, below)
        {
            edits.insert(source.lines[last].text + source.line_text(last).len(), "\n\n</div>".to_owned());
            return edits.replace(range, html);
        }
        return remove_line(source, edits, range);
    }
    let above_line = source.lines[line - 1];
    if is_heading(above) {
        heading(source, edits, attributes, line - 1);
    } else if is_underline(above) && !source.text_before(line - 1).is_empty() {
        heading(source, edits, attributes, line - 2);
    } else if let Some(fence) = source.literal_before(source.lines[line].start) {
        fence_title(source, edits, attributes, fence.start);
    } else if is_below_quote {
        let mut first = line - 1;
        while first > 0 && is_quote(source, first - 1) {
            first -= 1;
        }
        prompt(source, edits, attributes, first, first);
    } else {
        let first = paragraph(source, line);
        let look = markup::Image::default().with_look(attributes).look;
        match (attributes.id, first) {
            (Some(id), _) if look.is_empty() || first.is_none() => {
                let anchor = markup::anchor(id);
                if above.starts_with('|') {
                    return edits.replace(range, format!("\n{anchor}\n"));
                }
                // Words behind a formula would put it in the line.
                if let Some(first) = first.filter(|_| above.ends_with("$$")) {
                    edits.insert(source.lines[first].start, format!("{anchor}\n\n"));
                } else {
                    edits.insert(above_line.text + above.len(), format!(" {anchor}"));
                }
            }
            (id, Some(first)) => {
                if let Some(html) = open_callout(source, attributes, first, first) {
                    edits.insert(source.lines[first].start, html + "\n");
                    return edits.replace(range, "\n</div>\n");
                }
                if !look.is_empty() {
                    let above = if source.text_before(first).is_empty() { "" } else { "\n" };
                    let mut html = [above, "<div"].concat();
                    let id = id.map(|id| ("id", id.to_owned()));
                    let look = id.into_iter().chain(look);
                    look.for_each(|(name, value)| crate::html::write_attribute(name, &value, &mut html));
                    edits.insert(source.lines[first].start, html + ">\n\n");
                    return edits.replace(range, "\n</div>\n");
                }
            }
            (_, None) => {}
        }
    }
    // The list ended the block above; without it the next line would go on with it.
    let next = source.lines.get(line + 1);
    let in_container = above_line.text > above_line.start || next.is_some_and(|next| next.text > next.start);
    if in_container || source.line_text(line + 1).is_empty() {
        remove_line(source, edits, range);
    } else {
        edits.remove(range);
    }
}

/// Whether a line stands in a quote.
fn is_quote(source: &Source<'_>, line: usize) -> bool {
    source.lines.get(line).is_some_and(|line| source.text[line.start..line.text].contains('>'))
}

/// Gives the list above a line, or else below it, the number that it starts with.
fn number_list(source: &Source<'_>, edits: &mut Edits, line: usize, start: u32) {
    let is_outermost = |line: usize| source.lines[line].start == source.lines[line].text;
    let is_text = |line: usize| is_outermost(line) && !source.line_text(line).is_empty();
    // What it belongs to is a list only if that is indented, or an item.
    if !is_outermost(line) || line.checked_sub(1).is_some_and(is_text) {
        return;
    }
    let mut first = line;
    // Behind a blank line the list goes on only with what is indented, or another item.
    loop {
        let above = source.text_before(first);
        let goes_on = !above.is_empty() || (first < line && first > 1 && !is_outermost(first - 2));
        if !goes_on || is_attributes(above) {
            break;
        }
        first -= 1;
    }
    let is_number = |&line: &usize| {
        let text = source.rest(source.lines[line].start);
        text.starts_with(|c: char| c.is_ascii_digit()) && container_marker(text).is_some()
    };
    let lines = if first < line { first..line } else { line + 1..source.lines.len().min(line + 2) };
    if let Some(item) = lines.into_iter().find(is_number) {
        edits.insert(source.lines[item].start, [KIND, "1 ", &start.to_string(), "-->\n"].concat());
    }
}

/// Whether a line is a list of attributes.
pub(super) fn is_attributes(text: &str) -> bool {
    text.starts_with("{:") && text.ends_with('}')
}

/// The first line of the paragraph of text and pictures that ends above `line` and stands in no container.
fn paragraph(source: &Source<'_>, line: usize) -> Option<usize> {
    let mut first = line;
    while !source.text_before(first).is_empty() {
        first -= 1;
        let text = source.line_text(first);
        // It begins below what has ended there.
        if is_attributes(text) || text.starts_with("</") || is_heading(text) {
            first += 1;
            break;
        }
        let is_markup =
            text.starts_with(['<', '|', '{']) && !text.starts_with("<img") && !text.starts_with("<br");
        if is_markup || source.lines[first].text > source.lines[first].start {
            return None;
        }
    }
    (first < line).then_some(first)
}

/// A list behind something in a line.
fn span_list(source: &Source<'_>, edits: &mut Edits, attributes: &Attributes<'_>, range: Range<usize>) {
    let line = source.line_at(range.start);
    let before = &source.text[source.lines[line].text.min(range.start)..range.start];
    if is_heading(source.line_text(line)) && source.ends_line(range.end) {
        edits.remove(range.start - (before.len() - before.trim_end().len())..range.end);
        return heading_end(edits, attributes, range.end);
    }
    let is_attached = before.ends_with([')', ']', '*', '_', '`', '>', '"', '$', '}', '~']);
    // `- {: .class} item` gives the class to the item.
    if is_attached || before.is_empty() {
        edits.replace(range, attributes.id.map_or(String::new(), markup::anchor));
    }
}

fn heading(source: &Source<'_>, edits: &mut Edits, attributes: &Attributes<'_>, line: usize) {
    let text = source.line_text(line);
    if !text.ends_with('}') {
        heading_end(edits, attributes, source.lines[line].text + text.len());
    }
}

fn heading_end(edits: &mut Edits, attributes: &Attributes<'_>, at: usize) {
    let id = attributes.id.map(|id| format!("#{id}"));
    let classes = attributes.classes.iter().map(|class| format!(".{class}"));
    let words: Vec<_> = id.into_iter().chain(classes).collect();
    if !words.is_empty() {
        edits.insert(at, format!(" {{{}}}", words.join(" ")));
    }
}

/// The line under a heading's text.
fn is_underline(text: &str) -> bool {
    !text.is_empty() && (text.bytes().all(|byte| byte == b'=') || text.bytes().all(|byte| byte == b'-'))
}

/// `{: file='x'}` under a block of code.
pub(super) fn fence_title(source: &Source<'_>, edits: &mut Edits, attributes: &Attributes<'_>, fence: usize) {
    let line = source.line_at(fence);
    let info = &source.text[fence..source.lines[line].end];
    let file = attributes.get(&["file", "filename", "title"]);
    if let (Some(file), Some(_)) = (file, opening_fence(info)) {
        edits.insert(fence + info.trim_end().len(), format!(" title=\"{}\"", file.plain().replace('"', "'")));
    }
}

/// The last line of the paragraph that begins at `first` and stands in no container.
fn last_of_paragraph(source: &Source<'_>, first: usize) -> Option<usize> {
    let mut line = first;
    loop {
        let text = source.line_text(line);
        if text.is_empty() {
            return line.checked_sub(1).filter(|last| *last >= first);
        }
        let place = source.lines[line];
        if place.text > place.start || text.starts_with(['<', '|', '{', '#', '`', '~', '!']) {
            return None;
        }
        line += 1;
    }
}

/// `* TOC` and `{:toc}`: the page has an outline of its own.
fn table_of_contents(source: &Source<'_>, edits: &mut Edits, line: usize) {
    let is_item = |line: usize| source.lines[line].text > source.lines[line].start;
    let first = if line > 0 && is_item(line - 1) { line - 1 } else { line };
    edits.remove(source.lines[first].start..source.next_start(line));
}

fn remove_line(source: &Source<'_>, edits: &mut Edits, range: Range<usize>) {
    let line = source.line_at(range.start);
    let start = source.lines[line].start;
    if source.text[start..range.start].trim().is_empty() {
        edits.remove(start..source.next_start(line));
    } else {
        edits.remove(range);
    }
}
