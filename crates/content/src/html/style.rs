//! The one list of what a `style` attribute in a post may say.

pub(super) const STYLE_PROPERTIES: &[&str] = &[
    "align-items",
    "background",
    "background-color",
    "border",
    "border-bottom",
    "border-collapse",
    "border-color",
    "border-left",
    "border-radius",
    "border-right",
    "border-style",
    "border-top",
    "border-width",
    "clear",
    "color",
    "display",
    "flex",
    "flex-wrap",
    "float",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "gap",
    "height",
    "justify-content",
    "line-height",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-height",
    "max-width",
    "min-width",
    "opacity",
    "overflow",
    "overflow-x",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "text-align",
    "text-decoration",
    "vertical-align",
    "white-space",
    "width",
    "word-break",
    "zoom",
];

/// Functions that a value may call: none of them loads anything.
const FUNCTIONS: &[&str] =
    &["calc", "clamp", "hsl", "hsla", "linear-gradient", "max", "min", "radial-gradient", "rgb", "rgba"];

/// The declarations of a `style` attribute that may stay.
pub(super) fn clean(style: &str) -> String {
    let mut kept = String::new();
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let (property, value) = (property.trim().to_ascii_lowercase(), value.trim());
        let plain = value.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(c, ' ' | '#' | '%' | '.' | ',' | '-' | '+' | '(' | ')' | '!' | '\'' | '*' | '/')
        });
        let is_harmless = plain && !value.contains("/*") && calls_only(value, FUNCTIONS);
        if STYLE_PROPERTIES.contains(&property.as_str()) && is_harmless && !value.is_empty() {
            kept.push_str(&property);
            kept.push(':');
            kept.push_str(value);
            kept.push(';');
        }
    }
    kept.pop();
    kept
}

/// Whether all functions that a value calls are among `functions`, which are in lower case.
pub(super) fn calls_only(value: &str, functions: &[&str]) -> bool {
    value.match_indices('(').all(|(at, _)| {
        let before = &value[..at];
        let name = before.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
        // Parentheses inside of `calc(…)` have no name.
        name.is_empty() || functions.contains(&name.to_ascii_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_keep_what_is_harmless() {
        assert_eq!(
            clean("width: 50%; position: fixed; COLOR:red; background: url(x)"),
            "width:50%;color:red"
        );
        assert_eq!(
            clean("width:CALC((1px + 2%) * 2);color:rgb(1,2,3)"),
            "width:CALC((1px + 2%) * 2);color:rgb(1,2,3)"
        );
        for value in
            ["URL(x)", "image-set('x' 1x)", "src('x')", "cross-fade(x)", "expression(x)", "url/**/(x)"]
        {
            assert_eq!(clean(&format!("background:{value}")), "", "{value}");
        }
    }
}
