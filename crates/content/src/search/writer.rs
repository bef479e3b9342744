//! Making the index: each post by itself, then all of them together.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::{
    dictionary::{Posting, write_dictionary, write_endings, write_posts},
    format::{Label, LabelKind, Piece, Root, SECTIONS_PER_PIECE},
    ranking::{self, Occurrences, name_bonus},
    section::{Section, sections},
    texts::{Run, SectionText, runs},
    tokens::{Purpose, tokens},
};
use crate::{front_matter::Visibility, post::Post, slug::Slug};

/// A finished piece of the index.
#[derive(Clone, Debug)]
pub struct IndexFile {
    /// Which one.
    pub piece: Piece,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A section as results show it; formulas are markers, and HTML beside them.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct ShownSection {
    id: String,
    heading: String,
    text: String,
    formulas: Vec<String>,
}

/// What the index holds of one post: depends on nothing else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PostIndex {
    /// The post's slug and title.
    slug: String,
    title: String,
    /// The sections as results show them.
    sections: Vec<ShownSection>,
    /// The words with their sections, counted from 0, and impacts.
    words: Vec<(String, Vec<Posting>)>,
    /// Kind (whether a category), slug and name.
    labels: Vec<(bool, String, String)>,
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
        let shown = |Section { id, heading, text, formulas, .. }: Section| {
            let formulas = formulas.into_iter().map(&mut *formula_html).collect();
            ShownSection { id, heading, text, formulas }
        };
        Some(Self {
            slug: post.head.slug.to_string(),
            title: post.title.clone(),
            sections: sections.into_iter().map(shown).collect(),
            words: words.finish(),
            labels,
        })
    }

    /// The words of the post, each with what it weighs in all sections together.
    pub fn weights(&self) -> impl Iterator<Item = (&str, u32)> {
        self.words.iter().map(|(word, postings)| {
            (word.as_str(), postings.iter().map(|&(_, impact)| u32::from(impact)).sum())
        })
    }
}

/// The words of one post.
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

/// Makes the index of a site from its posts, which come newest first.
#[derive(Debug, Default)]
pub struct IndexWriter {
    root: Root,
    words: HashMap<String, Vec<Posting>>,
    texts: Vec<Vec<u8>>,
    /// Name and posts of each label.
    labels: BTreeMap<(bool, String), (String, Vec<usize>)>,
    sections: usize,
}

impl Extend<PostIndex> for IndexWriter {
    fn extend<I: IntoIterator<Item = PostIndex>>(&mut self, posts: I) {
        posts.into_iter().for_each(|post| self.add(post));
    }
}

impl IndexWriter {
    /// Adds a post.
    pub fn add(&mut self, post: PostIndex) {
        let number = self.root.post_starts.len();
        self.root.post_starts.push(self.sections);
        // Sections are counted in 32 bits; no site comes near.
        let first = u32::try_from(self.sections).unwrap_or(u32::MAX);
        for (word, postings) in post.words {
            let all = self.words.entry(word).or_default();
            all.extend(postings.into_iter().map(|(section, impact)| (first.saturating_add(section), impact)));
        }
        for (is_category, slug, name) in post.labels {
            let (_, posts) = self.labels.entry((is_category, slug)).or_insert((name, Vec::new()));
            if posts.last() != Some(&number) {
                posts.push(number);
            }
        }
        for ShownSection { id, heading, text, formulas } in &post.sections {
            let formulas = formulas.iter().map(String::as_str).collect();
            let shown = SectionText { slug: &post.slug, title: &post.title, id, heading, text, formulas };
            if self.sections.is_multiple_of(SECTIONS_PER_PIECE) {
                self.texts.push(Vec::with_capacity(text.len() * 2 * SECTIONS_PER_PIECE));
            }
            if let Some(piece) = self.texts.last_mut() {
                shown.write(piece);
            }
            self.sections += 1;
        }
    }

    /// The pieces of the index, the root last. `folder` is asked where all others will stand: a name that changes
    /// with them keeps a cache from mixing two builds.
    #[must_use]
    pub fn finish(self, folder: impl FnOnce(&[IndexFile]) -> String) -> Vec<IndexFile> {
        let Self { mut root, words, texts, labels, sections } = self;
        root.post_starts.push(sections);
        let mut words: Vec<(String, Vec<Posting>)> = words.into_iter().collect();
        words.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let endings = write_endings(&words);
        let (pages, lists) = write_dictionary(&mut words);
        (root.words, root.endings) = (pages.first_words, endings.first_words);

        let (label_names, label_posts): (Vec<Label>, Vec<Vec<u8>>) = labels
            .into_iter()
            .map(|((is_category, slug), (name, posts))| {
                let kind = if is_category { LabelKind::Category } else { LabelKind::Tag };
                (Label { kind, slug, name, posts: posts.len() }, write_posts(&posts))
            })
            .unzip();
        let mut files = vec![IndexFile { piece: Piece::Labels, bytes: Label::write_all(&label_names) }];
        let mut number = |piece: fn(usize) -> Piece, contents: Vec<Vec<u8>>| {
            let numbered = contents.into_iter().enumerate();
            files.extend(numbered.map(|(number, bytes)| IndexFile { piece: piece(number), bytes }));
        };
        number(Piece::Label, label_posts);
        number(Piece::Words, pages.pages);
        number(Piece::Endings, endings.pages);
        number(Piece::Lists, lists);
        number(Piece::Texts, texts);
        root.folder = folder(&files);
        files.push(IndexFile { piece: Piece::Root, bytes: root.write() });
        files
    }
}
