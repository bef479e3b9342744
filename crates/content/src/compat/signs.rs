//! Which signs a text has, answered for many signs without reading it as often.

use studybuddy_text::{Pairs, contains};

/// A text and the pairs of bytes in it.
pub(super) struct Signs<'a> {
    pub text: &'a str,
    pub pairs: Pairs,
}

impl<'a> Signs<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, pairs: Pairs::of(text) }
    }

    /// Whether the text holds any of the signs.
    pub(super) fn any(&self, signs: &[&str]) -> bool {
        // Of two bytes the pairs know all.
        signs.iter().any(|sign| self.may_hold(sign) && (sign.len() == 2 || contains(self.text, sign)))
    }

    /// False if it surely holds no such sign.
    pub(super) fn may_hold(&self, sign: &str) -> bool {
        self.pairs.may_hold(sign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_found_if_it_is_there() {
        let signs = Signs::of("a {{ b }} \u{4E2D}\u{6587}");
        assert!(signs.any(&["!!! ", "{{"]));
        assert!(signs.any(&["\u{4E2D}\u{6587}"]));
        assert!(signs.any(&["a"]));
        assert!(!signs.any(&["{%", "x"]));
        // Its pairs are there, it is not.
        assert!(!signs.any(&[" b }} b"]));
        assert!(!Signs::of("").any(&["a"]));
    }
}
