//! Links that Markdown did not make, and links that lead readers nowhere.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{
    body::Body,
    runs::{HIDDEN, Run},
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    document::Document,
};

pub(super) fn check(body: &Body<'_>, document: &Document, found: &mut Vec<Diagnostic>) {
    for (at, (event, range)) in body.events.iter().enumerate() {
        let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
        let place = || body.in_file(range);
        if dest_url.trim().is_empty() {
            found.push(
                Diagnostic::warning(
                    "link/empty",
                    place(),
                    format!("the link `{}` leads nowhere", body.words_in(at)),
                )
                .with_help("write an address between the parentheses"),
            );
        } else if is_local(dest_url) {
            let message = format!("`{dest_url}` is on this machine only");
            found.push(
                Diagnostic::warning("link/local", place(), message)
                    .with_help("link to an address that readers can reach"),
            );
        }
        let has_picture = body.events[at..body.end_of(at)]
            .iter()
            .any(|(event, _)| matches!(event, Event::Start(Tag::Image { .. }) | Event::InlineHtml(_)));
        if body.words_in(at).is_empty() && !has_picture {
            found.push(
                Diagnostic::warning("link/text", place(), format!("the link to `{dest_url}` has no words"))
                    .with_help("write what it leads to between the brackets"),
            );
        }
    }
    for image in &document.images {
        // Of those in HTML an empty text says that they are decoration; see `markup`.
        let is_html = body.source.get(image.span.clone()).is_some_and(|written| written.starts_with('<'));
        if image.alt.trim().is_empty() && !is_html {
            let message = format!("the picture `{}` has no alternative text", image.url);
            let written = body.source.get(image.span.clone()).unwrap_or_default();
            let help = if written.starts_with('{') {
                "say what it shows: `alt=\"…\"`"
            } else if written.starts_with("![[") {
                "say what it shows behind a bar: `![[…|what it shows]]`"
            } else {
                "say between the brackets what it shows: `![…](…)`"
            };
            // The words below a figure may say it.
            let has_caption = written.starts_with('{') && written.contains("caption=");
            let severity = if has_caption { Severity::Hint } else { Severity::Warning };
            let diagnostic = Diagnostic::warning("image/alt", image.span.clone(), message).with_help(help);
            found.push(Diagnostic { severity, ..diagnostic });
        }
        if is_local(&image.url) {
            let message = format!("the picture `{}` is on this machine only", image.url);
            found.push(
                Diagnostic::warning("link/local", image.span.clone(), message)
                    .with_help("put the file beside the post, and link to it from there"),
            );
        }
    }
    for run in &body.runs {
        unmade(body, run, found);
        undefined(body, run, found);
    }
}

fn is_local(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let address = ["http://", "https://", "//"].into_iter().find_map(|scheme| lower.strip_prefix(scheme));
    let host = address.map(|address| address.split(['/', ':', '?', '#']).next().unwrap_or_default());
    // `C:\x` and `C:/x`; an address has two slashes there.
    let is_drive = lower.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && lower.get(1..).is_some_and(|rest| rest.starts_with(':') && !rest.starts_with("://"))
        && lower.get(2..).is_some_and(|rest| rest.starts_with(['\\', '/']));
    lower.starts_with("file:")
        || is_drive
        || host.is_some_and(|host| matches!(host, "localhost" | "127.0.0.1" | "0.0.0.0" | "[::1]"))
}

/// `[text](an address with blanks)`: shown as it is written.
fn unmade(body: &Body<'_>, run: &Run, found: &mut Vec<Diagnostic>) {
    for (at, _) in run.text.match_indices("](") {
        let open = run.text[..at].rfind('[');
        let Some(open) =
            open.filter(|open| !run.text[..*open].ends_with('\\') && !run.text[*open..at].contains('\n'))
        else {
            continue;
        };
        let rest = &run.text[at + 2..];
        let line = rest.lines().next().unwrap_or_default();
        let is_turned = studybuddy_text::is_url(&run.text[open + 1..at]);
        let (end, help) = match line.find(')') {
            Some(close) if is_turned => {
                (close + 1, "words and address are the wrong way round: write `[words](address)`".to_owned())
            }
            Some(close) if line[..close].contains(' ') => {
                let address = line[..close].trim();
                (
                    close + 1,
                    format!("write `%20` for the blanks, or put the address into `<…>`: `(<{address}>)`"),
                )
            }
            Some(close) => (close + 1, "write `[words](address)`".to_owned()),
            None => (line.len(), "close the address with `)`".to_owned()),
        };
        let written: String = run.text[open..at + 2 + end].chars().filter(|c| *c != HIDDEN).collect();
        found.push(
            Diagnostic::error(
                "link/syntax",
                place(body, run, open..at + 2 + end),
                format!("`{written}` is not taken for a link"),
            )
            .with_help(help),
        );
    }
}

/// `[text][label]` without a definition of the label.
fn undefined(body: &Body<'_>, run: &Run, found: &mut Vec<Diagnostic>) {
    for (at, _) in run.text.match_indices("][") {
        let open = run.text[..at].rfind('[');
        let Some(open) = open.filter(|open| !run.text[*open..at].contains(['\n', ']'])) else { continue };
        let Some(length) = run.text[at + 2..].find([']', '[', '\n']) else { continue };
        let label = &run.text[at + 2..at + 2 + length];
        let before = run.text[..open].chars().next_back();
        // `a[i][j]` is an element of an array.
        let is_free = before.is_none_or(|c| c.is_whitespace() || "(*_\"'“‘—".contains(c));
        if !is_free || !run.text[at + 2 + length..].starts_with(']') || label.len() < 2 && open + 2 == at {
            continue;
        }
        let words = &run.text[open + 1..at];
        let label = if label.is_empty() { words } else { label };
        let message = format!("the link `[{words}][{label}]` has no address");
        found.push(
            Diagnostic::error("link/reference", place(body, run, open..at + 3 + length), message)
                .with_help(format!("write `[{label}]: https://…` on a line of its own")),
        );
    }
}

fn place(body: &Body<'_>, run: &Run, range: Range<usize>) -> Range<usize> {
    body.in_file(&run.at(range))
}
