//! TeX whose brackets do not pair: KaTeX says so where the formula ends, which is not where the fault is.

use std::ops::Range;

/// What has no partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unbalanced {
    /// Where it stands in the TeX.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

enum Open<'a> {
    Brace,
    Left(&'a str),
    Environment(&'a str),
}

/// The first brace, `\left`, or `\begin` without its partner.
#[must_use]
pub fn unbalanced(tex: &str) -> Option<Unbalanced> {
    let mut open: Vec<(Open<'_>, Range<usize>)> = Vec::new();
    let mut at = 0;
    while at < tex.len() {
        let length = token_length(&tex[at..]);
        let token = &tex[at..at + length];
        let mut end = at + length;
        match token {
            "{" => open.push((Open::Brace, at..end)),
            "}" => match open.pop() {
                Some((Open::Brace, _)) => {}
                Some(other) => return Some(unclosed(&other)),
                None => {
                    return Some(stray(
                        at..end,
                        "`}` closes a brace that was never opened",
                        "take the `}` out, or write the `{` where the group starts",
                    ));
                }
            },
            "\\left" | "\\right" => {
                let delimiter = delimiter(tex, end);
                end = delimiter.end;
                let delimiter = &tex[delimiter];
                if token == "\\left" {
                    open.push((Open::Left(delimiter), at..end));
                } else {
                    match open.pop() {
                        Some((Open::Left(_), _)) => {}
                        Some(other) => return Some(unclosed(&other)),
                        None => {
                            let message = format!("`\\right{delimiter}` has no `\\left`");
                            return Some(stray(
                                at..end,
                                &message,
                                "write `\\left` before the bracket that it closes, or `\\left.` for none",
                            ));
                        }
                    }
                }
            }
            "\\begin" | "\\end" => {
                let Some(name) = group(tex, end) else {
                    at = end;
                    continue;
                };
                end = name.end + 1;
                let name = &tex[name];
                if token == "\\begin" {
                    open.push((Open::Environment(name), at..end));
                } else {
                    match open.pop() {
                        Some((Open::Environment(opened), _)) if opened == name => {}
                        Some((Open::Environment(opened), _)) => {
                            let message = format!("`\\begin{{{opened}}}` is closed by `\\end{{{name}}}`");
                            return Some(stray(at..end, &message, &format!("write `\\end{{{opened}}}`")));
                        }
                        Some(other) => return Some(unclosed(&other)),
                        None => {
                            let message = format!("`\\end{{{name}}}` has no `\\begin{{{name}}}`");
                            return Some(stray(
                                at..end,
                                &message,
                                "write the `\\begin`, or take the `\\end` out",
                            ));
                        }
                    }
                }
            }
            "%" => end = tex[at..].find('\n').map_or(tex.len(), |line| at + line),
            _ => {}
        }
        at = end;
    }
    open.last().map(unclosed)
}

fn stray(at: Range<usize>, message: &str, help: &str) -> Unbalanced {
    Unbalanced { at, message: message.to_owned(), help: help.to_owned() }
}

fn unclosed((open, at): &(Open<'_>, Range<usize>)) -> Unbalanced {
    let (message, help) = match open {
        Open::Brace => ("`{` is never closed".to_owned(), "write the `}` where the group ends".to_owned()),
        Open::Left(delimiter) => (
            format!("`\\left{delimiter}` has no `\\right`"),
            "write `\\right` and the closing bracket, or `\\right.` for none".to_owned(),
        ),
        Open::Environment(name) => {
            (format!("`\\begin{{{name}}}` is never closed"), format!("write `\\end{{{name}}}` where it ends"))
        }
    };
    Unbalanced { at: at.clone(), message, help }
}

/// A command, or one character.
pub(super) fn token_length(tex: &str) -> usize {
    let Some(rest) = tex.strip_prefix('\\') else { return tex.chars().next().map_or(1, char::len_utf8) };
    match rest.bytes().take_while(u8::is_ascii_alphabetic).count() {
        0 => 1 + rest.chars().next().map_or(0, char::len_utf8),
        letters => 1 + letters,
    }
}

/// The delimiter behind `\left`.
fn delimiter(tex: &str, from: usize) -> Range<usize> {
    let blanks = tex[from..].len() - tex[from..].trim_start().len();
    let start = from + blanks;
    start..if start < tex.len() { start + token_length(&tex[start..]) } else { start }
}

/// The inside of `{…}` behind a command.
pub(super) fn group(tex: &str, from: usize) -> Option<Range<usize>> {
    let blanks = tex.get(from..)?.len() - tex[from..].trim_start().len();
    let inner = from + blanks + 1;
    tex[from + blanks..].starts_with('{').then_some(())?;
    let close = tex[inner..].find('}')?;
    Some(inner..inner + close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_partner_is_named() {
        for (tex, expected) in [
            ("\\frac{a}{b", Some((8, "`{` is never closed"))),
            ("a } b", Some((2, "`}` closes a brace that was never opened"))),
            ("\\left( x", Some((0, "`\\left(` has no `\\right`"))),
            ("x \\right)", Some((2, "`\\right)` has no `\\left`"))),
            ("\\sqrt{\\left\\{ x}", Some((6, "`\\left\\{` has no `\\right`"))),
            ("\\begin{align} x", Some((0, "`\\begin{align}` is never closed"))),
            ("\\begin{a} x \\end{b}", Some((12, "`\\begin{a}` is closed by `\\end{b}`"))),
            ("x \\end{b}", Some((2, "`\\end{b}` has no `\\begin{b}`"))),
            ("\\left\\{ \\{ \\right. \\begin{a}{} % {\n\\end{a}", None),
        ] {
            let found = unbalanced(tex);
            let seen = found.as_ref().map(|found| (found.at.start, found.message.as_str()));
            assert_eq!(seen, expected, "{tex}");
        }
    }
}
