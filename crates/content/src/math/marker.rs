//! Markers: what stands for a formula or a block of code until the host fills it in.
//!
//! A marker is private-use characters around an index. Markdown takes it for a letter, HTML for text, and no
//! author types it; where a file has these characters all the same they are shown as U+FFFD.

use studybuddy_text::find_byte;

pub(crate) const MATH_OPEN: char = '\u{F8F0}';
const CODE_OPEN: char = '\u{F8F1}';
const REFERENCE_OPEN: char = '\u{F8F3}';
pub(crate) const CLOSE: char = '\u{F8F2}';

/// What a marker stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkerKind {
    /// A formula: an index into `Document::formulas`.
    Math,
    /// The text of a code block: an index into `Document::code_blocks`.
    Code,
    /// A reference to an equation: an index into `Protected::references`. Never in a document's HTML.
    Reference,
}

/// A place in HTML (or in protected Markdown) that the host fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Marker {
    /// What it stands for.
    pub kind: MarkerKind,
    /// Which one.
    pub index: usize,
}

impl Marker {
    pub(crate) fn write(self, out: &mut String) {
        out.push(match self.kind {
            MarkerKind::Math => MATH_OPEN,
            MarkerKind::Code => CODE_OPEN,
            MarkerKind::Reference => REFERENCE_OPEN,
        });
        out.push_str(&self.index.to_string());
        out.push(CLOSE);
    }

    /// The marker at the start of `text` and the number of bytes it takes.
    pub(crate) fn read(text: &str) -> Option<(Self, usize)> {
        let kind = match text.chars().next()? {
            MATH_OPEN => MarkerKind::Math,
            CODE_OPEN => MarkerKind::Code,
            REFERENCE_OPEN => MarkerKind::Reference,
            _ => return None,
        };
        let digits = &text[MATH_OPEN.len_utf8()..];
        let end = digits.find(CLOSE)?;
        let index = digits[..end].parse().ok()?;
        Some((Self { kind, index }, MATH_OPEN.len_utf8() + end + CLOSE.len_utf8()))
    }
}

/// The byte that all of them begin with in UTF-8.
const FIRST_BYTE: u8 = 0xEF;

/// Whether a text holds any of these characters; few texts do.
pub(crate) fn has_reserved(text: &str) -> bool {
    find_byte(text, FIRST_BYTE, 0).is_some() && text.contains(is_reserved)
}

/// The first character in a text that opens a marker. Texts are long and markers few, so bytes are looked at.
fn find_opening(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = find_byte(text, FIRST_BYTE, from)?;
        if text[at..].starts_with([MATH_OPEN, CODE_OPEN, REFERENCE_OPEN]) {
            return Some(at);
        }
        from = at + 1;
    }
}

pub(crate) fn is_reserved(character: char) -> bool {
    matches!(character, MATH_OPEN | CODE_OPEN | REFERENCE_OPEN | CLOSE)
}

pub(crate) fn has_marker(text: &str) -> bool {
    text.contains([MATH_OPEN, REFERENCE_OPEN])
}

/// The formula's marker that is all of `text`, white space aside.
pub(crate) fn only_marker(text: &str) -> Option<Marker> {
    let text = text.trim();
    let (marker, length) = Marker::read(text)?;
    (length == text.len() && marker.kind == MarkerKind::Math).then_some(marker)
}

/// Copies `text`, with what `fill` writes in place of each marker.
#[must_use]
pub fn replace_markers(text: &str, mut fill: impl FnMut(Marker, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = find_opening(rest) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match Marker::read(rest) {
            Some((marker, length)) => {
                fill(marker, &mut out);
                length
            }
            None => MATH_OPEN.len_utf8(),
        };
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_found_and_replaced_in_order() {
        let mut text = String::from("a ");
        Marker { kind: MarkerKind::Math, index: 12 }.write(&mut text);
        text.push('b');
        Marker { kind: MarkerKind::Code, index: 0 }.write(&mut text);

        let filled = replace_markers(&text, |marker, out| {
            out.push_str(&format!("<{:?} {}>", marker.kind, marker.index))
        });

        assert_eq!(filled, "a <Math 12>b<Code 0>");
    }

    #[test]
    fn a_stray_marker_character_does_no_harm() {
        assert_eq!(replace_markers("x\u{F8F0}y", |_, out| out.push('!')), "xy");
        // They begin with the same byte.
        assert_eq!(replace_markers("x\u{FF0C}\u{F8F2}y", |_, out| out.push('!')), "x\u{FF0C}\u{F8F2}y");
    }
}
