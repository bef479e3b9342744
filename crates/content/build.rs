//! Writes tables of Unicode's general categories that `src/unicode.rs` reads.
//!
//! A table of all categories, as `unicode-properties` has it, is 40 kB of the app. The two sets of characters that are
//! asked for take 2 kB as the distances from one border to the next.

use std::{env, error::Error, fs, path::Path};

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory as _};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = env::var("OUT_DIR")?;
    fs::write(Path::new(&folder).join("word.bin"), borders(is_word))?;
    fs::write(Path::new(&folder).join("sign.bin"), borders(is_sign))?;
    Ok(())
}

fn is_word(character: char) -> bool {
    matches!(character.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark)
        || matches!(
            character.general_category(),
            GeneralCategory::DecimalNumber
                | GeneralCategory::LetterNumber
                | GeneralCategory::ConnectorPunctuation
        )
}

fn is_sign(character: char) -> bool {
    matches!(
        character.general_category_group(),
        GeneralCategoryGroup::Punctuation | GeneralCategoryGroup::Symbol
    )
}

/// Where the set begins and ends, in turns, each as the distance from the last one in LEB128.
fn borders(is_in: fn(char) -> bool) -> Vec<u8> {
    let (mut table, mut last, mut inside) = (Vec::new(), 0, false);
    for character in '\0'..=char::MAX {
        if is_in(character) != inside {
            inside = !inside;
            push_leb128(&mut table, u32::from(character) - last);
            last = u32::from(character);
        }
    }
    table
}

fn push_leb128(table: &mut Vec<u8>, mut number: u32) {
    while let Some(rest) = Some(number >> 7).filter(|rest| *rest > 0) {
        table.push((number & 0x7F) as u8 | 0x80);
        number = rest;
    }
    table.push(number as u8);
}
