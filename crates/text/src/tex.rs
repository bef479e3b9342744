//! The commands of a formula.

use std::ops::Range;

/// The length of the command at the start of `text`: `\name` or a backslash and one character.
#[must_use]
pub fn command_length(text: &str) -> usize {
    let letters = text.bytes().skip(1).take_while(u8::is_ascii_alphabetic).count();
    match letters {
        0 => 1 + text[1..].chars().next().map_or(0, char::len_utf8),
        letters => 1 + letters,
    }
}

/// The range of the first command at or after `from`, with its backslash.
#[must_use]
pub fn next_command(tex: &str, from: usize) -> Option<Range<usize>> {
    let start = super::find_byte(tex, b'\\', from)?;
    Some(start..start + command_length(&tex[start..]))
}

/// The range of the first command `\name` at or after `from`.
#[must_use]
pub fn find_command(tex: &str, name: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    while let Some(found) = next_command(tex, at) {
        if &tex[found.start + 1..found.end] == name {
            return Some(found);
        }
        at = found.end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_a_name_or_one_sign() {
        let tex = "a\\\\label \\label{x}\\\u{E9}\\";
        let mut seen = Vec::new();
        let mut at = 0;
        while let Some(found) = next_command(tex, at) {
            at = found.end;
            seen.push(&tex[found]);
        }
        assert_eq!(seen, ["\\\\", "\\label", "\\\u{E9}", "\\"]);
        assert_eq!(find_command(tex, "label", 0), Some(9..15));
        assert_eq!(find_command(tex, "lab", 0), None);
        assert_eq!(find_command(tex, "label", 100), None);
    }
}
