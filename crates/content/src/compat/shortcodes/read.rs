//! Shortcodes as they stand in a text: what each says, and where what it opens ends.

use std::{collections::HashMap, ops::Range};

use super::super::liquid::closing_braces;

/// Bytes of a shortcode whose arguments hold braces. To look for the end of each to the end of the line would take
/// quadratic time.
pub(super) const MAX_ARGUMENTS: usize = 1024;

pub(super) struct Shortcode<'a> {
    pub name: &'a str,
    pub closing: bool,
    pub arguments: Range<usize>,
    pub range: Range<usize>,
}

/// The shortcode that opens at `at`. `{{</* … */>}}` is how a shortcode is shown, not called.
pub(super) fn read(text: &str, at: usize) -> Option<Shortcode<'_>> {
    // Arguments may hold formulas, and these braces.
    let near = &text[at..text.floor_char_boundary(at + MAX_ARGUMENTS)];
    let line = near.split('\n').next()?;
    let close = closing_braces(text, at + 2).or_else(|| Some(at + line.find(">}}")? + 1))?;
    let sign = text[..close].chars().next_back().filter(|sign| matches!(sign, '>' | '%'))?;
    let opens = text[at + 2..].starts_with(if sign == '>' { '<' } else { '%' });
    if !opens || close < at + 4 {
        return None;
    }
    let inner = &text[at + 3..close - 1];
    let start = close - 1 - inner.trim_start().len();
    let inner = inner.trim();
    if inner.starts_with("/*") {
        return None;
    }
    let closing = inner.starts_with('/');
    let named = inner.trim_start_matches(['/', ' ']);
    let length = named.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(named.len());
    let name_start = start + inner.len() - named.len();
    let end = start + inner.strip_suffix('/').unwrap_or(inner).len();
    let name_end = name_start + length;
    Some(Shortcode {
        name: &named[..length],
        closing,
        arguments: name_end..end.max(name_end),
        range: at..close + 2,
    })
}

/// Where shortcodes open, and the end of each that has one: an end belongs to the nearest start above it that is left.
pub(super) fn pairs(text: &str) -> Vec<(usize, Option<Range<usize>>)> {
    let mut pairs: Vec<(usize, Option<Range<usize>>)> = Vec::new();
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut at = 0;
    while let Some(start) = studybuddy_text::find(text, "{{", at) {
        at = start + 2;
        let Some(found) = read(text, start) else { continue };
        let same = open.entry(found.name).or_default();
        if !found.closing {
            // `{{< x />}}` ends itself.
            if !text[..found.range.end - 3].trim_end().ends_with('/') {
                same.push(pairs.len());
            }
            pairs.push((found.range.end, None));
        } else if let Some(index) = same.pop() {
            pairs[index].1 = Some(found.range);
        }
    }
    pairs
}
