//! Targets of links: an address may hold dollars, underscores and backslashes.

use super::Scanner;
use crate::markdown::address_length;

impl Scanner<'_> {
    /// `](target "title")`: the target is not text; the title is.
    pub(super) fn link_target(&mut self) {
        self.copy(2);
        let rest = &self.source[self.at..self.block_end.max(self.at)];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let target = &rest[blanks..];
        let length = if target.starts_with('<') {
            target.find(['>', '\n']).map_or(0, |end| end + usize::from(target.as_bytes()[end] == b'>'))
        } else {
            bare_target_length(target)
        };
        self.copy(blanks + length);
    }

    /// A bare address. As on GitHub, `*`, `_` and `~` in it are its own: they are written as references, which mean the
    /// same in text, in targets and in HTML.
    pub(super) fn url(&mut self) {
        let rest = self.rest();
        if self.out.ends_with('<') {
            // Nothing is a reference in `<https://…>`.
            let length = rest.find(['>', ' ', '\n']).unwrap_or(rest.len());
            return self.copy(length);
        }
        let end = self.at + address_length(rest).max(1);
        while self.at < end {
            let address = &self.source[self.at..end];
            let Some(sign) = address.find(['*', '_', '~']) else { return self.copy(address.len()) };
            self.copy(sign);
            let is_in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let around = (self.out.chars().next_back(), address[sign + 1..].chars().next());
            if address[sign..].starts_with('_') && is_in_word(around.0) && is_in_word(around.1) {
                self.copy(1);
                continue;
            }
            let reference = format!("&#{};", address.as_bytes()[sign]);
            self.offsets.push_written(self.out.len(), self.body_start + self.at);
            self.out.push_str(&reference);
            self.skip(1);
        }
    }
}

/// The length of a link target that does not stand in `<…>` (CommonMark 6.3).
pub(crate) fn bare_target_length(target: &str) -> usize {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, character) in target.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            character if character.is_whitespace() => return at,
            _ => {}
        }
    }
    target.len()
}
