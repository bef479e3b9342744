//! Slips in the text itself that no author means.

use super::{
    body::Body,
    runs::{HIDDEN, Run},
};
use crate::diagnostic::Diagnostic;

/// Short words of English that never stand twice; longer words do not in any language that is written in these letters.
const SINGLE: [&str; 24] = [
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "for", "from", "has", "if", "in", "it",
    "its", "of", "on", "or", "the", "this", "to", "with",
];
/// From this length on any word counts: `nous nous` and `die die` are fine.
const LONG_WORD: usize = 5;
/// What authors write where something is to come.
const PLACEHOLDERS: [&str; 7] = ["TODO", "FIXME", "TBD", "XXX", "TKTK", "lorem ipsum", "Lorem ipsum"];

pub(super) fn check(body: &Body<'_>, found: &mut Vec<Diagnostic>) {
    for run in &body.runs {
        repeated(body, run, found);
        placeholders(body, run, found);
    }
}

fn repeated(body: &Body<'_>, run: &Run, found: &mut Vec<Diagnostic>) {
    let mut last: Option<(usize, &str)> = None;
    let mut at = 0;
    for piece in run.text.split_inclusive([' ', '\n', HIDDEN]) {
        let word = piece.trim_end_matches([' ', '\n', HIDDEN]);
        let start = at;
        at += piece.len();
        let is_word = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        let joined = |first: usize, length: usize| !run.text[first + length..start].contains(HIDDEN);
        match last {
            Some((first, other))
                if is_word
                    && other == word
                    && word.bytes().all(|byte| byte.is_ascii_lowercase())
                    && (word.len() >= LONG_WORD || SINGLE.contains(&word))
                    && joined(first, other.len()) =>
            {
                let message = format!("the word `{word}` stands twice");
                let span = body.in_file(&run.at(start..start + word.len()));
                found.push(
                    Diagnostic::warning("prose/repeated", span, message).with_help("take one of the two out"),
                );
                last = None;
            }
            _ if word.is_empty() && !piece.contains(HIDDEN) => {}
            _ => last = is_word.then_some((start, word)),
        }
    }
}

fn placeholders(body: &Body<'_>, run: &Run, found: &mut Vec<Diagnostic>) {
    for placeholder in PLACEHOLDERS {
        let Some(at) = run.text.find(placeholder) else { continue };
        let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '-');
        let end = at + placeholder.len();
        if is_edge(run.text[..at].chars().next_back()) && is_edge(run.text[end..].chars().next()) {
            let span = body.in_file(&run.at(at..end));
            let message = format!("`{placeholder}` stands in the text");
            found.push(
                Diagnostic::warning("prose/placeholder", span, message)
                    .with_help("write what is to come, or take it out"),
            );
        }
    }
}
