//! How long a post takes to read.

use crate::document::Document;
use crate::math::MathStyle;

/// Words of prose a minute: technical text is read more slowly than the usual 240.
const WORDS_PER_MINUTE: f64 = 220.0;
/// What the other things cost, in seconds.
const INLINE_FORMULA: f64 = 1.5;
const DISPLAY_FORMULA: f64 = 8.0;
const CODE_LINE: f64 = 2.0;

/// Words in a text; a CJK character counts as half a word, which is about how fast it is read.
pub(crate) fn count_words(text: &str) -> usize {
    let cjk = text.chars().filter(|&character| is_cjk(character)).count();
    let words = text
        .split(|c: char| c.is_whitespace() || is_cjk(c))
        .filter(|word| word.contains(char::is_alphanumeric))
        .count();
    words + cjk.div_ceil(2)
}

fn is_cjk(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Minutes to read a document, at least one: formulas and code are weighed by their own pace.
#[must_use]
pub fn reading_minutes(document: &Document) -> usize {
    let formulas: f64 = document
        .formulas
        .iter()
        .map(|formula| if formula.style == MathStyle::Display { DISPLAY_FORMULA } else { INLINE_FORMULA })
        .sum();
    let lines: usize = document.code_blocks.iter().map(|block| block.text.lines().count()).sum();
    let seconds =
        count_as_f64(document.words) / WORDS_PER_MINUTE * 60.0 + formulas + count_as_f64(lines) * CODE_LINE;
    let minutes = (seconds / 60.0).round().clamp(1.0, 10_000.0);
    // Bounded above, so the conversion cannot lose anything.
    minutes as usize
}

fn count_as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_all_scripts() {
        assert_eq!(count_words("two words — here, too."), 4);
        assert_eq!(count_words("注意力机制 in brief"), 5);
        assert_eq!(count_words(" — "), 0);
    }
}
