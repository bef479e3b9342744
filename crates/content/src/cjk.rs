//! Chinese, Japanese and Korean: text that is written without blanks between words.

/// Whether a character is a letter or syllable of such text.
pub(crate) fn is_cjk(character: char) -> bool {
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

/// Whether it is one, a part of one, or punctuation and wide forms that stand in such text.
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
