//! Citations: which keys a post names, in the spellings of Pandoc, Distill and Jekyll.

use std::ops::Range;

use crate::{
    compat::{LIST_OF_REFERENCES, REFERENCE, is_cross_reference, key_length},
    document::Document,
    html::unescape,
    math::survey,
};

/// A key that is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The key, without `@`.
    pub key: String,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

/// Bytes around a key in which its brackets stand.
const NEAR: usize = 400;

/// The citations of a body that starts at `body_start` in its file, in order. Those of Pandoc without brackets or with
/// words before them are some only in a post with a bibliography.
#[must_use]
pub fn citations(source: &str, body_start: usize, has_bibliography: bool) -> Vec<Citation> {
    let body = source.get(body_start..).unwrap_or_default();
    let signs: &[&str] =
        if has_bibliography { &["@", "<d-cite", "{% cite"] } else { &["[@", "[-@", "<d-cite", "{% cite"] };
    if !signs.iter().any(|sign| body.contains(sign)) {
        return Vec::new();
    }
    let survey = survey(body);
    let is_prose =
        |at: usize| !survey.literal.iter().chain(&survey.formulas).any(|range| range.contains(&at));
    let mut found = Vec::new();
    for (open, sign) in [("[@", ']'), ("[-@", ']'), ("<d-cite", '>'), ("{% cite", '%')] {
        for (at, _) in body.match_indices(open) {
            let inner = at + open.trim_end_matches(['@', '-']).len();
            // The name of a tag of Jekyll may be longer: `{% citep key %}`.
            let is_name = |c: char| sign == '%' && (c.is_ascii_alphabetic() || c == '_');
            let inner = body.len() - body[inner..].trim_start_matches(is_name).len();
            let Some(length) = body[inner..].find([sign, '\n']) else { continue };
            let text = &body[inner..inner + length];
            if !is_prose(at) || (sign == ']' && body[inner + length..].starts_with("](")) {
                continue;
            }
            for (offset, key) in keys(text, sign) {
                let start = body_start + inner + offset;
                found.push(Citation { key: key.to_owned(), span: start..start + key.len() });
            }
        }
    }
    if has_bibliography {
        for (at, _) in body.match_indices('@').filter(|&(at, _)| is_prose(at)) {
            let follows_word = body[..at].ends_with(|c: char| c.is_alphanumeric() || "\\/._`".contains(c));
            let behind = &body[at..body.floor_char_boundary((at + NEAR).min(body.len()))];
            let key = keys(behind, ']').into_iter().next().map(|(_, key)| key);
            // Behind words in brackets, or with a year.
            let before = &body[body.floor_char_boundary(at.saturating_sub(NEAR))..at];
            let in_brackets = before.rfind(['[', ']']).is_some_and(|open| before[open..].starts_with('['))
                && behind.split_once(']').is_some_and(|(_, behind)| !behind.starts_with(['(', '[']));
            if let Some(key) = key.filter(|key| !follows_word && body[at + 1..].starts_with(*key))
                && (in_brackets || key.contains(|c: char| c.is_ascii_digit()))
            {
                let start = body_start + at + 1;
                found.push(Citation { key: key.to_owned(), span: start..start + key.len() });
            }
        }
    }
    found.sort_by_key(|citation| citation.span.start);
    found.dedup();
    found
}

/// The keys of the works in the list of references of a document: what it cites and the bibliography has.
#[must_use]
pub fn cited(document: &Document) -> Vec<String> {
    let list = document.html.rfind(LIST_OF_REFERENCES).map_or("", |at| &document.html[at..]);
    let keys = list.split(REFERENCE).skip(1).filter_map(|entry| entry.split('"').next());
    keys.map(unescape).collect()
}

/// The keys in what stands between the signs of a citation.
fn keys(text: &str, sign: char) -> Vec<(usize, &str)> {
    match sign {
        ']' => text
            .match_indices('@')
            .filter_map(|(at, _)| {
                let rest = &text[at + 1..];
                let key = &rest[..key_length(rest)];
                (!key.is_empty() && !is_cross_reference(key)).then_some((at + 1, key))
            })
            .collect(),
        '>' => {
            let Some(at) =
                ["key=", "keys=", "bibtex-key="].iter().find_map(|name| Some(text.find(name)? + name.len()))
            else {
                return Vec::new();
            };
            let value = text[at..].trim_start_matches(['"', '\'']);
            let from = at + text[at..].len() - value.len();
            words(from, value.split(['"', '\'']).next().unwrap_or_default())
        }
        _ => words(0, text).into_iter().take_while(|(_, word)| !word.starts_with('-')).collect(),
    }
}

/// Words between blanks and commas, with their places.
fn words(from: usize, text: &str) -> Vec<(usize, &str)> {
    let mut at = from;
    let mut words = Vec::new();
    for word in text.split([' ', ',', '\t', ';']) {
        if !word.is_empty() {
            words.push((at, word));
        }
        at += word.len() + 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_in_all_spellings() {
        let source = "x [@a1; see @b:2, p. 3] <d-cite key=\"c,d\"></d-cite> {% cite e f --file x %} {% cite_details h %} `[@no]` [@fig:x] [@g](u)";
        let found = citations(source, 0, false);
        let keys: Vec<&str> = found.iter().map(|citation| citation.key.as_str()).collect();
        assert_eq!(keys, ["a1", "b:2", "c", "d", "e", "f", "h"]);
        for Citation { key, span } in &found {
            assert_eq!(&source[span.clone()], key);
        }
    }

    #[test]
    fn a_bibliography_makes_names_keys() {
        let source = "[see @a, p. 3; @b] @c2020 says, @someone [@d](u) me@e1.org `@f1` @{g}";
        let keys = |has_bibliography| {
            let found = citations(source, 0, has_bibliography).into_iter();
            found.map(|citation| citation.key).collect::<Vec<_>>()
        };
        assert_eq!(keys(true), ["a", "b", "c2020"]);
        assert!(keys(false).is_empty());
    }
}
