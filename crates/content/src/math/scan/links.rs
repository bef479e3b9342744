//! Targets of links: an address may hold dollars, underscores and backslashes.

use super::Scanner;

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
}

pub(super) fn is_url(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
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
