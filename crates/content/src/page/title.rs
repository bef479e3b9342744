//! Titles as readers see them.

use maud::{Markup, PreEscaped, Render as _};

/// A title, its words in backticks as code. Elsewhere it is a text, as in the tab of a browser.
pub(super) fn title(text: &str) -> Markup {
    let (mut html, mut rest) = (String::new(), text);
    while let Some((open, length)) = code(rest) {
        rest[..open].render_to(&mut html);
        html.push_str("<code>");
        rest[open + 1..open + 1 + length].render_to(&mut html);
        html.push_str("</code>");
        rest = &rest[open + 2 + length..];
    }
    rest.render_to(&mut html);
    PreEscaped(html)
}

/// Where the first code in a title begins, and its length. A backtick without partner is a sign, and two of them are a quotation
/// mark of LaTeX.
fn code(text: &str) -> Option<(usize, usize)> {
    let tick = |from: usize| text.as_bytes()[from..].iter().position(|&byte| byte == b'`');
    let open = tick(0)?;
    tick(open + 1).filter(|&length| length > 0).map(|length| (open, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_backticks_are_code() {
        for (text, expected) in [
            ("Using `mice` & `a<b>`", "Using <code>mice</code> &amp; <code>a&lt;b&gt;</code>"),
            ("`x`", "<code>x</code>"),
            ("A ` b", "A ` b"),
            ("Plain", "Plain"),
            ("``quoted''", "``quoted''"),
            ("", ""),
        ] {
            assert_eq!(title(text).into_string(), expected);
        }
    }
}
