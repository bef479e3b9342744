//! Titles as readers see them.

use maud::{Markup, PreEscaped};

use crate::html::escape_text;

/// A title, its words in backticks as code. Elsewhere it is a text, as in the tab of a browser.
pub(super) fn title(text: &str) -> Markup {
    let (mut html, mut rest) = (String::new(), text);
    // One that has no partner is a sign, and two of them are a quotation mark of LaTeX.
    while let Some((before, behind)) = rest.split_once('`')
        && let Some((code, after)) = behind.split_once('`')
        && !code.is_empty()
    {
        escape_text(before, &mut html);
        html.push_str("<code>");
        escape_text(code, &mut html);
        html.push_str("</code>");
        rest = after;
    }
    escape_text(rest, &mut html);
    PreEscaped(html)
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
