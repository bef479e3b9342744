//! The one list of what a `style` attribute in a post may say.

const STYLE_PROPERTIES: &[&str] = &[
    "background",
    "background-color",
    "border",
    "border-bottom",
    "border-collapse",
    "border-left",
    "border-radius",
    "border-right",
    "border-top",
    "clear",
    "color",
    "display",
    "float",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "height",
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
        let lower = value.to_ascii_lowercase();
        let harmless = !lower.contains("url") && !lower.contains("expression") && !lower.contains("/*");
        if STYLE_PROPERTIES.contains(&property.as_str()) && plain && harmless && !value.is_empty() {
            kept.push_str(&property);
            kept.push(':');
            kept.push_str(value);
            kept.push(';');
        }
    }
    kept.pop();
    kept
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
    }
}
