//! Chinese, Japanese and Korean: text that is written without blanks between words.

pub(crate) use studybuddy_text::is_cjk;

/// Whether a character is one, a part of one, or punctuation and wide forms that stand in such text.
pub(crate) fn is_cjk_or_sign(character: char) -> bool {
    is_cjk(character)
        || matches!(
            character,
            '\u{1100}'..='\u{11FF}'
                | '\u{2E80}'..='\u{A4CF}'
                | '\u{FE30}'..='\u{FE4F}'
                | '\u{FF00}'..='\u{FFEF}'
        )
}
