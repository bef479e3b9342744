//! What a reader asks: words, and labels to keep to.

use super::{
    format::{Label, LabelKind},
    spelling::other_spelling,
    tokens::{Purpose, is_hyphen, tokens},
};

/// More words are left out: nobody types them, and pasted text is found by its first ones.
const MAX_TERMS: usize = 16;

/// A word that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// Folded.
    pub word: String,
    /// The same word as others spell it: across the Atlantic, or, of `pre-training`, without the hyphen.
    pub other_spelling: Option<String>,
    /// Whether it may be the start of a word: the last one, while it is typed.
    pub is_prefix: bool,
    /// Whether it makes a section better that has it, but is not asked for: the whole of `torch.matmul`, whose parts
    /// are words of their own.
    pub is_extra: bool,
}

impl Term {
    /// The word as it was typed, then as others spell it.
    pub(super) fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.word.as_str()).chain(self.other_spelling.as_deref())
    }

    /// Whether a word of a text is the one that is asked for, or may become it.
    pub(super) fn is_answered_by(&self, word: &str) -> bool {
        self.spellings().any(|asked| word == asked || (self.is_prefix && word.starts_with(asked)))
    }
}

/// A question to the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub(super) terms: Vec<Term>,
    /// Labels that a post must have: `tag:rust`, `#rust`, `category:notes`, each with its slug.
    pub(super) filters: Vec<(LabelKind, String)>,
}

impl Query {
    /// Reads what was typed. Any text is a query.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut words = String::new();
        for piece in text.split_inclusive(char::is_whitespace) {
            match filter(piece.trim_end()) {
                Some(filter) if !query.filters.contains(&filter) => query.filters.push(filter),
                Some(_) => {}
                None => words.push_str(piece),
            }
        }
        let terms = &mut query.terms;
        // The word before: which one it is, and where it ends.
        let mut before: Option<(usize, usize)> = None;
        tokens(&words, Purpose::Query, &mut |word, range| {
            let is_prefix = range.end == words.len();
            let known = terms.iter().position(|term| term.word == word);
            if let Some(known) = known {
                terms[known].is_prefix |= is_prefix;
            } else if terms.len() < MAX_TERMS {
                terms.push(Term {
                    word: word.to_owned(),
                    other_spelling: other_spelling(word),
                    is_prefix,
                    is_extra: is_owned_name(word),
                });
            }
            let number = known.unwrap_or(terms.len() - 1);
            if let Some((first, end)) = before
                && words.get(end..range.start).is_some_and(is_hyphen)
            {
                let whole = [terms[first].word.as_str(), word].concat();
                for part in [first, number] {
                    terms[part].other_spelling.get_or_insert_with(|| whole.clone());
                }
            }
            before = Some((number, range.end));
        });
        query
    }

    /// Whether it has all words of a name, and no others: what is called as it was asked for comes first.
    pub(super) fn is_name(&self, name: &str) -> bool {
        // A bit for each word that is asked for, of which there are at most MAX_TERMS.
        let (mut is_name, mut found) = (true, 0_u32);
        tokens(name, Purpose::Query, &mut |word, _| {
            let number = self.terms.iter().position(|term| term.spellings().any(|asked| asked == word));
            is_name &= number.is_some();
            found |= number.map_or(0, |number| 1 << number);
        });
        is_name && found.count_ones() as usize == self.terms.len()
    }

    /// Whether it asks for nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.filters.is_empty()
    }
}

impl Label {
    /// How a query names it: `tag:linear-algebra`.
    #[must_use]
    pub fn filter(&self) -> String {
        [self.kind.as_str(), ":", &self.slug].concat()
    }
}

/// Whether a word is a name with its owner, as `torch.matmul`; `3.14` is a number.
fn is_owned_name(word: &str) -> bool {
    word.contains('.') && !word.starts_with(|first: char| first.is_ascii_digit())
}

/// A label in a query, by its slug or its name; `C#` and `#` alone are none.
fn filter(piece: &str) -> Option<(LabelKind, String)> {
    let (kind, slug) = [("tag:", LabelKind::Tag), ("category:", LabelKind::Category), ("#", LabelKind::Tag)]
        .into_iter()
        .find_map(|(sign, kind)| Some((kind, piece.strip_prefix(sign)?)))?;
    // `#[derive(Debug)]` is code.
    slug.starts_with(char::is_alphanumeric).then(|| (kind, slug.to_lowercase()))
}

/// Whether one letter has to be put in, left out, changed, or changed with its neighbour to make one word of the other.
pub(super) fn is_one_error(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    // Cut at whole characters: a shared first byte says nothing.
    let common = a.floor_char_boundary(common).min(b.floor_char_boundary(common));
    let (a, b) = (&a[common..], &b[common..]);
    let at_end: usize = a
        .chars()
        .rev()
        .zip(b.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let mut rest_a = a[..a.len() - at_end].chars();
    let mut rest_b = b[..b.len() - at_end].chars();
    let pairs = [(rest_a.next(), rest_b.next()), (rest_a.next(), rest_b.next())];
    if rest_a.next().is_some() || rest_b.next().is_some() {
        return false;
    }
    let [(a1, b1), (a2, b2)] = pairs;
    (a2.is_none() && b2.is_none()) || (a1 == b2 && a2 == b1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let query = Query::parse(text);
        let terms =
            query.terms.iter().map(|term| format!("{}{}", term.word, if term.is_prefix { "*" } else { "" }));
        let filters = query.filters.iter().map(|(kind, slug)| format!("{}={slug}", kind.as_str()));
        terms.chain(filters).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn queries_are_words_and_labels() {
        for (text, query) in [
            ("Attention heads", "attention heads*"),
            ("attention ", "attention"),
            (".fit()", "fit"),
            ("torch.matmul ", "torch matmul torch.matmul"),
            ("C++", "c++*"),
            ("tag:Rust borrow category:notes", "borrow tag=rust category=notes"),
            ("#rust C# #", "c# tag=rust"),
            ("#[derive(Debug)]", "derive debug"),
            ("a b a", "a* b"),
            ("(", ""),
            ("", ""),
        ] {
            assert_eq!(read(text), query, "{text}");
        }
    }

    #[test]
    fn words_with_a_hyphen_are_spelled_without_it_too() {
        let query = Query::parse("low-rank pre-training - x");
        let others: Vec<_> = query.terms.iter().map(|term| term.other_spelling.as_deref()).collect();
        let [low, training] = [Some("lowrank"), Some("pretraining")];
        assert_eq!(others, [low, low, training, training, None]);
        Query::parse("a-a-a a-").terms.iter().for_each(|term| assert!(!term.word.is_empty()));
    }

    #[test]
    fn one_error_is_one_letter() {
        for (a, b) in [
            ("atention", "attention"),
            ("attentoin", "attention"),
            ("xttention", "attention"),
            ("grädient", "gradient"),
            ("ab", "abc"),
            ("abc", "ab"),
            ("", "a"),
        ] {
            assert!(is_one_error(a, b), "{a} {b}");
        }
        for (a, b) in
            [("atenton", "attention"), ("abc", "cba"), ("ab", "abcd"), ("", "ab"), ("softmax", "hardmax")]
        {
            assert!(!is_one_error(a, b), "{a} {b}");
        }
    }
}
