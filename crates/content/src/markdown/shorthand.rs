//! What authors abbreviate in a line of text: `x^2^`, `H~2~O`, `:rocket:`.
//!
//! Only where nothing else can be meant: a raised or lowered text hangs on a letter, digit or bracket, is short and
//! has no blanks; an emoji has a name that we know.

use std::ops::Range;

use super::emoji;

/// The longest text that is raised or lowered, in bytes.
const MAX_SCRIPT: usize = 12;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shorthand<'a> {
    Superscript(&'a str),
    Subscript(&'a str),
    Emoji(&'static str),
}

/// The first abbreviation at or after `from`, and where it stands.
pub(super) fn find(text: &str, from: usize) -> Option<(Range<usize>, Shorthand<'_>)> {
    let mut at = from;
    while let Some(found) = studybuddy_text::find_any(text, [b'^', b'~', b':'], at) {
        at = found;
        let sign = text.as_bytes()[at];
        let shorthand = if sign == b':' { emoji_at(text, at) } else { script_at(text, at, sign) };
        if shorthand.is_some() {
            return shorthand;
        }
        at += 1;
    }
    None
}

/// Two hyphens as the dash between numbers, three as the one between words, as kramdown reads them; not `--flag` or `-->`.
pub(super) fn with_dashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("--") {
        let (before, behind) = rest.split_at(at);
        let length = behind.bytes().take_while(|&byte| byte == b'-').count();
        let (hyphens, behind) = behind.split_at(length);
        let opens = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '\u{201C}');
        // No flag begins with a digit, or is ended by hyphens behind a word.
        let is_closed = || {
            let (inside, after) = behind.split_once("--").unwrap_or(("", "a"));
            inside.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
        };
        let is_flag = behind.starts_with(char::is_alphabetic)
            && (before.is_empty() || before.ends_with(opens))
            && !is_closed();
        let is_arrow = behind.starts_with('>') || before.ends_with('<');
        out.push_str(before);
        out.push_str(match length {
            2 if !is_flag && !is_arrow => "\u{2013}",
            3 if !is_arrow => "\u{2014}",
            _ => hyphens,
        });
        rest = behind;
    }
    out + rest
}

fn emoji_at(text: &str, at: usize) -> Option<(Range<usize>, Shorthand<'_>)> {
    let rest = &text[at + 1..];
    let length = rest.bytes().take(emoji::MAX_NAME + 1).position(|byte| byte == b':')?;
    let emoji = emoji::named(&rest[..length])?;
    let follows_word = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == ':');
    (!follows_word).then_some((at..at + length + 2, Shorthand::Emoji(emoji)))
}

fn script_at(text: &str, at: usize, sign: u8) -> Option<(Range<usize>, Shorthand<'_>)> {
    let hangs_on = |c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '}');
    if !text[..at].ends_with(hangs_on) {
        return None;
    }
    let rest = &text[at + 1..];
    let length = rest.bytes().take(MAX_SCRIPT + 1).position(|byte| byte == sign)?;
    let script = &rest[..length];
    let is_script =
        |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '\u{2212}' | '(' | ')' | '=' | '.');
    if script.is_empty() || !script.chars().all(is_script) {
        return None;
    }
    // `a^b^c` is a chain of operators; `cm^3^s` and `CO~2~e` are not.
    let after = rest[length + 1..].chars().next();
    let is_number = script.chars().all(|c| !c.is_alphabetic());
    let goes_on = after.is_some_and(|c| if is_number { c.is_numeric() } else { c.is_alphanumeric() });
    if goes_on || after == Some(char::from(sign)) {
        return None;
    }
    let shorthand = if sign == b'^' { Shorthand::Superscript(script) } else { Shorthand::Subscript(script) };
    Some((at..at + length + 2, shorthand))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let (mut out, mut from) = (String::new(), 0);
        while let Some((range, shorthand)) = find(text, from) {
            out.push_str(&text[from..range.start]);
            out.push_str(&match shorthand {
                Shorthand::Superscript(raised) => format!("<{raised}>"),
                Shorthand::Subscript(lowered) => format!("[{lowered}]"),
                Shorthand::Emoji(emoji) => emoji.to_owned(),
            });
            from = range.end;
        }
        out + &text[from..]
    }

    #[test]
    fn scripts_hang_on_something_and_are_short() {
        for (text, expected) in [
            ("x^2^ and H~2~O, 10^-3^ m^2^s", "x<2> and H[2]O, 10<-3> m<2>s"),
            ("x~i~, f(x)^T^.", "x[i], f(x)<T>."),
            ("2^10 = a^b^c, 2^3^4", "2^10 = a^b^c, 2^3^4"),
            ("~5 to ~6 min, a ~b~ c", "~5 to ~6 min, a ~b~ c"),
            ("E^2 = p^2c^2 + m^2c^4", "E^2 = p^2c^2 + m^2c^4"),
            ("^_^ x^^2^^ x~~2~~ x^ 2^", "^_^ x^^2^^ x~~2~~ x^ 2^"),
            ("caf\u{e9}^\u{e9}^ \u{4e2d}^\u{4e2d}^", "caf\u{e9}<\u{e9}> \u{4e2d}<\u{4e2d}>"),
        ] {
            assert_eq!(written(text), expected);
        }
    }

    #[test]
    fn hyphens_are_dashes_but_for_flags_and_arrows() {
        for (text, expected) in [
            ("a---b, a -- b, 1--2.", "a\u{2014}b, a \u{2013} b, 1\u{2013}2."),
            ("--flag and x --flag, (--flag)", "--flag and x --flag, (--flag)"),
            (
                "It --as far as we know-- is (--2021) ---so it is---.",
                "It \u{2013}as far as we know\u{2013} is (\u{2013}2021) \u{2014}so it is\u{2014}.",
            ),
            ("a --> b <-- c ---- d - e-f", "a --> b <-- c ---- d - e-f"),
        ] {
            assert_eq!(with_dashes(text), expected);
        }
    }

    #[test]
    fn emoji_are_those_with_a_name() {
        assert_eq!(
            written(":rocket: :+1:, a:b:c 10:30:45 :nobody: x:rocket:"),
            "\u{1F680} \u{1F44D}, a:b:c 10:30:45 :nobody: x:rocket:"
        );
    }
}
