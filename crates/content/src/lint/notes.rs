//! References to footnotes that are not there.

use pulldown_cmark::{Event, Tag};

use super::{body::Body, runs::nearest};
use crate::diagnostic::Diagnostic;

pub(super) fn check(body: &Body<'_>, found: &mut Vec<Diagnostic>) {
    let defined: Vec<&str> = body
        .events
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Start(Tag::FootnoteDefinition(label)) => Some(&**label),
            _ => None,
        })
        .collect();
    for run in &body.runs {
        for (at, _) in run.text.match_indices("[^") {
            let inner = at + 2;
            let Some(length) = run.text[inner..].find(']') else { continue };
            let label = &run.text[inner..inner + length];
            let is_label =
                !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || "-_:.".contains(c));
            if !is_label || run.text[..at].ends_with('\\') {
                continue;
            }
            let span = body.in_file(&run.at(at..inner + length + 1));
            let diagnostic = Diagnostic::error(
                "footnote/undefined",
                span.clone(),
                format!("there is no footnote `[^{label}]`"),
            );
            found.push(match nearest(label, defined.iter().copied()) {
                Some(meant) => diagnostic
                    .with_help(format!("did you mean `[^{meant}]`?"))
                    .with_fix(span, format!("[^{meant}]")),
                None => diagnostic
                    .with_help(format!("write `[^{label}]: …` on a line of its own, after a blank line")),
            });
        }
    }
}
