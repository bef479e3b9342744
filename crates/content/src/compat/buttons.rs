//! Buttons that run a script, `<button onclick="…">More</button>`, which does not stay in a post. What one of them shows is
//! a disclosure; the others go, with their words.

use std::ops::Range;

use super::{
    edits::{Edits, Piece},
    html_markdown::MAX_DEPTH,
    signs::Signs,
    source::Source,
};
use crate::{
    diagnostic::{Diagnostic, words},
    html::is_void,
    math::tags::html_tag,
};

/// How many buttons are looked through for the one that shows something: it keeps the walk linear.
const MAX_BUTTONS: usize = 64;

/// Bytes of a script that are looked through.
const MAX_SCRIPT: usize = 200;

/// Elements that a disclosure may hold.
const SHOWN: [&str; 6] = ["div", "section", "figure", "table", "ul", "ol"];

struct Button<'a> {
    range: Range<usize>,
    words: Range<usize>,
    script: &'a str,
    /// Where it leads.
    address: Option<&'a str>,
    is_used: bool,
}

pub(super) fn may_hold(signs: &Signs<'_>) -> bool {
    signs.any(&["<button"]) && signs.any(&["onclick"])
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let mut buttons = buttons(source);
    if buttons.is_empty() {
        return;
    }
    show_hidden(source, edits, &mut buttons);
    let mut is_told = false;
    for Button { range, words, address, is_used, .. } in &buttons {
        if let Some(address) = address {
            edits.replace(range.start..words.start, super::images::open_link(address));
            edits.replace(words.end..range.end, "</a>");
            continue;
        }
        if !is_used && !is_told {
            is_told = true;
            let message = words!("a button that runs a script is left out");
            edits.report(
                Diagnostic::warning("html/element", range.clone(), message)
                    .with_help("show what it shows, or put that into `<details>`"),
            );
        }
        // A line that is blank would end the HTML around it.
        let line = source.line_at(range.start);
        let is_alone = source.starts_line(range.start) && source.ends_line(range.end);
        edits.remove(if is_alone {
            source.lines[line].start..source.next_start(source.line_at(range.end))
        } else {
            range.clone()
        });
    }
}

fn buttons<'a>(source: &Source<'a>) -> Vec<Button<'a>> {
    let mut buttons = Vec::new();
    let mut end = 0;
    for start in source.find_all("<button") {
        let Some(tag) = html_tag(source.rest(start)).filter(|_| start >= end) else { continue };
        let words = start + tag.length;
        let Some((_, script)) = source.text[start..words].split_once("onclick=") else { continue };
        let Some(length) = studybuddy_text::find(source.text, "</button>", words) else { break };
        end = length + "</button>".len();
        let quote = script.chars().next().unwrap_or_default();
        let script = script.trim_start_matches(quote).split(quote).next().unwrap_or_default();
        let script = &script[..script.floor_char_boundary(MAX_SCRIPT)];
        let leads = script.contains("location") || script.contains(".open(");
        let address = script.split(['\'', '"']).nth(1).filter(|_| leads);
        buttons.push(Button {
            range: start..end,
            words: source.trimmed(words..length),
            script,
            address,
            is_used: false,
        });
    }
    buttons
}

/// Shows what has an id and is hidden, below the words of the button that would have shown it.
fn show_hidden(source: &Source<'_>, edits: &mut Edits, buttons: &mut [Button<'_>]) {
    // The elements that are open, and whether a disclosure ends with them.
    let mut open: Vec<(&str, bool)> = Vec::new();
    for start in source.find_all("<") {
        let Some(tag) = html_tag(source.rest(start)) else { continue };
        let end = start + tag.length;
        if tag.closing {
            let found = open.iter().rev().take(MAX_DEPTH).position(|(name, _)| *name == tag.name);
            let Some(found) = found.map(|back| open.len() - 1 - back) else { continue };
            if open.drain(found..).any(|(_, folds)| folds) {
                edits.insert(end, "</details>");
            }
            continue;
        }
        let written = &source.text[start..end];
        let mut folds = false;
        if let (Some(hidden), Some(id)) = (hidden(written), id(written)) {
            edits.remove(start + hidden.start..start + hidden.end);
            let near = buttons.iter_mut().take(MAX_BUTTONS).filter(|button| button.address.is_none());
            let named = |button: &Button<'_>| {
                button.script.split(['\'', '"', '(', ')', '#', '.']).any(|word| word == id)
            };
            // The one that names it, or else the one right before it, which shows nothing else.
            let (mut shows, mut is_named) = (None, false);
            for button in near {
                is_named = named(button);
                if is_named || button.range.end <= start {
                    shows = Some(button);
                }
                if is_named {
                    break;
                }
            }
            let shows = shows.filter(|button| is_named || !button.is_used);
            if let Some(button) = shows.filter(|_| SHOWN.contains(&tag.name)) {
                button.is_used = true;
                folds = true;
                edits.splice(
                    start..start,
                    vec![
                        "<details><summary>".into(),
                        Piece::Source(button.words.clone()),
                        "</summary>".into(),
                    ],
                );
            }
        }
        if !is_void(tag.name) && !written.ends_with("/>") {
            open.push((tag.name, folds));
        }
    }
}

/// Where a tag says that it is hidden.
fn hidden(tag: &str) -> Option<Range<usize>> {
    let start = tag.find("display")?;
    let rest = tag[start + 7..].trim_start().strip_prefix(':')?.trim_start().strip_prefix("none")?;
    let rest = rest.trim_start_matches([' ', ';']);
    Some(start..tag.len() - rest.len())
}

fn id(tag: &str) -> Option<&str> {
    tag.split_once(" id=")?.1.split(['"', '\'', ' ', '>']).find(|id| !id.is_empty())
}
