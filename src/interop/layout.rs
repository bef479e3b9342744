//! What depends on the layout of the page that is shown.

use web_sys::Element;

use super::{each, window};

/// Where the outline stands beside the text; the style sheet `toc.css` has the same width.
const WIDE: &str = "(width >= 70rem)";

/// Tells assistive technology what the layout shows: an outline beside the text is open, and a formula that scrolls
/// in its box can be reached by keyboard.
pub fn expose() {
    let is_wide = window()
        .and_then(|window| window.match_media(WIDE).ok().flatten())
        .is_some_and(|query| query.matches());
    if is_wide {
        each(".toc > details", |outline: &Element| _ = outline.set_attribute("open", ""));
    }
    each(".katex-display", |formula: &Element| {
        if formula.scroll_width() > formula.client_width() {
            _ = formula.set_attribute("tabindex", "0");
        }
    });
}
