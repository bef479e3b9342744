//! Which pairs of bytes a text holds.

use std::ops::RangeInclusive;

/// The pairs of bytes of a text: signs that it surely lacks are known from them without reading it again.
pub struct Pairs {
    /// One bit for each pair, by its first byte and then by its second.
    bits: Vec<[u64; 4]>,
}

impl Pairs {
    /// Reads a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut bits = vec![[0; 4]; 256];
        for pair in text.as_bytes().windows(2) {
            bits[usize::from(pair[0])][usize::from(pair[1] >> 6)] |= 1 << (pair[1] & 63);
        }
        Self { bits }
    }

    /// Whether one byte stands behind another.
    #[must_use]
    pub fn has(&self, first: u8, second: u8) -> bool {
        self.bits[usize::from(first)][usize::from(second >> 6)] >> (second & 63) & 1 == 1
    }

    /// Whether any byte of a range stands behind another.
    #[must_use]
    pub fn has_any(&self, first: u8, second: RangeInclusive<u8>) -> bool {
        second.into_iter().any(|second| self.has(first, second))
    }

    /// False if the text surely holds no such sign.
    #[must_use]
    pub fn may_hold(&self, sign: &str) -> bool {
        sign.as_bytes().windows(2).all(|pair| self.has(pair[0], pair[1]))
    }

    /// False if the text surely holds nothing from U+1000 on but the signs of U+2000 to U+2DFF, such as dashes and arrows.
    #[must_use]
    pub fn may_be_cjk(&self) -> bool {
        (0xE1..=0xF4).any(|first| self.has_any(first, if first == 0xE2 { 0xB8..=0xBF } else { 0x80..=0xBF }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_say_what_is_missing() {
        let pairs = Pairs::of("a {{ b </B");
        assert!(pairs.may_hold("{{ b") && pairs.may_hold("x") && !pairs.may_hold("{%"));
        assert!(
            pairs.has(b'<', b'/') && pairs.has_any(b'/', b'A'..=b'Z') && !pairs.has_any(b'<', b'A'..=b'Z')
        );
        assert!(!Pairs::of("").may_hold("ab"));
    }

    #[test]
    fn european_text_with_its_signs_is_not_cjk() {
        assert!(!Pairs::of("na\u{EF}ve \u{2014} \u{2192} \u{3B1} \u{222B} \u{2713}").may_be_cjk());
        for text in ["\u{1100}", "\u{2E80}", "\u{3002}", "\u{4E2D}", "\u{AC00}", "\u{FF00}", "\u{20000}"] {
            assert!(Pairs::of(text).may_be_cjk(), "{text}");
        }
    }
}
