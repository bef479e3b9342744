//! Quantities: what `\pu{…}` holds.

use super::super::tex as syntax;

/// A quantity, `123.4e-5 kJ//mol`, as TeX.
pub(super) fn tex(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text.trim();
    let length =
        rest.find(|c: char| !(c.is_ascii_digit() || "+-.,e E()\u{2212}".contains(c))).unwrap_or(rest.len());
    // Blanks and an `E` may belong to the unit already.
    let number = rest[..length].trim_end_matches([' ', 'e', 'E', '(', '.', ',']);
    if number.contains(|c: char| c.is_ascii_digit()) {
        let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, ""));
        out.push_str(&mantissa.replace("+-", "\\pm ").replace(',', "{,}").replace(' ', "\\,"));
        if !exponent.is_empty() {
            out.push_str(&format!("\\times 10^{{{exponent}}}"));
        }
        rest = &rest[number.len()..];
        if !rest.trim_start().is_empty() && !rest.starts_with('%') {
            out.push_str("\\,");
        }
        rest = rest.trim_start();
    }
    // Digits behind a unit are its exponent.
    let mut follows_unit = false;
    while let Some(next) = rest.chars().next() {
        let mut length = next.len_utf8();
        match next {
            c if is_unit(c) => {
                length = rest.find(|c| !is_unit(c)).unwrap_or(rest.len());
                out.push_str(&format!("\\mathrm{{{}}}", &rest[..length]));
            }
            '^' | '-' | '0'..='9' if follows_unit || next == '^' => {
                let script = rest.strip_prefix('^').unwrap_or(rest);
                let (script, behind) = if script.starts_with('{') {
                    let inner = syntax::group(script, 0)?;
                    (&script[inner.clone()], &script[inner.end + 1..])
                } else {
                    let sign = usize::from(script.starts_with(['-', '+']));
                    let end = sign + script[sign..].bytes().take_while(u8::is_ascii_digit).count();
                    script.split_at(end)
                };
                if !script.ends_with(|c: char| c.is_alphanumeric()) || out.is_empty() {
                    return None;
                }
                out.push_str(&format!("^{{{script}}}"));
                rest = behind;
                continue;
            }
            '/' => {
                length += usize::from(rest.starts_with("//"));
                out.push('/');
            }
            ' ' | '.' | '*' | '~' | '\u{B7}' => out.push_str("\\,"),
            '0'..='9' | '-' | '+' | '=' | ',' => out.push(next),
            '%' => out.push_str("\\%"),
            '(' | ')' => out.push(next),
            '\\' => {
                length = syntax::command_length(rest);
                out.push_str(&format!("{} ", &rest[..length]));
            }
            _ => return None,
        }
        follows_unit = is_unit(next) || next == ')';
        rest = &rest[length..];
    }
    (!out.is_empty()).then_some(out)
}

/// Whether a character may stand in a unit: a letter, the degree, the micro sign, a prime.
fn is_unit(character: char) -> bool {
    character.is_alphabetic() || matches!(character, '\u{B0}' | '\u{B5}' | '\'')
}
