//! Strong emphasis in Chinese, Japanese and Korean text.
//!
//! CommonMark decides by the blanks and punctuation around `**` whether it opens or closes. In text without blanks
//! between words that leaves `**强调。**后面` literal. Such pairs, and only these, become `<strong>`.

use super::{edits::Edits, source::Source};
use crate::{
    cjk::is_cjk_or_sign,
    math::{bare_target_length, tags::html_tag},
    unicode,
};

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for (number, line) in source.lines.iter().enumerate() {
        let text = source.line_text(number);
        if !studybuddy_text::contains(text, "**") || !text.chars().any(is_cjk_or_sign) {
            continue;
        }
        let runs = runs(source, line.text, line.text + text.len());
        // An odd number: what belongs together is not sure.
        let Some(runs) = runs.filter(|runs| runs.len() % 2 == 0) else { continue };
        for pair in runs.chunks_exact(2) {
            let (open, close) = (pair[0], pair[1]);
            let inner = &source.text[open + 2..close];
            let is_tight = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
            if !is_tight || inner.is_empty() || inner.contains('|') {
                continue;
            }
            let (before, first) = around(source.text, open);
            let (last, after) = around(source.text, close);
            let opens = can_open(before, first);
            let closes = can_open(after, last);
            let by_cjk = [before, first, last, after].into_iter().flatten().any(is_cjk_or_sign);
            if !(opens && closes) && by_cjk {
                edits.replace(open..open + 2, "<strong>");
                edits.replace(close..close + 2, "</strong>");
            }
        }
    }
}

/// Where `**` stands in the prose of a line; `None` if there are longer runs, which could pair otherwise.
fn runs(source: &Source<'_>, start: usize, end: usize) -> Option<Vec<usize>> {
    let bytes = source.text.as_bytes();
    let mut runs = Vec::new();
    let mut at = start;
    while at < end {
        let step = match bytes[at] {
            b'\\' => 2,
            b'<' => html_tag(&source.text[at..end]).map_or(1, |tag| tag.length),
            b']' if bytes.get(at + 1) == Some(&b'(') => 2 + bare_target_length(&source.text[at + 2..end]),
            b'*' => {
                let length = bytes[at..end].iter().take_while(|&&byte| byte == b'*').count();
                if source.is_prose(at) {
                    match length {
                        // Emphasis of its own, around or inside of what is strong.
                        1 => {}
                        2 => runs.push(at),
                        _ => return None,
                    }
                }
                length
            }
            _ => 1,
        };
        at += step;
    }
    Some(runs)
}

/// The characters before and behind the run at `at`.
fn around(text: &str, at: usize) -> (Option<char>, Option<char>) {
    (text[..at].chars().next_back(), text[at + 2..].chars().next())
}

/// Whether a run between `outer` and `inner` is flanking towards `inner` (CommonMark 6.2).
fn can_open(outer: Option<char>, inner: Option<char>) -> bool {
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_sign = |c: Option<char>| c.is_some_and(unicode::is_sign);
    !is_blank(inner) && (!is_sign(inner) || is_blank(outer) || is_sign(outer))
}
