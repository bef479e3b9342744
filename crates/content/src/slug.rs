//! Slugs: the last segment of the address of a post, a tag or a category.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

/// Longest slug in bytes: `<slug>.md` and its temporary copies must be file names everywhere (255 bytes).
const MAX_BYTES: usize = 200;

/// The last segment of an address, such as `bayes-rule`.
///
/// Never empty, never with `/`, `..`, blanks or control characters: it is safe as the name of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Slug(String);

impl Slug {
    /// The slug of a title, a tag or a file name, by [`slugify_address`]; none if that leaves nothing.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let slug = slugify_address(text);
        (!slug.is_empty()).then_some(Self(slug))
    }

    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl AsRef<str> for Slug {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Only a text that is a slug already.
impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text)
            .filter(|slug| slug.0 == text)
            .ok_or_else(|| de::Error::custom(format!("`{text}` is not a slug")))
    }
}

/// Makes the last segment of an address: lower case, letters and digits of all scripts and `_` kept, everything
/// else a hyphen, no hyphen at the ends or next to another; apostrophes go.
///
/// Signs that tell one name from another are spelled out: `+` and `#` after a letter (`C++` is `c-plus-plus`, `C#`
/// is `c-sharp`) and a dot that starts a word (`.NET` is `dot-net`). A text without a single letter or digit gives
/// its code points (`🚀` is `u-1f680`), so that only blank text gives an empty slug. The result is cut after 200
/// bytes, and making a slug of a slug changes nothing.
#[must_use]
pub fn slugify_address(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let mut slug = String::with_capacity(lower.len());
    let mut previous = ' ';
    let mut is_spelled_out = false;
    let mut characters = lower.chars().peekable();
    while let Some(character) = characters.next() {
        let next_is_letter = characters.peek().is_some_and(|next| next.is_alphabetic());
        let sign = match character {
            '+' if previous.is_alphabetic() || (previous == '+' && is_spelled_out) => Some("plus"),
            '#' if previous.is_alphabetic() => Some("sharp"),
            '.' if previous.is_whitespace() && next_is_letter => Some("dot"),
            _ => None,
        };
        if let Some(sign) = sign {
            push_hyphen(&mut slug);
            slug.push_str(sign);
        } else if is_kept(character) || (is_mark(character) && !ends_word(&slug)) {
            if is_spelled_out {
                push_hyphen(&mut slug);
            }
            slug.push(character);
        } else if !is_apostrophe(character) {
            push_hyphen(&mut slug);
        }
        is_spelled_out = sign.is_some();
        previous = character;
    }
    if slug.is_empty() {
        slug = code_points(&lower);
    }
    slug.truncate(slug.floor_char_boundary(MAX_BYTES));
    slug.trim_end_matches('-').to_owned()
}

fn is_kept(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ')
}

/// Whether nothing, or a hyphen, is the last thing.
fn ends_word(slug: &str) -> bool {
    slug.is_empty() || slug.ends_with('-')
}

fn push_hyphen(slug: &mut String) {
    if !ends_word(slug) {
        slug.push('-');
    }
}

/// `u-1f680` for `🚀`; nothing for blanks and control characters.
fn code_points(text: &str) -> String {
    let visible = text.chars().filter(|character| !character.is_whitespace() && !character.is_control());
    let codes: Vec<String> = visible.map(|character| format!("{:x}", u32::from(character))).collect();
    if codes.is_empty() { String::new() } else { format!("u-{}", codes.join("-")) }
}

/// Signs that are part of the letter before them, which the standard library does not count as alphabetic:
/// combining accents, Hebrew and Arabic points, viramas, nuktas and tone marks, and the joiners of Persian.
fn is_mark(character: char) -> bool {
    matches!(
        u32::from(character),
        0x300..=0x36F | 0x483..=0x487 | 0x591..=0x5BD | 0x5BF..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x670
        | 0x93C | 0x94D | 0x9BC | 0x9CD | 0xA3C | 0xA4D | 0xABC | 0xACD | 0xB3C | 0xB4D | 0xBCD | 0xC4D
        | 0xCBC | 0xCCD | 0xD4D | 0xDCA | 0xE3A | 0xE47..=0xE4E | 0xEC8..=0xECE | 0xF39 | 0xF84
        | 0x1037 | 0x1039 | 0x103A | 0x17D2 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x200C | 0x200D
        | 0x20D0..=0x20F0 | 0x3099 | 0x309A
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_lower_case_words_with_hyphens() {
        for (text, slug) in [
            ("Hello World", "hello-world"),
            ("  What's new, Rust?! ", "whats-new-rust"),
            ("explaining transformers", "explaining-transformers"),
            ("Rust-1.0@final", "rust-1-0-final"),
            ("snake_case", "snake_case"),
            ("a/../b", "a-b"),
            ("../../etc/passwd", "etc-passwd"),
            ("a\u{0}b\nc", "a-b-c"),
            ("#1 tips", "1-tips"),
            ("notes + thoughts", "notes-thoughts"),
            ("Über Größe", "über-größe"),
            ("注意力机制（上）", "注意力机制-上"),
            ("हिन्दी", "हिन्दी"),
            ("β-VAE", "β-vae"),
            ("🚀 launch", "launch"),
            ("$x^2$ and more", "x-2-and-more"),
            ("", ""),
            (" \t\u{0}", ""),
        ] {
            assert_eq!(slugify_address(text), slug, "{text:?}");
        }
    }

    #[test]
    fn names_that_differ_in_signs_get_slugs_that_differ() {
        for (name, slug) in [
            ("C", "c"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("F#", "f-sharp"),
            (".NET", "dot-net"),
            ("NET", "net"),
            ("ASP.NET", "asp-net"),
            ("learn .NET", "learn-dot-net"),
            ("c++20", "c-plus-plus-20"),
            ("???", "u-3f-3f-3f"),
            ("🚀", "u-1f680"),
            ("..", "u-2e-2e"),
        ] {
            assert_eq!(slugify_address(name), slug, "{name}");
            assert_eq!(slugify_address(slug), slug, "a slug is its own slug");
        }
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        let slug = slugify_address(&"ü-".repeat(500));
        assert!(slug.len() <= MAX_BYTES && !slug.ends_with('-'), "{slug}");
        assert_eq!(slugify_address(&slug), slug);
    }

    #[test]
    fn only_slugs_are_read_back() {
        let slug = Slug::new("Bayes' rule").unwrap();
        assert_eq!(serde_json::to_string(&slug).unwrap(), "\"bayes-rule\"");
        assert_eq!(serde_json::from_str::<Slug>("\"bayes-rule\"").unwrap(), slug);
        for text in ["\"\"", "\"../x\"", "\"A b\"", "\"a/b\""] {
            assert!(serde_json::from_str::<Slug>(text).is_err(), "{text}");
        }
        assert_eq!(Slug::new(" "), None);
    }
}
