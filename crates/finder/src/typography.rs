//! What readers set for themselves: how the text looks, and whether what they read is remembered.

/// A choice: its name on the document, what it says, and its values with what they say. The empty value is ours.
type Choice = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const CHOICES: [Choice; 5] = [
    ("size", "Size", &[("small", "Small"), ("", "Normal"), ("large", "Large"), ("larger", "Larger")]),
    ("measure", "Lines", &[("narrow", "Short"), ("", "Normal"), ("wide", "Long")]),
    ("leading", "Spacing", &[("tight", "Tight"), ("", "Normal"), ("loose", "Loose")]),
    ("font", "Letters", &[("", "Serif"), ("sans", "Sans")]),
    ("contrast", "Contrast", &[("", "Normal"), ("more", "More")]),
];

/// What else is kept for the reader, and how to be rid of it: folded, so that nobody forgets by a slip of the finger.
const MEMORY: &str = "<details class=\"typography-memory\"><summary>What is remembered</summary>\
    <p>Where you stopped in each post and what you have read is kept in this browser, and nowhere else.</p>\
    <p><button class=\"typography-forget\" type=\"button\">Forget what I read</button> <span role=\"status\"></span></p>\
    </details>";

/// The inside of the panel. Each name and value is one that `style/typography.css` knows.
pub fn markup() -> String {
    let mut out = String::from("<h2 id=\"sb-typography\">Text</h2>");
    for (name, label, values) in CHOICES {
        out.push_str("<fieldset class=\"typography-choice\"><legend>");
        out.push_str(label);
        out.push_str("</legend><div class=\"typography-values\">");
        for (value, label) in values {
            let input = [
                "<label class=\"typography-value\"><input type=\"radio\" name=\"",
                name,
                "\" value=\"",
                value,
            ];
            out.push_str(&input.concat());
            out.push_str(&["\"><span>", label, "</span></label>"].concat());
        }
        out.push_str("</div></fieldset>");
    }
    out.push_str(MEMORY);
    out.push_str(
        "<div class=\"typography-end\"><button class=\"typography-reset\" type=\"button\">Reset</button>\
         <button class=\"typography-close\" type=\"button\">Close</button></div>",
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_has_its_rule_and_is_set_before_the_first_paint() {
        let sheet = include_str!("../../../style/typography.css");
        let script = include_str!("../../../src/interop/theme.js");
        for (name, _, values) in CHOICES {
            assert!(script.contains(&format!("\"{name}\"")), "{name}");
            for (value, _) in values.iter().filter(|(value, _)| !value.is_empty()) {
                assert!(sheet.contains(&format!(":root[data-{name}=\"{value}\"]")), "{name} {value}");
            }
            assert_eq!(values.iter().filter(|(value, _)| value.is_empty()).count(), 1, "{name}");
        }
    }
}
