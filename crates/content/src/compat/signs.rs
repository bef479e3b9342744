//! Which signs a text has, answered for many signs without reading it as often.

/// A text and the pairs of bytes in it.
pub(super) struct Signs<'a> {
    pub text: &'a str,
    /// One bit for each pair, by its first byte and then by its second.
    pairs: Vec<[u64; 4]>,
}

impl<'a> Signs<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut pairs = vec![[0; 4]; 256];
        for pair in text.as_bytes().windows(2) {
            pairs[usize::from(pair[0])][usize::from(pair[1] >> 6)] |= 1 << (pair[1] & 63);
        }
        Self { text, pairs }
    }

    /// Whether the text holds any of the signs.
    pub(super) fn any(&self, signs: &[&str]) -> bool {
        signs.iter().any(|sign| self.may_hold(sign) && self.text.contains(sign))
    }

    /// False if it surely holds no such sign.
    pub(super) fn may_hold(&self, sign: &str) -> bool {
        let has = |pair: &[u8]| {
            self.pairs[usize::from(pair[0])][usize::from(pair[1] >> 6)] >> (pair[1] & 63) & 1 == 1
        };
        sign.as_bytes().windows(2).all(has)
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
