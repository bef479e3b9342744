//! What the parser leaves of TeX in a text: commands that it does not know, ties, quotes.

/// A text as a reader should see it. The arguments of unknown commands stay.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '{', '}', '~', '`', '\'']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (shown, length) = match rest.as_bytes() {
            [b'`', b'`', ..] => ("“", 2),
            [b'\'', b'\'', ..] => ("”", 2),
            [sign @ (b'`' | b'\''), ..] => (if *sign == b'`' { "‘" } else { "'" }, 1),
            [b'~', ..] => (" ", 1),
            [b'{' | b'}', ..] => ("", 1),
            _ => command(rest),
        };
        out.push_str(shown);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// A file in which an accent stands before a letter, not before the letter without its dot: `\" i` for `\"\i`. The parser
/// takes no command for what is accented. Places stay the same.
pub fn with_plain_accents(text: &str) -> String {
    let mut out = text.to_owned();
    for accent in ['\'', '"', '`', '^', '~', '=', '.'] {
        for letter in ['i', 'j'] {
            out = out.replace(&format!("\\{accent}\\{letter}"), &format!("\\{accent} {letter}"));
        }
    }
    out
}

/// A file in which the entries in parentheses, `@article(key, …)`, stand in braces as the parser wants them. Places stay the
/// same.
pub fn with_braces(text: &str) -> String {
    let mut out = text.to_owned();
    for (at, _) in text.match_indices('@') {
        let name = text[at + 1..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let open = at + 1 + name;
        let starts_line = text[..at].trim_end_matches([' ', '\t']).ends_with(['\n', '\r']) || at == 0;
        if name == 0 || !starts_line || !text[open..].starts_with('(') {
            continue;
        }
        if let Some(length) = parentheses_end(&text[open + 1..]) {
            out.replace_range(open..=open, "{");
            out.replace_range(open + 1 + length..open + 2 + length, "}");
        }
    }
    out
}

/// Where the parenthesis around an entry closes: not in the value of a field, and not in another entry.
fn parentheses_end(text: &str) -> Option<usize> {
    let (mut depth, mut in_quotes) = (0_usize, false);
    let mut before = '\0';
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            '"' if depth == 0 => in_quotes = !in_quotes,
            ')' if depth == 0 && !in_quotes => return Some(at),
            '@' if before == '\n' => return None,
            _ => {}
        }
        before = character;
    }
    None
}

/// What stands for the command at the start of a text, and its length.
fn command(text: &str) -> (&'static str, usize) {
    let name = text[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
    if name == 0 {
        // `\,` is a thin blank, `\\` ends a line; anything else is what follows.
        return match text.as_bytes().get(1) {
            Some(b',' | b';' | b':' | b' ' | b'\\') => (" ", 2),
            _ => ("", 1),
        };
    }
    let blank = usize::from(text[1 + name..].starts_with(' '));
    ("", 1 + name + blank)
}

/// An address: TeX's escapes go.
pub fn address(text: &str) -> String {
    let text = text.trim();
    let text = text.strip_prefix("\\url").unwrap_or(text);
    text.replace(['\\', '{', '}'], "").trim().to_owned()
}

/// The address in a text, if it has one: `\url{https://x.org}`.
pub fn address_in(text: &str) -> Option<String> {
    let start = text.find("https://").or_else(|| text.find("http://"))?;
    let end = text[start..].find([' ', '}', '"', '<', '>']).map_or(text.len(), |length| start + length);
    Some(address(&text[start..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tex_becomes_text() {
        for (tex, text) in [
            ("\\emph{deep} nets", "deep nets"),
            ("\\LARGE big\\,gap", "big gap"),
            ("``a'' and `b'", "“a” and ‘b'"),
            ("a~b", "a b"),
            ("\\", ""),
            ("\\textit{\\textbf{x}}", "x"),
        ] {
            assert_eq!(plain(tex), text);
        }
    }

    #[test]
    fn addresses_are_found() {
        assert_eq!(address("\\url{https://x.org/\\~{}a\\_b}"), "https://x.org/~a_b");
        assert_eq!(address_in("see \\url{https://x.org/a} there").as_deref(), Some("https://x.org/a"));
        assert_eq!(address_in("no"), None);
    }
}
