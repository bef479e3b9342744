//! `<s>` and `</s>`: to HTML struck text, to those who write of language models the tokens around a sequence.

use super::escape_text;

/// How a token is written.
const TOKEN: &str = "<s>";

/// Bytes between a token and its end: nobody strikes more, and it keeps the walk linear.
const MAX_LENGTH: usize = 4096;

/// The `<s>` that are open.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// Where they stand in what was written; `None` for one that no token looks like.
    open: Vec<Option<usize>>,
}

impl Tokens {
    /// Hears of a tag and where it will be written.
    pub(super) fn open(&mut self, source: &str, at: usize) {
        self.open.push((source == TOKEN).then_some(at));
    }

    /// Ends the innermost. If it is a token, makes it text, and its end, and returns true.
    pub(super) fn close(&mut self, has_end_tag: bool, out: &mut String) -> bool {
        let Some(at) = self.open.pop().flatten() else { return false };
        let Some(inner) = out.get(at..).and_then(|written| written.strip_prefix(TOKEN)) else { return false };
        // Places of headings are known to others.
        if inner.len() > MAX_LENGTH || inner.contains("<h") {
            return false;
        }
        let is_spaced = inner.starts_with(char::is_whitespace) && inner.ends_with(char::is_whitespace);
        if has_end_tag && !is_spaced && inner.contains(char::is_alphanumeric) {
            return false;
        }
        out.replace_range(at..at + TOKEN.len(), "&lt;s&gt;");
        if has_end_tag {
            escape_text("</s>", out);
        }
        true
    }
}
