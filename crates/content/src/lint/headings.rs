//! The outline: levels, repetitions, sections with nothing in them.

use std::{cell::LazyCell, collections::HashMap, ops::Range};

use pulldown_cmark::{Event, Tag};

use super::body::Body;
use crate::{
    compat::{LIST_OF_REFERENCES, is_list_title},
    diagnostic::{Diagnostic, Lines},
    post::Post,
};

struct Heading {
    level: u8,
    text: String,
    span: Range<usize>,
    has_id: bool,
    /// The index of its first event, and that of what follows it.
    at: usize,
    next: usize,
}

pub(super) fn check(body: &Body<'_>, post: &Post, found: &mut Vec<Diagnostic>) {
    let mut headings: Vec<Heading> =
        body.top_blocks().into_iter().filter_map(|at| heading(body, at)).collect();
    // The first one is the title of the page, not a section.
    if post.document.title.is_some() && headings.first().is_some_and(|first| first.level == 1) {
        headings.remove(0);
    }
    levels(&headings, found);
    alike(body.source, &headings, found);
    empty(body, post, &headings, found);
    underlined(body, &headings, found);
}

fn heading(body: &Body<'_>, at: usize) -> Option<Heading> {
    let level = body.heading_level(at)?;
    let (Event::Start(Tag::Heading { id, .. }), range) = &body.events[at] else { return None };
    let span = body.in_file(&range.clone());
    let line = body
        .source
        .get(span.start..)
        .map_or(0, |rest| rest.lines().next().unwrap_or_default().trim_end().len());
    let span = span.start..span.start + line;
    Some(Heading {
        level,
        text: body.words_in(at),
        span,
        has_id: id.is_some(),
        at,
        next: body.end_of(at) + 1,
    })
}

fn levels(headings: &[Heading], found: &mut Vec<Diagnostic>) {
    let top: Vec<&Heading> = headings.iter().filter(|heading| heading.level == 1).collect();
    if let [first, others @ ..] = top.as_slice() {
        let message = match others.len() {
            0 => format!(
                "`# {}` is a second title: the page shows its title as the heading of level 1",
                first.text
            ),
            more => format!("{} headings of level 1: the page's title is the only one", more + 1),
        };
        found.push(
            Diagnostic::warning("structure/level-1", first.span.clone(), message)
                .with_help("write sections with `##`, those below them with `###`"),
        );
    }
    let mut before = 1;
    for heading in headings {
        // One of level 1 is to be of level 2, which is said above.
        let level = heading.level.max(2);
        if level > before + 1 {
            let message = if before <= 1 && std::ptr::eq(heading, &headings[0]) {
                format!("the first heading, `{}`, is of level {}", heading.text, heading.level)
            } else {
                format!(
                    "`{}` is of level {} and stands below one of level {before}",
                    heading.text, heading.level
                )
            };
            let hashes = "#".repeat(usize::from(before) + 1);
            found.push(
                Diagnostic::warning("structure/level-skip", heading.span.clone(), message)
                    .with_help(format!("write `{hashes} {}`", heading.text)),
            );
        }
        before = level;
    }
}

/// Headings of one parent that say the same: readers cannot tell them apart in the outline.
fn alike(source: &str, headings: &[Heading], found: &mut Vec<Diagnostic>) {
    let lines = LazyCell::new(|| Lines::of(source));
    let mut parents: Vec<(u8, usize)> = Vec::new();
    let mut seen: HashMap<(usize, String), usize> = HashMap::new();
    for (index, heading) in headings.iter().enumerate() {
        while parents.last().is_some_and(|(level, _)| *level >= heading.level) {
            parents.pop();
        }
        let parent = parents.last().map_or(usize::MAX, |(_, parent)| *parent);
        parents.push((heading.level, index));
        if heading.text.is_empty() || heading.has_id {
            continue;
        }
        if let Some(first) = seen.insert((parent, heading.text.to_lowercase()), index) {
            let line = lines.position(headings[first].span.start).line;
            let message = format!("the section on line {line} is called `{}`, too", heading.text);
            found.push(Diagnostic::warning("structure/alike", heading.span.clone(), message).with_help(
                "give each a name of its own; links to the second change when a third comes before it",
            ));
        }
    }
}

