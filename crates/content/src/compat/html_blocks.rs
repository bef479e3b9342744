//! Where Markdown goes on behind HTML. CommonMark says: behind a blank line. Kramdown says: where the element ends; and
//! fenced code right below a tag, `<summary>…</summary>` for one, is code to everybody. A line that is nothing but an image
//! of Markdown, or that has links or bold words of Markdown, is Markdown in an element, too: nobody means to show the signs.
//! Between tags in one line they become HTML.

use std::cell::LazyCell;

use studybuddy_text::trim_end;

use super::{
    edits::Edits,
    images::{self, alt, is_tag, plain},
    links::{self, Link},
    markup,
    notes::{html_lines, is_block},
    obsidian::pairs,
    signs::Signs,
    source::Source,
};
use crate::{
    html::{holds_phrases, is_void},
    math::{lines::opening_fence, tags::html_tag},
};

/// Bytes in which a tag that is open at some place began. To look further would take quadratic time.
const MAX_TAG: usize = 2000;

/// Elements that give words a look or a meaning.
const TEXT: &str = "a b big cite del em font i ins mark q s small span strong sub sup u";

/// Whether a text has tags at the start of lines.
pub(super) fn may_hold(signs: &Signs<'_>) -> bool {
    signs.text.starts_with('<') || signs.any(&["\n<", "> <", "\n  <", "- <"])
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let html = html_lines(source);
    // Few posts have links in HTML.
    let links = LazyCell::new(|| links::find(source));
    // Elements that are open in this block, and up to where tags were read.
    let (mut open, mut read) = (Vec::<&str>::new(), 0);
    // Whether the element has ended, so that the rest of the block is Markdown.
    let mut has_ended = false;
    // The column of this block of HTML.
    let mut column = 0;
    for (number, line) in source.lines.iter().enumerate() {
        let text = source.line_text(number);
        if !html[number] || text.is_empty() {
            let is_below_html = number > 0 && html[number - 1];
            let is_fence = opening_fence(text).is_some() && source.starts_literal(line.text);
            if is_below_html && is_fence && !has_ended {
                separate(source, edits, number, column);
            }
            open.clear();
            has_ended = false;
            continue;
        }
        if has_ended {
            // A block of HTML ends a paragraph.
            if !begins_block(text) {
                continue;
            }
            has_ended = false;
        }
        // In a paragraph or heading, text above it stays beside it.
        let is_beside = open.last().is_some_and(|open| holds_phrases(open))
            && number.checked_sub(1).is_some_and(|above| !is_tag(source.line_text(above)));
        // To kramdown an element of text holds text.
        let is_text = source.is_kramdown()
            && open.last().is_some_and(|open| TEXT.split(' ').any(|text| text == *open))
            && !text.contains('<')
            && text.contains(['*', '`']);
        let is_markdown = is_text || holds_markdown(text);
        if !open.is_empty() && !is_beside && is_markdown && source.is_prose(line.text) {
            has_ended = separate(source, edits, number, column);
            continue;
        }
        bold_between_tags(source, edits, number);
        if text.contains("](") {
            links_between_tags(source, edits, number, &links);
        }
        let own = line.text - line.start;
        // Not by the line's own text: the end of a tag, `>`, looks like an empty quote.
        let above = &source.text[..line.start];
        let is_first = above[trim_end(above).len()..].matches('\n').nth(1).is_some();
        column = if is_first { own } else { column.min(own) };
        read = tags(source, read.max(line.start), line.end, &mut open);
        let below = source.line_text(number + 1);
        let goes_on = html.get(number + 1) == Some(&true) && !below.starts_with(['<', '{']);
        if open.is_empty() && read <= line.end && text.ends_with('>') && goes_on {
            has_ended = separate(source, edits, number + 1, column);
        }
    }
}

/// Whether a line ends a paragraph as it begins a block of HTML.
fn begins_block(text: &str) -> bool {
    text.starts_with('<') && html_tag(text).is_some_and(|tag| is_block(tag.name))
}

/// Reads the tags up to the end of a line, and returns where the last of them ends.
fn tags<'a>(source: &Source<'a>, from: usize, end: usize, open: &mut Vec<&'a str>) -> usize {
    let mut at = from;
    while at < end
        && let Some(found) = source.text[at..end].find('<')
    {
        at += found;
        let tag = html_tag(source.rest(at)).filter(|_| source.is_prose(at));
        let Some(tag) = tag else {
            at += 1;
            continue;
        };
        let written = &source.text[at..at + tag.length];
        let is_void = is_void(tag.name) || written.ends_with("/>");
        match (tag.closing, is_void) {
            (true, _) => {
                open.pop();
            }
            (false, false) => open.push(tag.name),
            (false, true) => {}
        }
        at += tag.length;
    }
    at.max(from)
}

/// Makes the bold words of a line of HTML HTML, too.
fn bold_between_tags(source: &Source<'_>, edits: &mut Edits, number: usize) {
    pairs(source, number, "**", |open, close| {
        if !is_in_tag(source, number, open) && !source.text[open..close].contains(['<', '>']) {
            edits.replace(open..open + 2, "<strong>");
            edits.replace(close..close + 2, "</strong>");
        }
    });
}

/// Whether a place in a line is within a tag of that line.
fn is_in_tag(source: &Source<'_>, number: usize, at: usize) -> bool {
    let from = source.text.floor_char_boundary(at.saturating_sub(MAX_TAG)).max(source.lines[number].text);
    let before = &source.text[from..at];
    before.rfind(['<', '>']).is_some_and(|sign| before[sign..].starts_with('<'))
}

/// Makes the links and images of a line of HTML HTML, too.
fn links_between_tags(source: &Source<'_>, edits: &mut Edits, number: usize, links: &[Link]) {
    let line = source.lines[number];
    let first = links.partition_point(|link| link.range.end <= line.text);
    for Link { range, label, target, is_image, .. } in &links[first..] {
        if range.end > line.end {
            break;
        }
        let address = &source.text[target.clone()];
        if range.start < line.text
            || is_in_tag(source, number, range.start)
            || !address.contains(['/', '.', '#'])
        {
            continue;
        }
        if *is_image {
            let (src, alt) = (plain(address), alt(source, label.clone()));
            edits.replace(range.clone(), markup::Image { src, alt, ..Default::default() }.html());
        } else {
            edits.replace(range.start..label.start, images::open_link(&plain(address)));
            edits.replace(label.end..range.end, "</a>");
        }
    }
}

/// Whether a line that HTML stands around is Markdown by all appearance.
fn holds_markdown(text: &str) -> bool {
    let has_signs = text.contains("](") || text.matches("**").nth(1).is_some();
    has_signs && !text.starts_with('<') && !text.contains("</")
}

/// Puts a blank line above a line. Behind it, what is indented deeper than the block at `column` would be code.
fn separate(source: &Source<'_>, edits: &mut Edits, number: usize, column: usize) -> bool {
    let Some(line) = source.lines.get(number) else { return false };
    let is_deep = line.text > line.start + column + 3;
    let end = if is_deep { line.text } else { line.start };
    let before = &source.text[line.start..end.min(line.start + column)];
    edits.replace(line.start..end, source.blank_above(number) + before);
    true
}
