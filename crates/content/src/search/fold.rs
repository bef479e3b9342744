//! What makes two spellings the same for a search: case and accents do not count.

/// Base letters of U+00C0 to U+024F; a blank where a character has none, or more than one.
const LATIN: &[u8; 0x190] = b"\
aaaaaa ceeeeiiiidnooooo ouuuuy  aaaaaa ceeeeiiiidnooooo ouuuuy yaaaaaaccccccccddddeeeeeeeeeegggg\
gggghhhhiiiiiiiiii  jjkk llllll  llnnnnnn   oooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz \
\x20                               oo             uu                            aaiioouuuuuuuuuu aa\
aa    ggkkoooo  j   gg  nnaa    aaaaeeeeiiiioooorrrruuuusstt  hh      aaeeooooooooyy            \
\x20               ";
const LATIN_START: u32 = 0xC0;

/// Base letters of U+1E00 to U+1EFF.
const LATIN_ADDITIONAL: &[u8; 0x100] = b"\
aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr\
ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy      aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy      ";
const LATIN_ADDITIONAL_START: u32 = 0x1E00;

/// Whether a character only changes the letter before it, as in decomposed `é`.
pub(super) fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}')
}

/// Writes what a character counts as.
pub(super) fn fold_into(character: char, out: &mut String) {
    if character.is_ascii() {
        return out.push(character.to_ascii_lowercase());
    }
    if let Some(base) = latin_base(character) {
        return out.push(base);
    }
    match character {
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'þ' | 'Þ' => out.push_str("th"),
        'ﬁ' => out.push_str("fi"),
        'ﬂ' => out.push_str("fl"),
        'ﬀ' => out.push_str("ff"),
        // Full-width forms of ASCII.
        '\u{FF01}'..='\u{FF5E}' => {
            let ascii = char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character);
            out.push(ascii.to_ascii_lowercase());
        }
        'Ά' | 'ά' => out.push('α'),
        'Έ' | 'έ' => out.push('ε'),
        'Ή' | 'ή' => out.push('η'),
        'Ί' | 'ί' | 'ϊ' | 'ΐ' => out.push('ι'),
        'Ό' | 'ό' => out.push('ο'),
        'Ύ' | 'ύ' | 'ϋ' | 'ΰ' => out.push('υ'),
        'Ώ' | 'ώ' => out.push('ω'),
        'ς' => out.push('σ'),
        // How letters of formulas are written besides.
        'µ' => out.push('μ'),
        'ϵ' => out.push('ε'),
        'ϑ' => out.push('θ'),
        'ϕ' => out.push('φ'),
        // Digits of powers and indexes.
        '¹' => out.push('1'),
        '²' => out.push('2'),
        '³' => out.push('3'),
        '⁰' | '⁴'..='⁹' | '₀'..='₉' => out.extend(char::from_digit(u32::from(character) & 0xF, 10)),
        'Ё' | 'ё' => out.push('е'),
        _ if is_accent(character) => {}
        _ => out.extend(character.to_lowercase()),
    }
}

fn latin_base(character: char) -> Option<char> {
    let at = |table: &[u8], start: u32| {
        let index = u32::from(character).checked_sub(start)?;
        let base = *table.get(usize::try_from(index).ok()?)?;
        (base != b' ').then_some(char::from(base))
    };
    at(LATIN, LATIN_START).or_else(|| at(LATIN_ADDITIONAL, LATIN_ADDITIONAL_START))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_count() {
        for (text, folded) in [
            ("Café", "cafe"),
            ("Schro\u{308}dinger Schrödinger", "schrodinger schrodinger"),
            ("Łódź, Đà Nẵng, İstanbul", "lodz, da nang, istanbul"),
            ("STRAßE Æsir œuvre", "strasse aesir oeuvre"),
            ("ＧＰＵ ﬁnal", "gpu final"),
            ("Ελληνικά Σοφός", "ελληνικα σοφοσ"),
            ("β₁ R² x³ 10⁻⁶ a¹⁰", "β1 r2 x3 10⁻6 a10"),
            ("5 µm ϵ", "5 μm ε"),
            ("Ёлка Йога", "елка йога"),
            ("注意力", "注意力"),
        ] {
            let mut out = String::new();
            text.chars().for_each(|character| fold_into(character, &mut out));
            assert_eq!(out, folded, "{text}");
        }
    }
}
