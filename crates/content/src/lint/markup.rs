//! Raw HTML that will not do what it says, and emphasis that stayed stars.

use std::ops::Range;

use super::body::Body;
use crate::{diagnostic::Diagnostic, math::tags::html_tag};

/// Elements that browsers do not close by themselves.
const PAIRED: [&str; 16] = [
    "a",
    "article",
    "aside",
    "b",
    "center",
    "details",
    "div",
    "em",
    "figure",
    "figcaption",
    "i",
    "section",
    "span",
    "strong",
    "summary",
    "table",
];

pub(super) fn check(body: &Body<'_>, found: &mut Vec<Diagnostic>) {
    let mut open: Vec<(String, Range<usize>)> = Vec::new();
    for (html, range) in body.html() {
        let mut at = 0;
        while let Some(next) = html[at..].find('<') {
            at += next;
            if html[at..].starts_with("<!--") {
                at = html[at..].find("-->").map_or(html.len(), |end| at + end + 3);
                continue;
            }
            let Some(tag) = html_tag(&html[at..]) else {
                at += 1;
                continue;
            };
            let written = &html[at..at + tag.length];
            let span = body.in_file(&(range.start + at..range.start + at + tag.length));
            let name = tag.name.to_ascii_lowercase();
            if name == "img" && !tag.closing {
                picture(written, &span, found);
            }
            handlers(written, &name, &span, found);
            if PAIRED.contains(&name.as_str()) && !written.ends_with("/>") {
                if !tag.closing {
                    open.push((name, span));
                } else if let Some(position) = open.iter().rposition(|(other, _)| *other == name) {
                    open.remove(position);
                } else {
                    found.push(
                        Diagnostic::warning(
                            "html/stray",
                            span,
                            format!("`</{name}>` closes an element that was never opened"),
                        )
                        .with_help("take it out, or write the start of the element"),
                    );
                }
            }
            at += tag.length;
        }
    }
    for (name, span) in open {
        found.push(
            Diagnostic::warning("html/unclosed", span, format!("`<{name}>` is never closed")).with_help(
                format!(
                    "write `</{name}>` where it ends, with a blank line before it if Markdown stands inside"
                ),
            ),
        );
    }
    stars(body, found);
}

fn picture(tag: &str, span: &Range<usize>, found: &mut Vec<Diagnostic>) {
    let lower = tag.to_ascii_lowercase();
    let is_named = [" alt=", "\nalt=", "\talt="].iter().any(|name| lower.contains(name));
    let is_empty = lower.contains("alt=\"\"") || lower.contains("alt=''");
    // An empty text is how HTML says that a picture is decoration.
    if !is_named && !is_empty && !lower.contains("aria-hidden") {
        found.push(
            Diagnostic::warning("image/alt", span.clone(), "the picture has no alternative text")
                .with_help("write `alt=\"…\"`: what it shows; `alt=\"\"` if it is only decoration"),
        );
    }
}

fn handlers(tag: &str, name: &str, span: &Range<usize>, found: &mut Vec<Diagnostic>) {
    let lower = tag.to_ascii_lowercase();
    let words = lower.split([' ', '\n', '\t', '/']).skip(1);
    let handler = words.filter_map(|word| word.split_once('=')).find(|(key, _)| {
        key.starts_with("on") && key.len() > 4 && key.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    if let Some((key, _)) = handler {
        let message = format!("`{key}` of `<{name}>` is left out: no script of a post is run");
        found.push(
            Diagnostic::warning("html/handler", span.clone(), message)
                .with_help("take it out; use a link or `<details>`"),
        );
    }
}

/// `**bold **`: stars that Markdown did not take for emphasis.
fn stars(body: &Body<'_>, found: &mut Vec<Diagnostic>) {
    for run in &body.runs {
        let Some(at) = run.text.find("**") else { continue };
        let before = run.text[..at].chars().next_back();
        let after = run.text[at + 2..].chars().next();
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let opens = before.is_none_or(|c| c.is_whitespace() || c == '(') && is_letter(after);
        let closes = is_letter(before) && after.is_none_or(|c| c.is_whitespace() || ".,;:!?)".contains(c));
        let padded =
            before.is_none_or(char::is_whitespace) && after == Some(' ') && run.text[at + 2..].contains("**");
        if !(opens || closes || padded) || run.text[..at].ends_with('\\') {
            continue;
        }
        found.push(
            Diagnostic::warning(
                "markup/stars",
                body.in_file(&run.at(at..at + 2)),
                "`**` is shown as it is: it has no partner",
            )
            .with_help(
                "write `**` right before the first and right behind the last bold letter, without blanks",
            ),
        );
    }
}
