//! Heading ids by GitHub's rule, and the outline.

use std::collections::HashMap;

use serde::Serialize;

use crate::unicode::is_word;

/// A heading in the outline of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TocEntry {
    /// 1 to 6.
    pub level: u8,
    /// The heading's id: its fragment.
    pub id: String,
    /// The heading's text, formulas as TeX.
    pub text: String,
    /// The heading's HTML for use in a link: no links, notes or ids in it; formulas are markers.
    pub html: String,
    /// Headings below it. A skipped level hangs under the nearest heading above.
    pub children: Vec<TocEntry>,
}

/// Puts headings, in order, into a tree: each hangs under the nearest one before it that has a smaller level.
pub(super) fn nest(headings: Vec<TocEntry>) -> Vec<TocEntry> {
    let mut roots: Vec<TocEntry> = Vec::new();
    for heading in headings {
        let mut siblings = &mut roots;
        while siblings.last().is_some_and(|last| last.level < heading.level) {
            let last = siblings.len() - 1;
            siblings = &mut siblings[last].children;
        }
        siblings.push(heading);
    }
    roots
}

/// Gives ids: GitHub's slug of the text, with `-1`, `-2` for those that are taken.
#[derive(Debug, Default)]
pub(super) struct Slugger {
    /// Ids in use, with how often a suffix was put to them.
    taken: HashMap<String, usize>,
}

impl Slugger {
    /// Keeps an id from being given: it is written in the post, or is the app's own.
    pub(super) fn reserve(&mut self, id: &str) {
        self.taken.entry(id.to_owned()).or_insert(0);
    }

    /// An id for a heading with this text, as github-slugger 2 does it.
    pub(super) fn id(&mut self, text: &str) -> String {
        let base = match heading_slug(text) {
            slug if slug.is_empty() => "section".to_owned(),
            slug => slug,
        };
        let mut id = base.clone();
        let mut suffix = self.taken.get(&base).copied().unwrap_or(0);
        while self.taken.contains_key(&id) {
            suffix += 1;
            id = format!("{base}-{suffix}");
        }
        if id != base {
            self.taken.insert(base, suffix);
        }
        self.taken.insert(id.clone(), 0);
        id
    }
}

/// GitHub's slug: lower case; letters, marks, digits, connectors, `-` stay; blanks become hyphens; the rest goes.
pub(crate) fn heading_slug(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter_map(|character| match character {
            ' ' | '-' => Some('-'),
            'a'..='z' | '0'..='9' | '_' => Some(character),
            _ if character.is_ascii() => None,
            _ if is_word(character) => Some(character),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_githubs() {
        for (text, slug) in [
            ("What's new in C++ & C#?", "whats-new-in-c--c"),
            ("Bias–variance “trade-off”: a (short) tour…", "biasvariance-trade-off-a-short-tour"),
            ("损失函数（Loss）的推导", "损失函数loss的推导"),
            ("Über Größe", "über-größe"),
            ("हिन्दी", "हिन्दी"),
            ("🚀 Results", "-results"),
            ("½ x_y‿z ⅷ ①", "-x_y‿z-ⅷ-"),
        ] {
            assert_eq!(heading_slug(text), slug);
        }
    }

    #[test]
    fn repeated_headings_get_numbers_that_do_not_collide() {
        let mut slugger = Slugger::default();
        let ids: Vec<_> =
            ["Setup", "Setup", "Setup 1", "Setup"].iter().map(|text| slugger.id(text)).collect();
        assert_eq!(ids, ["setup", "setup-1", "setup-1-1", "setup-2"]);
    }

    #[test]
    fn skipped_level_hangs_under_nearest_ancestor() {
        let heading = |level, id: &str| TocEntry {
            level,
            id: id.to_owned(),
            text: String::new(),
            html: String::new(),
            children: Vec::new(),
        };
        let tree = nest(vec![
            heading(4, "deep"),
            heading(2, "a"),
            heading(4, "b"),
            heading(3, "c"),
            heading(2, "d"),
        ]);
        fn outline(entries: &[TocEntry]) -> String {
            entries.iter().map(|entry| format!("{}({})", entry.id, outline(&entry.children))).collect()
        }
        assert_eq!(outline(&tree), "deep()a(b()c())d()");
    }
}
