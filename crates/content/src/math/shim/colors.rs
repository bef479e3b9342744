//! Colours in the models of LaTeX's `xcolor`, as the hexadecimal numbers that KaTeX reads.

use super::tex;

/// Commands whose first arguments are colours, with the number of those.
const COMMANDS: [(&str, usize); 4] = [("color", 1), ("textcolor", 1), ("colorbox", 1), ("fcolorbox", 2)];

/// The colours that `\definecolor` has given a name so far.
#[derive(Debug, Default)]
pub(super) struct Colors {
    named: Vec<(String, String)>,
}

impl Colors {
    /// Takes the definitions of colours out of a formula, and writes the colours in it so that KaTeX knows them.
    pub(super) fn replace(&mut self, source: &mut String) {
        if !studybuddy_text::contains(source, "color") {
            return;
        }
        while let Some(found) = tex::find_command(source, "definecolor", 0) {
            let mut end = found.end;
            let mut arguments = Vec::new();
            while let Some(argument) = tex::group(source, end).filter(|_| arguments.len() < 3) {
                end = argument.end + 1;
                arguments.push(source[argument].trim().to_owned());
            }
            if let [name, model, value] = arguments.as_slice()
                && let Some(color) = color(model, value)
            {
                self.named.push((name.clone(), color));
            }
            source.replace_range(found.start..end, "");
        }
        for (name, colors) in COMMANDS {
            let mut from = 0;
            while let Some(found) = tex::find_command(source, name, from) {
                from = found.end;
                for _ in 0..colors {
                    let model = tex::optional(source, from);
                    let Some(value) = tex::group(source, model.as_ref().map_or(from, |model| model.end + 1))
                    else {
                        break;
                    };
                    let text = source[value.clone()].trim();
                    let known = match &model {
                        Some(model) => color(&source[model.clone()], text),
                        None => self.named(text),
                    };
                    let end = value.end + 1;
                    let Some(known) = known else {
                        from = end;
                        continue;
                    };
                    source.replace_range(from..end, &format!("{{{known}}}"));
                    from += known.len() + 2;
                }
            }
        }
    }

    /// The colour that has a name; the last one counts.
    fn named(&self, name: &str) -> Option<String> {
        self.named.iter().rfind(|(known, _)| known == name).map(|(_, color)| color.clone())
    }
}

/// A colour of a model as `#rrggbb`.
fn color(model: &str, value: &str) -> Option<String> {
    let parts =
        |scale| -> Vec<u8> { value.split(',').filter_map(|number| scaled(number.trim(), scale)).collect() };
    let parts = match model.trim() {
        "rgb" => parts(255),
        "RGB" => parts(1),
        "gray" => parts(255).repeat(3),
        "HTML" => return Some(format!("#{}", value.trim_start_matches('#').to_lowercase())),
        "named" => return Some(value.to_owned()),
        _ => return None,
    };
    let [red, green, blue] = parts.as_slice() else { return None };
    Some(format!("#{red:02x}{green:02x}{blue:02x}"))
}

/// A decimal number times a scale, rounded, and kept within a byte. The standard library's numbers with a point would bring a
/// table of 9 kB into the app.
fn scaled(number: &str, scale: u32) -> Option<u8> {
    if let Some(number) = number.strip_prefix('-') {
        return scaled(number, scale).map(|_| 0);
    }
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = whole.bytes().chain(fraction.bytes());
    if number == "." || number.is_empty() || !digits.clone().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let places = fraction.len().min(6);
    let value = digits
        .take(whole.len() + places)
        .fold(0_u64, |value, digit| value.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
    let one = 10_u64.pow(places as u32);
    let rounded = value.saturating_mul(u64::from(scale)).saturating_add(one / 2) / one;
    Some(rounded.min(255) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_colors_are_rounded_and_kept_within_a_byte() {
        for (number, scale, byte) in [
            ("0", 255, 0),
            ("0.5", 255, 128),
            (".2", 255, 51),
            ("1.", 255, 255),
            ("0.3333333333333", 255, 85),
            ("127.4", 1, 127),
            ("127.5", 1, 128),
            ("7", 255, 255),
            ("99999999999999999999999", 255, 255),
            ("-0.5", 255, 0),
        ] {
            assert_eq!(scaled(number, scale), Some(byte), "{number}");
        }
        for number in ["", ".", "-", "+1", "0x1", "1.2.3", "a", "١"] {
            assert_eq!(scaled(number, 255), None, "{number}");
        }
    }
}
