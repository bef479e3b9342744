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
        replace_each(source, &|model, text| match model {
            Some(model) => color(model, text),
            None => self.named(text),
        });
    }

    /// The colour that has a name; the last one counts.
    fn named(&self, name: &str) -> Option<String> {
        self.named.iter().rfind(|(known, _)| known == name).map(|(_, color)| color.clone())
    }
}

/// Writes each colour as `other` has it, which is asked with its model, if there is one; what that does not know stays.
pub(super) fn replace_each(source: &mut String, other: &dyn Fn(Option<&str>, &str) -> Option<String>) {
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
                let end = value.end + 1;
                let known = other(model.map(|model| &source[model]), source[value].trim());
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

/// How many colours a command takes, if it is one for colours.
pub(super) fn count(command: &str) -> Option<usize> {
    COMMANDS.iter().find_map(|&(name, colors)| (name == command).then_some(colors))
}

/// A colour of a model as `rrggbb`. In a definition `#` would stand for an argument.
fn color(model: &str, value: &str) -> Option<String> {
    let parts = |scale: f64| -> Vec<u8> {
        let numbers = value.split(',').filter_map(|number| number.trim().parse::<f64>().ok());
        // A cast keeps within a byte.
        numbers.map(|number| (number * scale).round() as u8).collect()
    };
    let parts = match model.trim() {
        "rgb" => parts(255.0),
        "RGB" => parts(1.0),
        "gray" => parts(255.0).repeat(3),
        "HTML" => {
            let digits = value.trim_start_matches('#').to_lowercase();
            return Some(if digits.len() == 6 { digits } else { ["#", &digits].concat() });
        }
        "named" => return Some(value.to_owned()),
        _ => return None,
    };
    let [red, green, blue] = parts.as_slice() else { return None };
    Some(format!("{red:02x}{green:02x}{blue:02x}"))
}
