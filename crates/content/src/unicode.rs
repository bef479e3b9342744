//! What Unicode says of characters, as far as we ask: two sets of general categories.

/// What identifiers and words are made of: letters, marks, digits, letters that are numbers, connectors.
const WORD: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/word.bin"));
/// Punctuation and symbols.
const SIGN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sign.bin"));

/// No capital stands behind it: those of Adlam are the last.
const LAST_CAPITAL: char = '\u{1E922}';

/// A letter, a mark, a decimal digit, a letter that is a number (`ⅷ`) or a connector (`_`).
pub(crate) fn is_word(character: char) -> bool {
    contains(WORD, character)
}

/// Punctuation or a symbol, as CommonMark understands punctuation.
pub(crate) fn is_sign(character: char) -> bool {
    contains(SIGN, character)
}

/// A text with its first letter as a capital.
///
/// The standard library's table of capitals is 12 kB of the app, and what it has the other way round is there already. Letters
/// that are no other's lower case, such as `ς`, stay.
pub(crate) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let capital = |letter: char| match letter {
        _ if letter.is_ascii() => letter.to_ascii_uppercase(),
        _ if !letter.is_lowercase() => letter,
        _ => ('\u{80}'..LAST_CAPITAL).find(|other| is_capital_of(*other, letter)).unwrap_or(letter),
    };
    characters.next().map(capital).into_iter().chain(characters).collect()
}

fn is_capital_of(capital: char, letter: char) -> bool {
    capital != letter && capital.to_lowercase().eq([letter])
}

/// Whether a character is in a set, of which `build.rs` wrote where it begins and ends.
fn contains(borders: &[u8], character: char) -> bool {
    let (mut border, mut distance, mut shift, mut inside) = (0, 0, 0, false);
    for byte in borders {
        distance |= u32::from(byte & 0x7F) << shift;
        if byte & 0x80 != 0 {
            shift += 7;
            continue;
        }
        border += distance;
        if u32::from(character) < border {
            break;
        }
        (distance, shift, inside) = (0, 0, !inside);
    }
    inside
}

#[cfg(test)]
mod tests {
    use unicode_properties::{GeneralCategory as Category, UnicodeGeneralCategory as _};

    use super::*;

    #[test]
    fn first_letters_become_capitals() {
        for (text, capitalised) in [
            ("", ""),
            ("bayes rule", "Bayes rule"),
            ("über", "Über"),
            ("ÿ", "Ÿ"),
            ("ωμέγα", "Ωμέγα"),
            ("ёлка", "Ёлка"),
            ("ǆ", "Ǆ"),
            ("ßx", "ẞx"),
            ("ςx", "ςx"),
            ("数学", "数学"),
            ("1st", "1st"),
        ] {
            assert_eq!(super::capitalised(text), capitalised);
        }
        assert!((LAST_CAPITAL..=char::MAX).all(|character| character.to_lowercase().eq([character])));
    }

    /// At each border of a set the characters on both sides are looked up: in between nothing can differ.
    #[test]
    fn sets_are_unicodes() {
        let mut last = ('\0', false, false);
        for character in '\0'..=char::MAX {
            let category = character.general_category();
            let name = format!("{category:?}");
            let is_other_word = matches!(
                category,
                Category::DecimalNumber | Category::LetterNumber | Category::ConnectorPunctuation
            );
            let word = is_other_word || name.ends_with("Letter") || name.ends_with("Mark");
            let sign = name.ends_with("Punctuation") || name.ends_with("Symbol");
            if (word, sign) != (last.1, last.2) {
                for (character, word, sign) in [last, (character, word, sign)] {
                    assert_eq!((is_word(character), is_sign(character)), (word, sign), "{character:?}");
                }
            }
            last = (character, word, sign);
        }
        assert_eq!((is_word(char::MAX), is_sign(char::MAX)), (false, false));
    }
}
