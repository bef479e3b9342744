//! Attribute lists: `#id .class key="value" word`, as kramdown, Pandoc, Liquid, Hugo and HTML all write them.

use std::ops::Range;

use super::edits::Piece;
use crate::html::unescape;

/// A value and where it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value<'a> {
    pub text: &'a str,
    pub start: usize,
}

impl Value<'_> {
    /// The value in a place of its own, such as a caption.
    pub(super) fn piece(self) -> Piece {
        if self.text.contains("\\\"") {
            Piece::Text(self.text.replace("\\\"", "\""))
        } else {
            Piece::Source(self.start..self.start + self.text.len())
        }
    }

    /// The value with references and escaped quotes read.
    pub(super) fn plain(self) -> String {
        unescape(&self.text.replace("\\\"", "\"")).replace('\n', " ")
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Attributes<'a> {
    pub id: Option<&'a str>,
    pub classes: Vec<&'a str>,
    pub pairs: Vec<(&'a str, Value<'a>)>,
    /// Words and quoted texts that belong to no key.
    pub words: Vec<Value<'a>>,
}

impl<'a> Attributes<'a> {
    /// Reads the list in a range of the text.
    pub(super) fn parse(text: &'a str, range: Range<usize>) -> Self {
        let mut attributes = Self::default();
        let mut at = range.start;
        while at < range.end {
            let rest = &text[at..range.end];
            at += rest.len() - rest.trim_start_matches(is_separator).len();
            if at < range.end {
                at = attributes.word(text, at, range.end);
            }
        }
        attributes
    }

    /// The list in the braces that open at a place, if that surely is one and stands in one line; and where it ends.
    pub(super) fn in_braces(text: &'a str, open: usize) -> Option<(Self, usize)> {
        let close = open + 1 + text[open + 1..].find(['{', '}', '\n'])?;
        let attributes = Self::parse(text, open + 1..close);
        (text[close..].starts_with('}') && attributes.is_only_attributes()).then_some((attributes, close + 1))
    }

    /// Reads `path: a.png alt: "B"` and `caption:"C" label:d`, as plugins of Jekyll have them.
    pub(super) fn with_colons(text: &'a str, range: Range<usize>) -> Self {
        let mut attributes = Self::default();
        let mut at = range.start;
        while let Some(length) = text[at..range.end].find(':') {
            let name = text[at..at + length].rsplit(is_separator).next().unwrap_or_default();
            let rest = &text[at + length + 1..range.end];
            let (value, end) = value(text, range.end - rest.trim_start().len(), range.end);
            attributes.pair(name, value);
            at = end;
        }
        attributes
    }

    /// Reads the word at `at` and returns where it ends.
    fn word(&mut self, text: &'a str, at: usize, limit: usize) -> usize {
        let rest = &text[at..limit];
        if rest.starts_with(['"', '\'']) {
            let (value, end) = value(text, at, limit);
            self.words.push(value);
            return end;
        }
        // An address may hold `=`.
        let is_address = rest.starts_with("http://") || rest.starts_with("https://");
        let ends = |c: char| is_separator(c) || (c == '=' && !is_address);
        let length = rest.find(ends).unwrap_or(rest.len());
        let name = &rest[..length];
        // Kramdown may write `.a.b`.
        if let Some(classes) = name.strip_prefix('.') {
            self.classes.extend(classes.split('.').filter(|class| !class.is_empty()));
        } else if let Some(id) = name.strip_prefix('#') {
            self.id = Some(id).filter(|id| !id.is_empty()).or(self.id);
        } else if let Some(behind) = rest[length..].trim_start().strip_prefix('=') {
            let start = limit - behind.trim_start().len();
            let (value, end) = value(text, start, limit);
            if !name.is_empty() {
                self.pair(name, value);
            }
            return end;
        } else {
            self.words.push(Value { text: name, start: at });
        }
        at + length.max(1)
    }

    fn pair(&mut self, name: &'a str, value: Value<'a>) {
        match name {
            "class" => self.classes.extend(value.text.split_whitespace()),
            "id" => self.id = Some(value.text.trim()).filter(|id| !id.is_empty()),
            _ => self.pairs.push((name, value)),
        }
    }

    pub(super) fn get(&self, names: &[&str]) -> Option<Value<'a>> {
        names
            .iter()
            .find_map(|name| self.pairs.iter().find(|(key, _)| key == name))
            .map(|&(_, value)| value)
            .filter(|value| !value.text.trim().is_empty())
    }

    /// Adds what `other` says; an id or value of our own stays.
    pub(super) fn merge(&mut self, other: &Self) {
        self.id = self.id.or(other.id);
        self.classes.extend(&other.classes);
        self.pairs.extend(&other.pairs);
    }

    /// Whether it is surely a list of attributes, and not braces that mean something else.
    pub(super) fn is_only_attributes(&self) -> bool {
        self.words.is_empty() && (self.id.is_some() || !self.classes.is_empty() || !self.pairs.is_empty())
    }
}

/// The quoted or bare value at `at`, and where it ends.
fn value(text: &str, at: usize, limit: usize) -> (Value<'_>, usize) {
    let rest = &text[at..limit];
    if let Some(quote @ (b'"' | b'\'')) = rest.bytes().next() {
        let mut escaped = false;
        let closing = rest.bytes().enumerate().skip(1).find_map(|(index, byte)| {
            let closes = byte == quote && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes.then_some(index)
        });
        if let Some(end) = closing {
            return (Value { text: &rest[1..end], start: at + 1 }, at + end + 1);
        }
    }
    let end = rest.find(is_separator).unwrap_or(rest.len());
    (Value { text: &rest[..end], start: at }, at + end)
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || character == ','
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_spellings_are_read() {
        let text = r#".a.b #x title="width: 50%" w=3 k = 'v "q"' "two words" word class="c d""#;
        let attributes = Attributes::parse(text, 0..text.len());
        assert_eq!(attributes.id, Some("x"));
        assert_eq!(attributes.classes, ["a", "b", "c", "d"]);
        let pairs: Vec<_> = attributes.pairs.iter().map(|(key, value)| (*key, value.text)).collect();
        assert_eq!(pairs, [("title", "width: 50%"), ("w", "3"), ("k", "v \"q\"")]);
        let words: Vec<_> = attributes.words.iter().map(|value| value.text).collect();
        assert_eq!(words, ["two words", "word"]);
    }

    #[test]
    fn colons_stand_before_values() {
        let text = "path: a/b.png caption:\"C: *d*\" label:e alt:";
        let attributes = Attributes::with_colons(text, 0..text.len());
        let pairs: Vec<_> = attributes.pairs.iter().map(|(key, value)| (*key, value.text)).collect();
        assert_eq!(pairs, [("path", "a/b.png"), ("caption", "C: *d*"), ("label", "e"), ("alt", "")]);
    }

    #[test]
    fn broken_lists_do_no_harm() {
        for text in ["=", "a=", "a='b", "#", ".", "\"", "a = ", "é=é", "== =", ",,"] {
            Attributes::parse(text, 0..text.len());
        }
    }
}
