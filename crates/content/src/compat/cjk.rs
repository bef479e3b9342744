//! Emphasis in Chinese, Japanese and Korean text, and in posts for kramdown.
//!
//! CommonMark decides by the blanks and punctuation around `**` whether it opens or closes. In text without blanks
//! between words that leaves `**强调。**后面` literal. Such pairs, and only these, become `<strong>`; and those of `*`,
//! `***` and `~~` what they stand for. Kramdown looks at blanks alone, in any language: `**Lemma 1:**Given`.

use super::{edits::Edits, source::Source};
use crate::{
    cjk::is_cjk_or_sign,
    math::{bare_target_length, tags::html_tag},
    unicode,
};

/// `*`, `**`, `***` or `~~`.
#[derive(Clone, Copy)]
struct Run {
    at: usize,
    length: usize,
    sign: u8,
}

impl Run {
    fn tags(self) -> (&'static str, &'static str) {
        match (self.sign, self.length) {
            (b'*', 1) => ("<em>", "</em>"),
            (b'*', 2) => ("<strong>", "</strong>"),
            (b'*', _) => ("<em><strong>", "</strong></em>"),
            _ => ("<del>", "</del>"),
        }
    }

    fn is_like(self, other: Self) -> bool {
        (self.sign, self.length) == (other.sign, other.length)
    }

    /// The characters before and behind it.
    fn around(self, text: &str) -> (Option<char>, Option<char>) {
        (text[..self.at].chars().next_back(), text[self.at + self.length..].chars().next())
    }
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for (number, line) in source.lines.iter().enumerate() {
        let text = source.line_text(number);
        let has_run = text.contains('*') || text.contains("~~");
        if !has_run || !(source.is_kramdown() || text.chars().any(is_cjk_or_sign)) {
            continue;
        }
        let runs = runs(source, line.text, line.text + text.len());
        for (open, close) in pairs(source.text, &runs) {
            let inner = &source.text[open.at + open.length..close.at];
            if inner.is_empty() || inner.contains('|') {
                continue;
            }
            let (before, first) = open.around(source.text);
            let (last, after) = close.around(source.text);
            let opens = can_open(before, first);
            let closes = can_open(after, last);
            let by_cjk = [before, first, last, after].into_iter().flatten().any(is_cjk_or_sign);
            let is_kramdown = source.is_kramdown() && open.length > 1;
            // One star before a sign may also refer to a note below: `价格*（含税）`.
            let is_sure = open.length > 1 || opens || last.is_some_and(unicode::is_sign);
            if !(opens && closes) && (by_cjk || is_kramdown) && is_sure {
                let (start, end) = open.tags();
                edits.replace(open.at..open.at + open.length, start);
                edits.replace(close.at..close.at + close.length, end);
            }
        }
    }
}

/// The runs that belong together; none if that is not sure.
fn pairs(text: &str, runs: &[Run]) -> Vec<(Run, Run)> {
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let mut open: Vec<Run> = Vec::new();
    let mut pairs = Vec::new();
    for &run in runs {
        let (before, after) = run.around(text);
        let partner = open.iter().rposition(|other| other.is_like(run)).filter(|_| !is_blank(before));
        if let Some(partner) = partner {
            pairs.push((open[partner], run));
            open.truncate(partner);
        } else if !is_blank(after) {
            open.push(run);
        } else if !is_blank(before) && run.length > 1 {
            return Vec::new();
        }
    }
    if open.iter().any(|run| run.length > 1) { Vec::new() } else { pairs }
}

/// Where runs stand in the prose of a line.
fn runs(source: &Source<'_>, start: usize, end: usize) -> Vec<Run> {
    let bytes = source.text.as_bytes();
    let mut runs = Vec::new();
    let mut at = start;
    while at < end {
        let step = match bytes[at] {
            b'\\' => 2,
            b'<' => html_tag(&source.text[at..end]).map_or(1, |tag| tag.length),
            b']' if bytes.get(at + 1) == Some(&b'(') => 2 + bare_target_length(&source.text[at + 2..end]),
            sign @ (b'*' | b'~') => {
                let length = bytes[at..end].iter().take_while(|&&byte| byte == sign).count();
                let is_run = if sign == b'*' { length <= 3 } else { length == 2 };
                if is_run && source.is_prose(at) {
                    runs.push(Run { at, length, sign });
                }
                length
            }
            _ => 1,
        };
        at += step;
    }
    runs
}

/// Whether a run between `outer` and `inner` is flanking towards `inner` (CommonMark 6.2).
fn can_open(outer: Option<char>, inner: Option<char>) -> bool {
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_sign = |c: Option<char>| c.is_some_and(unicode::is_sign);
    !is_blank(inner) && (!is_sign(inner) || is_blank(outer) || is_sign(outer))
}
