//! Just enough of TeX's syntax to change a formula safely: commands, groups, environments.

pub(super) use studybuddy_text::tex::{command_length, find_command, next_command};

/// The group `{…}` that starts at `at`, after blanks: the range of its inside.
pub(super) fn group(tex: &str, at: usize) -> Option<std::ops::Range<usize>> {
    enclosed(tex, at, '{', '}')
}

/// The optional argument `[…]` that starts at `at`, after blanks: the range of its inside.
pub(super) fn optional(tex: &str, at: usize) -> Option<std::ops::Range<usize>> {
    enclosed(tex, at, '[', ']')
}

/// Bytes of the longest argument. To look for the end of each to the end of the formula would take quadratic time.
const MAX_ARGUMENT: usize = 4096;

fn enclosed(tex: &str, at: usize, open: char, close: char) -> Option<std::ops::Range<usize>> {
    let start = skip_blanks(tex, at);
    if !tex.get(start..)?.starts_with(open) {
        return None;
    }
    let inner = start + 1;
    let mut depth = 0_usize;
    let mut escaped = false;
    for (offset, character) in tex[inner..].char_indices().take_while(|&(offset, _)| offset < MAX_ARGUMENT) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            // In `[…]` braces hide a closing bracket.
            '{' => depth += 1,
            _ if character == close && depth == 0 => return Some(inner..inner + offset),
            '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

pub(super) fn skip_blanks(tex: &str, at: usize) -> usize {
    let rest = tex.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start().len()
}

/// Whether any of the commands in `tex` is wanted, by its name.
pub(super) fn has_command(tex: &str, is_wanted: impl Fn(&str) -> bool) -> bool {
    let mut at = 0;
    while let Some(found) = next_command(tex, at) {
        at = found.end;
        if is_wanted(&tex[found.start + 1..at]) {
            return true;
        }
    }
    false
}

/// The rows of a range: what stands between the `\\` that are neither in a group nor in an environment of their own.
pub(super) fn rows(tex: &str, range: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    let mut rows = Vec::new();
    let mut start = range.start;
    for (at, token) in top_level(tex, range.clone()) {
        if token == "\\\\" {
            rows.push(start..at);
            start = at + token.len();
        }
    }
    rows.push(start..range.end);
    rows
}

/// The commands and characters of a range that stand in no group and no environment, and where each begins.
pub(super) fn top_level(tex: &str, range: std::ops::Range<usize>) -> impl Iterator<Item = (usize, &str)> {
    let (mut at, mut depth) = (range.start, 0_usize);
    std::iter::from_fn(move || {
        while at < range.end {
            let (start, rest) = (at, &tex[at..range.end]);
            let length = match rest.as_bytes()[0] {
                b'\\' => command_length(rest),
                _ => rest.chars().next().map_or(1, char::len_utf8),
            };
            at += length;
            match &rest[..length] {
                "{" | "\\begin" => depth += 1,
                "}" | "\\end" => depth = depth.saturating_sub(1),
                token if depth == 0 => return Some((start, token)),
                _ => {}
            }
        }
        None
    })
}
