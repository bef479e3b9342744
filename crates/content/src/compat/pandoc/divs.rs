//! Fenced divs: `::: {.callout-note title="T"}` or `::: note`, up to a line of colons. Docusaurus and MyST write
//! their admonitions alike.

use std::ops::Range;

use super::{
    super::{
        attributes::Attributes,
        edits::{Edits, Piece},
        markup, myst,
        source::Source,
    },
    theorems::{Counts, KINDS, named, of_id, title},
};
use crate::{html::write_attribute, math::lines::is_heading};

/// What a line of colons ends.
enum Open {
    Div(&'static str),
    /// One for other kinds of output, by its first line.
    Hidden(usize),
}

pub(in super::super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let (mut divs, mut theorems) = (Vec::new(), [0; KINDS.len()]);
    for line in 0..source.lines.len() {
        let text = source.line_text(line);
        let colons = text.bytes().take_while(|&byte| byte == b':').count();
        let at = source.lines[line].text;
        if colons < 3 || source.is_literal(at) {
            continue;
        }
        let range = at..at + text.len();
        if text.len() > colons {
            if let Some(div) = open(source, edits, line, colons, &mut theorems) {
                divs.push(div);
                myst::options(source, edits, line);
            }
            continue;
        }
        match divs.pop() {
            Some(Open::Div(end)) => {
                edits.splice(range.clone(), markup::block(source, &range, vec![end.into()]));
            }
            Some(Open::Hidden(first)) => {
                edits.remove(source.lines[first].start..source.next_start(line));
            }
            None => {}
        }
    }
}

/// Opens the div that a line of colons and attributes begins; `None` if it is none.
fn open(
    source: &Source<'_>,
    edits: &mut Edits,
    line: usize,
    colons: usize,
    theorems: &mut Counts,
) -> Option<Open> {
    let (list, mut behind) = parts(source, line, colons);
    let mut attributes = Attributes::parse(source.text, list);
    let words = std::mem::take(&mut attributes.words);
    // Directives have their attributes behind the name, or behind its title.
    let text = &source.text[behind.clone()];
    if let Some((before, list)) = text.strip_suffix('}').and_then(|text| text.rsplit_once('{')) {
        let more = Attributes::parse(source.text, behind.end - 1 - list.len()..behind.end - 1);
        if more.is_only_attributes() {
            attributes.merge(&more);
            behind.end = behind.start + before.trim_end_matches([' ', ']']).len();
        }
    }
    attributes.classes.splice(0..0, words.iter().map(|word| word.text));
    let is_name =
        |class: &&str| class.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if !attributes.classes.iter().all(is_name) {
        return None;
    }
    if is_hidden(&attributes) {
        return Some(Open::Hidden(line));
    }
    let own = attributes.get(&["title"]).map(|title| title.piece());
    let own = own.or((!behind.is_empty()).then(|| behind.clone().into()));
    let start = source.lines[line].text;
    let range = start..start + source.line_text(line).len();
    let kind = attributes
        .classes
        .iter()
        .find_map(|class| markup::alert(class.strip_prefix("callout-").unwrap_or(class)))
        // A directive of MyST may say by an option what it is.
        .filter(|_| myst::value(source, line, "class").is_empty());
    // Quarto takes a heading at the start of a callout for its title.
    let heading = own.is_none().then(|| heading_below(source, line)).flatten();
    let end = heading.as_ref().map_or(range.end, |heading| heading.end);
    let theorem = attributes.id.and_then(of_id).or_else(|| attributes.classes.iter().find_map(|c| named(c)));
    if let Some(theorem) = theorem {
        let id = attributes.id.unwrap_or_default();
        theorems[theorem] += usize::from(!id.is_empty());
        let number = if id.is_empty() { 0 } else { theorems[theorem] };
        let prefix = [KINDS[theorem].0, ":"].concat();
        // bookdown's have their kind in front where they are referred to.
        let id = if id.is_empty() || of_id(id).is_some() { id.to_owned() } else { prefix + id };
        let own = attributes.get(&["name"]).map(|name| name.piece()).or(heading.map(Piece::from)).or(own);
        let title = title(source, theorem, number, &id, own);
        let html = markup::open_alert(source, start, "note", title);
        edits.splice(start..end, markup::block(source, &(start..end), html));
        return Some(Open::Div("</div>"));
    }
    let Some((class, name)) = kind else {
        let name = attributes.classes.first().copied().unwrap_or_default();
        let (html, end_tag) = match myst::container(source, line, name, own) {
            Some(container) => container,
            None if behind.is_empty() => {
                let list = if attributes.id == Some("refs") { markup::REFERENCES } else { "" };
                (vec![start_tag(&attributes).into(), list.into()], "</div>")
            }
            None => return None,
        };
        edits.splice(range.clone(), markup::block(source, &range, html));
        return Some(Open::Div(end_tag));
    };
    let title = heading.map(Piece::from).or(own).unwrap_or_else(|| name.into());
    let folds = attributes.get(&["collapse"]).map(|collapse| collapse.text == "false");
    let mut html = markup::open_callout(source, &source.continuation(start), class, Some(title), folds);
    if let (Some(id), Some(Piece::Text(tag))) = (attributes.id, html.first_mut()) {
        let mut written = String::new();
        write_attribute("id", id, &mut written);
        tag.insert_str(tag.find(' ').unwrap_or(0), &written);
    }
    edits.splice(start..end, markup::block(source, &(start..end), html));
    Some(Open::Div(markup::end_callout(folds.is_some())))
}

/// Whether something is for other kinds of output only: `.content-visible when-format="pdf"`, `.content-hidden`.
pub(super) fn is_hidden(attributes: &Attributes<'_>) -> bool {
    let is_html = |name| attributes.get(&[name]).map(|format| format.text.starts_with("html"));
    let applies = is_html("when-format").or_else(|| is_html("unless-format").map(|html| !html));
    let has = |class| attributes.classes.contains(&class);
    // What depends on something else is shown.
    has("content-visible") && applies == Some(false)
        || has("content-hidden") && applies.unwrap_or(attributes.pairs.is_empty())
}

/// The attributes behind the colons, with or without braces, and what stands behind them.
fn parts(source: &Source<'_>, line: usize, colons: usize) -> (Range<usize>, Range<usize>) {
    let text = source.line_text(line);
    let inner = text[colons..].trim_start();
    let start = source.lines[line].text + text.len() - inner.len();
    let inner = inner.trim_end_matches(':').trim_end();
    let (list, behind) = match inner.strip_prefix('{').and_then(|braced| braced.find('}')) {
        Some(length) => (1..1 + length, length + 2),
        None => {
            let length = inner.find([' ', '[', '{']).unwrap_or(inner.len());
            (0..length, length)
        }
    };
    let title = inner[behind..].trim_start_matches([' ', '[']);
    let title_start = start + inner.len() - title.len();
    let title = title.trim_end_matches([' ', ']']);
    (start + list.start..start + list.end, title_start..title_start + title.len())
}

fn start_tag(attributes: &Attributes<'_>) -> String {
    let mut html = String::from("<div");
    if let Some(id) = attributes.id {
        write_attribute("id", id, &mut html);
    }
    let mut classes = attributes.classes.join(" ");
    if let Some(columns) = columns(attributes) {
        classes.push_str([" columns-2", " columns-3", " columns-4"][columns.clamp(2, 4) - 2]);
    }
    if !classes.is_empty() {
        write_attribute("class", classes.trim_start(), &mut html);
    }
    let style = |name| attributes.get(&[name]).map(|value| value.text).unwrap_or_default();
    let width = style("width");
    let style = if width.is_empty() {
        style("style").to_owned()
    } else {
        ["width:", width, ";", style("style")].concat()
    };
    if !style.is_empty() {
        write_attribute("style", &style, &mut html);
    }
    html.push('>');
    html
}

/// How many pictures Quarto puts beside each other: `layout-ncol=2`, `layout="[[1,1],[1]]"`.
fn columns(attributes: &Attributes<'_>) -> Option<usize> {
    if let Some(number) = attributes.get(&["layout-ncol"]) {
        return number.text.parse().ok().filter(|&columns| columns > 1);
    }
    let rows = attributes.get(&["layout"])?.text.trim_start_matches('[');
    let commas = rows.split(']').next()?.matches(',').count();
    (commas > 0).then_some(commas + 1)
}

/// The text of the heading that follows a line.
fn heading_below(source: &Source<'_>, line: usize) -> Option<Range<usize>> {
    let below = (line + 1..source.lines.len()).find(|&below| !source.line_text(below).is_empty())?;
    let text = source.line_text(below);
    let start = source.lines[below].text;
    let title = text.trim_start_matches('#').trim();
    (is_heading(text) && source.is_prose(start)).then(|| start + text.len() - title.len()..start + text.len())
}
