//! Words, in all scripts.

/// Whether a character is a letter or syllable of Chinese, Japanese or Korean.
#[must_use]
pub fn is_cjk(character: char) -> bool {
    matches!(
        character,
        '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{30FF}'
            | '\u{3400}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7AF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Words in a text; a CJK character counts as half a word, which is about how fast it is read.
#[must_use]
pub fn count_words(text: &str) -> usize {
    let (mut words, mut cjk) = (0, 0_usize);
    // A word counts when its first letter or digit is met.
    let mut is_counted = false;
    for (at, byte) in text.bytes().enumerate() {
        if byte.is_ascii() {
            if matches!(byte, b' ' | b'\t'..=b'\r') {
                is_counted = false;
            } else if !is_counted && byte.is_ascii_alphanumeric() {
                words += 1;
                is_counted = true;
            }
            continue;
        }
        // Other bytes than the first of a character begin none.
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        if is_cjk(character) {
            cjk += 1;
            is_counted = false;
        } else if character.is_whitespace() {
            is_counted = false;
        } else if !is_counted && character.is_alphanumeric() {
            words += 1;
            is_counted = true;
        }
    }
    words + cjk.div_ceil(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_all_scripts() {
        assert_eq!(count_words("two words — here, too."), 4);
        assert_eq!(count_words("注意力机制 in brief"), 5);
        assert_eq!(count_words(" — "), 0);
        assert_eq!(count_words("na\u{EF}ve\u{B}\u{E9}t\u{E9}\u{A0}a1_b\u{3000}x"), 4);
    }
}
