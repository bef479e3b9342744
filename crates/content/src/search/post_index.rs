//! What the index holds of one post: depends on nothing else, so that it can be kept until the post changes.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    bytes::{Reader, write_number, write_posting, write_text},
    dictionary::Posting,
    format::Malformed,
    ranking::{self, Occurrences, name_bonus},
    section::{Section, sections},
    texts::{Run, SectionText, runs},
    tokens::{Purpose, tokens},
};
use crate::{front_matter::Visibility, post::Post, slug::Slug};

/// What the index holds of one post, in two parts that are needed one after the other.
#[derive(Clone, Debug)]
pub struct PostIndex {
    /// What finds its sections.
    pub words: PostWords,
    /// What results show of them.
    pub texts: PostTexts,
}

/// The words of one post.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PostWords {
    /// How many sections it has.
    pub(super) sections: usize,
    /// The words with their sections, counted from 0, and impacts: in bytes, since most of an article that is rendered
    /// already is read without being changed.
    #[serde(with = "serde_bytes")]
    words: Vec<u8>,
    /// Kind (whether a category), slug and name.
    pub(super) labels: Vec<(bool, String, String)>,
}

/// The texts of one post.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PostTexts {
    /// Its sections one after the other, as pieces of the index have them.
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl PostIndex {
    /// Reads a post; `formula_html` is asked for the HTML of its formulas by index. `None` if the post is not to be
    /// found.
    pub fn new(post: &Post, formula_html: &mut dyn FnMut(usize) -> String) -> Option<Self> {
        let front_matter = &post.head.front_matter;
        if front_matter.visibility == Visibility::Hidden || front_matter.search == Some(false) {
            return None;
        }
        let names = [(false, &front_matter.tags), (true, &front_matter.categories)];
        let labels: Vec<(bool, String, String)> = names
            .into_iter()
            .flat_map(|(is_category, names)| {
                names
                    .iter()
                    .filter_map(move |name| Some((is_category, Slug::new(name)?.to_string(), name.clone())))
            })
            .collect();
        let sections = sections(&post.document);
        let mut words = Words::default();
        for (number, section) in sections.iter().enumerate() {
            words.add_section(number, section, post, &labels);
        }
        Some(Self {
            words: PostWords::new(sections.len(), words.finish(), labels),
            texts: PostTexts::new(post, sections, formula_html),
        })
    }
}

impl PostWords {
    pub(super) fn new(
        sections: usize,
        words: impl IntoIterator<Item = (String, Vec<Posting>)>,
        labels: Vec<(bool, String, String)>,
    ) -> Self {
        let mut bytes = Vec::new();
        for (word, postings) in words {
            write_text(&word, &mut bytes);
            write_number(postings.len(), &mut bytes);
            postings.into_iter().for_each(|posting| write_posting(posting, &mut bytes));
        }
        Self { sections, words: bytes, labels }
    }

    /// Visits the words with their sections and impacts.
    pub(super) fn read<'a>(&'a self, visit: &mut dyn FnMut(&'a str, &[Posting])) -> Result<(), Malformed> {
        let mut reader = Reader::new(&self.words);
        let mut postings = Vec::new();
        while !reader.is_at_end() {
            let word = reader.text()?;
            postings.clear();
            for _ in 0..reader.number()? {
                postings.push(reader.posting()?);
            }
            visit(word, &postings);
        }
        Ok(())
    }

    /// The words of the post, each with what it weighs in all sections together.
    ///
    /// # Errors
    /// This is not what [`PostIndex::new`] made.
    pub fn weights(&self) -> Result<Vec<(&str, u32)>, Malformed> {
        let mut weights = Vec::new();
        self.read(&mut |word, postings| {
            weights.push((word, postings.iter().map(|&(_, impact)| u32::from(impact)).sum()));
        })?;
        Ok(weights)
    }
}

