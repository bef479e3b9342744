//! The one list of what a `style` attribute in a post may say.

pub(super) const STYLE_PROPERTIES: &[&str] = &[
    "align-items",
    "aspect-ratio",
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
    "flex-direction",
    "flex-flow",
    "flex-wrap",
    "float",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "gap",
    "grid-template-columns",
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
    "order",
    "overflow",
    "overflow-x",
    "overflow-y",
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
const FUNCTIONS: &[&str] = &[
    "calc",
    "clamp",
    "hsl",
    "hsla",
    "linear-gradient",
    "max",
    "min",
    "minmax",
    "radial-gradient",
    "repeat",
    "rgb",
    "rgba",
];

/// The declarations of a `style` attribute that may stay.
///
/// A box for a film often has no height, or none is said, but a padding, over which the film is laid by its position.
/// Positions do not stay: the box gets the shape that the padding would give it. Neither does a box leave its text that is
/// moved by half of the window.
pub(super) fn clean(style: &str) -> String {
    let declarations: Vec<_> = harmless(style).collect();
    let has =
        |is_one: fn(&str, &str) -> bool| declarations.iter().any(|(property, value)| is_one(property, value));
    let is_flat = has(|property, value| property == "height" && matches!(value, "0" | "0px"));
    let is_laid_over = style.contains("relative") && !has(|property, _| property == "height");
    let is_box = (is_flat || is_laid_over) && has(|property, value| shape(property, value).is_some());
    // Broader than the text it stands in, by a shift of which only a part may stay: `left: 50%; margin-left: -50vw`.
    let is_shifted = has(|_, value| value.starts_with('-') && value.ends_with("vw"));
    // What shows all that it holds would lie over what follows: it stood in the margin.
    let is_open = is_flat && !has(|property, _| property.starts_with("overflow"));
    let mut kept = String::new();
    for (property, value) in &declarations {
        if (property == "height" && (is_box || is_open)) || (is_shifted && value.ends_with("vw")) {
            continue;
        }
        let parts = match shape(property, value).filter(|_| is_box) {
            Some(share) => ["aspect-ratio", ":100/", share],
            None => [property, ":", value],
        };
        kept.extend(parts);
        kept.push(';');
    }
    kept.pop();
    kept
}

/// The height of a box as a share of its width, in per cent, if a declaration gives it by a padding.
fn shape<'a>(property: &str, value: &'a str) -> Option<&'a str> {
    let share = value.strip_suffix('%').filter(|_| matches!(property, "padding-bottom" | "padding-top"))?;
    let is_number = share.starts_with(|c| matches!(c, '1'..='9'))
        && !share.contains(|c: char| !c.is_ascii_digit() && c != '.');
    is_number.then_some(share)
}

/// The declarations that do no harm.
fn harmless(style: &str) -> impl Iterator<Item = (String, &str)> {
    style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let (property, value) = (property.trim().to_ascii_lowercase(), value.trim());
        let plain = value.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(c, ' ' | '#' | '%' | '.' | ',' | '-' | '+' | '(' | ')' | '!' | '\'' | '*' | '/')
        });
        let is_harmless = plain && !value.is_empty() && !value.contains("/*") && calls_only(value, FUNCTIONS);
        (is_harmless && STYLE_PROPERTIES.contains(&property.as_str())).then_some((property, value))
    })
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
    fn boxes_for_films_keep_their_shape() {
        for (style, kept) in [
            (
                "position: relative; width: 100%; padding-bottom: 56.25%; height: 0; overflow: hidden;",
                "width:100%;aspect-ratio:100/56.25;overflow:hidden",
            ),
            (
                "grid-template-columns: repeat(2, minmax(0, 1fr))",
                "grid-template-columns:repeat(2, minmax(0, 1fr))",
            ),
            ("padding-top:75%;height:0px", "aspect-ratio:100/75"),
            ("overflow:hidden; padding-top: 40%; position: relative;", "overflow:hidden;aspect-ratio:100/40"),
            ("padding-bottom: 5%; height: 10px; position: relative", "padding-bottom:5%;height:10px"),
            ("padding-bottom: 5%", "padding-bottom:5%"),
            (
                "width: 100vw; position: relative; left: 50%; margin-left: -50vw; margin-right: -50vw; padding: 1em",
                "padding:1em",
            ),
            ("width: 90vw; margin-left: calc(50% - 45vw)", "width:90vw;margin-left:calc(50% - 45vw)"),
            ("height: 0; overflow: hidden", "height:0;overflow:hidden"),
            ("height: 0; padding-bottom: 3em", "padding-bottom:3em"),
            ("height: 0px; padding-bottom: 1.e5%", "padding-bottom:1.e5%"),
        ] {
            assert_eq!(clean(style), kept, "{style}");
        }
    }

    #[test]
    fn styles_keep_what_is_harmless() {
        let column = "margin:2rem auto;display:flex;flex-direction:column;gap:0.4rem;align-items:center";
        assert_eq!(clean(column), column);
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