fn empty(body: &Body<'_>, post: &Post, headings: &[Heading], found: &mut Vec<Diagnostic>) {
    for (index, heading) in headings.iter().enumerate() {
        if heading.text.is_empty() && !has_picture(body, heading) {
            found.push(
                Diagnostic::warning(
                    "structure/empty-heading",
                    heading.span.clone(),
                    "a heading without words",
                )
                .with_help("name the section, or take the `#` out"),
            );
            continue;
        }
        let next = headings.get(index + 1);
        let end = next.map_or(body.events.len(), |next| next.at);
        let is_parent = next.is_some_and(|next| next.level > heading.level);
        // The list of references is put into a section that was left empty for it.
        let has_list = || {
            next.is_none() && is_list_title(&heading.text) && post.document.html.contains(LIST_OF_REFERENCES)
        };
        // So are the notes, which stand below the last section.
        let has_notes = || {
            let mut events = body.events[heading.next..end].iter();
            next.is_none()
                && events.any(|(event, _)| matches!(event, Event::Start(Tag::FootnoteDefinition(_))))
        };
        if !is_parent && !has_content(body, heading.next..end) && !has_list() && !has_notes() {
            let message = format!("the section `{}` is empty", heading.text);
            found.push(
                Diagnostic::warning("structure/empty-section", heading.span.clone(), message)
                    .with_help("write it, or take its heading out"),
            );
        }
    }
}

fn has_picture(body: &Body<'_>, heading: &Heading) -> bool {
    body.events[heading.at..heading.next]
        .iter()
        .any(|(event, _)| matches!(event, Event::Start(Tag::Image { .. })))
}

/// Whether anything is shown there. A list of empty items, as the template for new posts has one, is nothing.
fn has_content(body: &Body<'_>, range: Range<usize>) -> bool {
    let mut at = range.start;
    while at < range.end {
        match &body.events[at].0 {
            // Notes are shown at the end of the page, wherever they stand.
            Event::Start(Tag::FootnoteDefinition(_)) => at = body.end_of(at),
            Event::Text(text) if !text.trim().is_empty() => return true,
            Event::Html(html) | Event::InlineHtml(html) if !html.trim_start().starts_with("<!--") => {
                return true;
            }
            Event::Code(_) | Event::Rule | Event::Start(Tag::Image { .. } | Tag::CodeBlock(_)) => {
                return true;
            }
            _ => {}
        }
        at += 1;
    }
    false
}

/// `---` right under a paragraph: not a line across the page, but a heading of the paragraph's words.
fn underlined(body: &Body<'_>, headings: &[Heading], found: &mut Vec<Diagnostic>) {
    let mut sentences = Vec::new();
    let mut is_habit = false;
    for heading in headings {
        let (_, range) = &body.events[heading.at];
        let text = body.text.get(range.clone()).unwrap_or_default().trim_end();
        if text.trim_start().starts_with('#') {
            continue;
        }
        let line = text.lines().last().unwrap_or_default().trim_start();
        let is_paragraph = text.lines().count() > 2;
        let is_sentence =
            heading.text.ends_with(['.', '?', '!', ':', ',']) && heading.text.split(' ').count() > 3;
        // Who means a rule does not fit it to the words.
        let is_fitted = line.len().abs_diff(heading.text.chars().count()) <= 3;
        if text.ends_with("---") && (is_paragraph || is_sentence && !is_fitted) {
            sentences.push((heading, is_paragraph));
        } else {
            is_habit = true;
        }
    }
    for (heading, is_paragraph) in sentences {
        // Among other headings of the kind a sentence is one as well.
        if is_paragraph || !is_habit {
            let message = "the line of `-` under this paragraph makes a heading of it";
            found.push(
                Diagnostic::warning("structure/underline", heading.span.clone(), message)
                    .with_help("put a blank line before the `---`, or write the heading with `##`"),
            );
        }
    }
}