impl PostTexts {
    fn new(post: &Post, sections: Vec<Section>, formula_html: &mut dyn FnMut(usize) -> String) -> Self {
        let (mut bytes, mut ends) = (Vec::new(), Vec::with_capacity(sections.len()));
        for Section { id, heading, text, formulas, .. } in sections {
            let formulas: Vec<String> = formulas.into_iter().map(&mut *formula_html).collect();
            let shown = SectionText {
                slug: post.head.slug.as_str(),
                title: &post.title,
                id: &id,
                heading: &heading,
                text: &text,
                formulas: formulas.iter().map(String::as_str).collect(),
            };
            shown.write(&mut bytes);
            ends.push(bytes.len());
        }
        Self { bytes, ends }
    }

    /// A post of these sections, for tests.
    #[cfg(test)]
    pub(super) fn of(sections: &[&[u8]]) -> Self {
        let ends = sections.iter().scan(0, |end, section| {
            *end += section.len();
            Some(*end)
        });
        Self { bytes: sections.concat(), ends: ends.collect() }
    }

    /// The sections as pieces of the index have them.
    pub(super) fn sections(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(&start, &end)| self.bytes.get(start..end).unwrap_or_default())
    }
}

/// Collects the words of one post, section by section.
#[derive(Default)]
struct Words {
    numbers: HashMap<String, usize>,
    postings: Vec<Vec<Posting>>,
    /// The words of the current section, by number, and which these are.
    current: Vec<Occurrences>,
    touched: Vec<usize>,
}

impl Words {
    fn add_section(
        &mut self,
        number: usize,
        section: &Section,
        post: &Post,
        labels: &[(bool, String, String)],
    ) {
        let is_start = section.id.is_empty();
        let formulas = &post.document.formulas;
        let tex = |index: usize| {
            section
                .formulas
                .get(index)
                .and_then(|&formula| formulas.get(formula))
                .map_or("", |formula| &formula.tex)
        };
        let mut length = 0;
        for run in runs(&section.text) {
            match run {
                Run::Words(_, text) => tokens(text, Purpose::Index, &mut |word, _| {
                    length += 1;
                    self.at(word).prose += 1.0;
                }),
                Run::Formula(_, index) => {
                    tokens(tex(index), Purpose::IndexTex, &mut |word, _| self.at(word).source += 1.0);
                }
            }
        }
        self.add_name(&post.title, if is_start { ranking::TITLE } else { ranking::TITLE_ELSEWHERE });
        if is_start {
            let description = post.head.front_matter.description.as_deref().unwrap_or_default();
            tokens(description, Purpose::Index, &mut |word, _| self.at(word).prose += 1.0);
            labels.iter().for_each(|(_, _, name)| self.add_name(name, ranking::LABEL));
        } else {
            let heading =
                crate::math::replace_markers(&section.heading, |marker, out| out.push_str(tex(marker.index)));
            self.add_name(&heading, ranking::HEADING);
            section.above.iter().for_each(|above| self.add_name(above, ranking::HEADING_ABOVE));
        }
        // No post has so many sections that their number needs more.
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        for word in self.touched.drain(..) {
            let occurrences = std::mem::take(&mut self.current[word]);
            self.postings[word].push((number, ranking::impact(occurrences, length)));
        }
    }

    /// Adds the words of something that names the section.
    fn add_name(&mut self, name: &str, weight: f32) {
        let mut count = 0;
        tokens(name, Purpose::Query, &mut |_, _| count += 1);
        let bonus = name_bonus(weight, count);
        tokens(name, Purpose::Index, &mut |word, _| {
            let occurrences = self.at(word);
            occurrences.bonus = occurrences.bonus.max(bonus);
        });
    }

    fn at(&mut self, word: &str) -> &mut Occurrences {
        let number = match self.numbers.get(word) {
            Some(&number) => number,
            None => {
                let number = self.postings.len();
                self.numbers.insert(word.to_owned(), number);
                self.postings.push(Vec::new());
                self.current.push(Occurrences::default());
                number
            }
        };
        let occurrences = &mut self.current[number];
        if occurrences.is_untouched() {
            self.touched.push(number);
        }
        occurrences
    }

    fn finish(mut self) -> Vec<(String, Vec<Posting>)> {
        let postings = &mut self.postings;
        self.numbers.into_iter().map(|(word, number)| (word, std::mem::take(&mut postings[number]))).collect()
    }
}
