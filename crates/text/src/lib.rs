//! The loops over each byte of a post, for the parser.
//!
//! The app is compiled for size, which makes a call of each step of an iterator. This crate alone is compiled for speed
//! (`Cargo.toml` of the workspace): its functions are few, short and not generic, since a generic one is compiled as
//! the crate is that calls it.

mod pairs;
pub mod tex;
mod words;

use std::ops::Range;

pub use pairs::Pairs;
pub use words::{count_words, is_cjk};

/// The first place of a byte of ASCII at or after `from`.
#[must_use]
pub fn find_byte(text: &str, byte: u8, from: usize) -> Option<usize> {
    memchr::memchr(byte, text.as_bytes().get(from..)?).map(|at| from + at)
}

/// The first place of any of three bytes of ASCII at or after `from`.
#[must_use]
pub fn find_any(text: &str, [a, b, c]: [u8; 3], from: usize) -> Option<usize> {
    memchr::memchr3(a, b, c, text.as_bytes().get(from..)?).map(|at| from + at)
}

/// The first place of a sign at or after `from`. Signs are short: that byte of it is looked for which is rare in texts.
#[must_use]
pub fn find(text: &str, sign: &str, from: usize) -> Option<usize> {
    let (bytes, sign) = (text.as_bytes(), sign.as_bytes());
    let mut rare = 0;
    for (index, &byte) in sign.iter().enumerate() {
        if commonness(byte) < commonness(sign[rare]) {
            rare = index;
        }
    }
    let byte = *sign.get(rare)?;
    let mut at = from + rare;
    loop {
        at += memchr::memchr(byte, bytes.get(at..)?)?;
        if bytes[at - rare..].starts_with(sign) {
            return Some(at - rare);
        }
        at += 1;
    }
}

/// How often a byte is met in a post, in steps.
fn commonness(byte: u8) -> u8 {
    match byte {
        b' ' | b'e' | b't' | b'a' | b'o' | b'i' | b'n' | b's' | b'r' | b'h' | b'l' => 3,
        b'\n' | b'a'..=b'z' => 2,
        b'-' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b',' | b'\\' | b'$' | b'{' | b'}' | b'(' | b')' => 1,
        _ => 0,
    }
}

/// Whether a sign stands in a text.
#[must_use]
pub fn contains(text: &str, sign: &str) -> bool {
    find(text, sign, 0).is_some()
}

/// The first place at or after `from` where an address or a mail may stand: `http://`, `https://`, `www.` in any case, `@`.
#[must_use]
pub fn find_address(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let begins = |at: usize, start: &[u8]| {
        bytes.get(at..at + start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
    };
    (from..bytes.len()).find(|&at| match bytes[at] {
        b'@' => true,
        b'h' | b'H' => begins(at, b"http://") || begins(at, b"https://"),
        b'w' | b'W' => begins(at, b"www."),
        _ => false,
    })
}

/// The range of the line around `from` from there on, without its line break.
#[must_use]
pub fn line(text: &str, from: usize) -> Range<usize> {
    from..find_byte(text, b'\n', from).unwrap_or(text.len())
}

/// A text without white space at its end.
#[must_use]
pub fn trim_end(text: &str) -> &str {
    let mut end = text.len();
    for &byte in text.as_bytes().iter().rev() {
        match byte {
            b' ' | b'\t'..=b'\r' => end -= 1,
            0..=0x7F => break,
            _ => return text[..end].trim_end(),
        }
    }
    &text[..end]
}

/// Writes text as HTML text, or as the inside of a quoted attribute.
pub fn escape(text: &str, is_quoted: bool, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if is_quoted => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(reference);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Whether a text begins with an address: `http://`, `https://`, `www.`.
#[must_use]
pub fn is_url(text: &str) -> bool {
    match text.as_bytes() {
        [b'h', b't', b't', b'p', ..] => text.starts_with("http://") || text.starts_with("https://"),
        bytes => bytes.starts_with(b"www."),
    }
}

/// The length of the text from a plain character on in which no line ends and no code, formula, tag, target of a link or
/// address begins.
#[must_use]
pub fn plain_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_plain = |at: usize| match bytes[at] {
        b'\n' | b'\\' | b'`' | b'$' | b'<' => false,
        b']' => bytes.get(at + 1) != Some(&b'('),
        b'h' | b'w' => !is_url(&text[at..]),
        _ => true,
    };
    (1..bytes.len()).find(|&at| !is_plain(at)).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_where_the_standard_library_finds_them() {
        for (text, sign) in [
            ("a***b", "**"),
            ("", "a"),
            ("ab\u{4E2D}a\u{6587}", "a\u{6587}"),
            ("aaab", "aab"),
            ("ab", "abc"),
            ("]( ]{ a", " ]{"),
            ("]x", "a]"),
            ("a- - -", "- -"),
        ] {
            assert_eq!(find(text, sign, 0), text.find(sign), "{sign} in {text}");
            assert_eq!(contains(text, sign), text.contains(sign));
        }
        assert_eq!((find("abab", "ab", 1), find("ab", "ab", 3)), (Some(2), None));
        assert_eq!(find_byte("a\nb\n", b'\n', 2), Some(3));
        assert_eq!(find_byte("a", b'a', 2), None);
        assert_eq!(find_any("a_b\\", [b'_', b'^', b'\\'], 2), Some(3));
        assert_eq!((line("a\nbc\nd", 2), line("a\nbc\nd", 5)), (2..4, 5..6));
    }

    #[test]
    fn addresses_are_found_in_any_case() {
        for (text, at) in
            [("see HTTPS://x", Some(4)), ("a WWW.x", Some(2)), ("me@x", Some(2)), ("htwww", None), ("", None)]
        {
            assert_eq!(find_address(text, 0), at, "{text}");
        }
        assert_eq!(find_address("@ @", 1), Some(2));
    }

    #[test]
    fn white_space_goes_whatever_it_is() {
        for text in
            ["a \t\r\n", "", " \n", "a\u{A0} ", "a\u{3000}\u{2003}\n", "\u{E9} ", "a\u{1F} ", "a\u{B}\u{C}"]
        {
            assert_eq!(trim_end(text), text.trim_end(), "{text:?}");
        }
    }

    #[test]
    fn what_html_would_read_is_escaped() {
        let mut out = String::from("x");
        escape("a<b>&\"\u{E9}", true, &mut out);
        escape("\"", false, &mut out);
        assert_eq!(out, "xa&lt;b&gt;&amp;&quot;\u{E9}\"");
    }

    #[test]
    fn plain_text_ends_where_something_begins() {
        for (text, length) in [
            ("ab$", 2),
            ("a](b", 1),
            ("a] b\n", 4),
            ("ha https://x", 3),
            ("whwww. x", 2),
            ("\u{E9}t\u{E9}", 5),
        ] {
            assert_eq!(plain_length(text), length, "{text}");
        }
    }
}
