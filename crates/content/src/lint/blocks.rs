//! Blocks that swallow what follows them, and lines that only look like blocks.

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::{body::Body, runs::Kind};
use crate::{diagnostic::Diagnostic, math::lines, post::Post};

pub(super) fn check(body: &Body<'_>, post: &Post, found: &mut Vec<Diagnostic>) {
    if body.text.trim().is_empty() {
        let at = post.head.body_start.min(body.source.len());
        found.push(
            Diagnostic::warning("post/empty", at..at, "the post has no text")
                .with_help("write it, or mark it `draft: true`"),
        );
        return;
    }
    strange_characters(body.source, found);
    for (event, range) in &body.events {
        if let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) = event {
            unclosed_fence(body, range, found);
        }
    }
    comments(body, found);
    for run in body.runs.iter().filter(|run| run.kind == Kind::Paragraph) {
        let mut at = 0;
        for line in run.text.split_inclusive('\n') {
            let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
            let is_title =
                (2..=6).contains(&hashes) && line[hashes..].starts_with(|c: char| c.is_alphabetic());
            if is_title {
                let place = body.in_file(&run.at(at..at + hashes));
                let words = line[hashes..].trim_end();
                let message = format!(
                    "`{}{words}` is not a heading: there is no blank behind the `#`",
                    &line[..hashes]
                );
                let help = format!("write `{} {words}`", &line[..hashes]);
                let end = place.start + hashes;
                found.push(
                    Diagnostic::warning("structure/hash", place, message)
                        .with_help(help)
                        .with_fix(end..end, " "),
                );
            }
            at += line.len();
        }
    }
}

/// Lines that a merge left behind.
pub(super) fn conflicts(source: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            let message = format!("`{}` was left behind by a merge", line.trim_end());
            found.push(
                Diagnostic::error("post/conflict", at..at + line.trim_end().len(), message)
                    .with_help("choose one of the two versions, and take the markers out"),
            );
        }
        at += line.len();
    }
    found
}

/// Characters that nobody sees and that break searches, links and code.
fn strange_characters(source: &str, found: &mut Vec<Diagnostic>) {
    let body = source.strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8());
    let mut told = Vec::new();
    for (at, character) in source[body..].char_indices() {
        let name = match character {
            '\u{200b}' => "a zero-width space",
            '\u{2060}' => "a word joiner",
            '\u{feff}' => "a byte order mark",
            '\u{ad}' => "a soft hyphen",
            '\u{fffd}' => "a replacement character: a letter that was lost when the file was converted",
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                "an invisible mark that turns the direction of text"
            }
            character if character.is_control() && !matches!(character, '\n' | '\r' | '\t') => {
                "a control character"
            }
            _ => continue,
        };
        if told.contains(&character) {
            continue;
        }
        told.push(character);
        let span = body + at..body + at + character.len_utf8();
        let message = format!("U+{:04X} stands here: {name}", u32::from(character));
        let mut diagnostic = Diagnostic::warning("post/character", span.clone(), message)
            .with_help(if character == '\u{fffd}' { "write the letter again" } else { "delete it" });
        if matches!(character, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}') {
            for (at, _) in source[body..].match_indices(character) {
                diagnostic = diagnostic.with_fix(body + at..body + at + character.len_utf8(), "");
            }
        }
        found.push(diagnostic);
    }
}

fn unclosed_fence(body: &Body<'_>, range: &std::ops::Range<usize>, found: &mut Vec<Diagnostic>) {
    let text = body.text.get(range.clone()).unwrap_or_default();
    let Some((byte, length)) = lines::opening_fence(text) else { return };
    let last = text.trim_end().lines().skip(1).last().unwrap_or_default();
    let last = &last[lines::line_start(last).text..];
    let marks = last.bytes().take_while(|&other| other == byte).count();
    if marks >= length && last[marks..].trim().is_empty() {
        return;
    }
    let fence = &text[..length];
    let span = body.in_file(&(range.start..range.start + length));
    found.push(
        Diagnostic::error(
            "code/unclosed",
            span,
            format!("the block of code that {fence} opens is never closed"),
        )
        .with_help(format!("write {fence} on a line of its own where the code ends")),
    );
}

/// A comment without an end hides the rest of the post.
fn comments(body: &Body<'_>, found: &mut Vec<Diagnostic>) {
    for (html, range) in body.html() {
        let opened = html.rfind("<!--");
        if let Some(at) = opened.filter(|at| !html[*at..].contains("-->")) {
            let span = body.in_file(&(range.start + at..range.start + at + 4));
            found.push(
                Diagnostic::error("html/comment", span, "the comment that opens here is never closed")
                    .with_help("write `-->` where it ends: what follows is hidden from readers"),
            );
        }
    }
}
