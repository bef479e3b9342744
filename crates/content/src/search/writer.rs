//! Putting the index of a site together from what it holds of each post.
//!
//! Of a large site no more is held than the words with their [`Postings`] and one piece of texts: the posts come one after
//! the other, first with their words ([`IndexWriter`]), then with their texts ([`TextWriter`]).

use std::collections::{BTreeMap, HashMap};

use super::{
    dictionary::{write_dictionary, write_endings, write_posts},
    format::{Label, LabelKind, Malformed, Piece, Root, SECTIONS_PER_PIECE},
    post_index::{PostTexts, PostWords},
    postings::Postings,
};

/// A finished piece of the index.
#[derive(Clone, Debug)]
pub struct IndexFile {
    /// Which one.
    pub piece: Piece,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Makes what finds sections. Posts come newest first: of equal results the newer one stands first.
#[derive(Debug, Default)]
pub struct IndexWriter {
    post_starts: Vec<usize>,
    words: HashMap<String, Postings>,
    /// Name and posts of each label.
    labels: BTreeMap<(bool, String), (String, Vec<usize>)>,
    sections: usize,
}

impl IndexWriter {
    /// Adds a post.
    ///
    /// # Errors
    /// These are not the words that [`PostIndex::new`](super::PostIndex::new) found.
    pub fn add(&mut self, post: &PostWords) -> Result<(), Malformed> {
        // Sections are counted in 32 bits; no site comes near.
        let first = u32::try_from(self.sections).unwrap_or(u32::MAX);
        let words = &mut self.words;
        post.read(&mut |word, postings| {
            if !words.contains_key(word) {
                words.insert(word.to_owned(), Postings::default());
            }
            let Some(all) = words.get_mut(word) else { return };
            postings.iter().for_each(|&(section, impact)| all.push((first.saturating_add(section), impact)));
        })?;
        let number = self.post_starts.len();
        for (is_category, slug, name) in &post.labels {
            let label = self.labels.entry((*is_category, slug.clone()));
            let (_, posts) = label.or_insert_with(|| (name.clone(), Vec::new()));
            if posts.last() != Some(&number) {
                posts.push(number);
            }
        }
        self.post_starts.push(self.sections);
        self.sections += post.sections;
        Ok(())
    }

    /// All pieces but the texts, and what makes the root, which is written last.
    #[must_use]
    pub fn finish(self) -> (Vec<IndexFile>, RootWriter) {
        let Self { mut post_starts, words, labels, sections } = self;
        post_starts.push(sections);
        let mut words: Vec<(String, Postings)> = words.into_iter().collect();
        words.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let endings = write_endings(words.iter().map(|(word, _)| word.as_str()));
        let (pages, lists) = write_dictionary(&words);
        let root = Root {
            folder: String::new(),
            post_starts,
            words: pages.first_words,
            endings: endings.first_words,
        };

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
        (files, RootWriter(root))
    }
}

/// The root of an index that does not yet know where the other pieces are.
#[derive(Debug)]
pub struct RootWriter(Root);

impl RootWriter {
    /// The root. `folder` is where all other pieces stand: a name that changes with them keeps a cache from mixing two
    /// builds.
    #[must_use]
    pub fn finish(self, folder: String) -> IndexFile {
        IndexFile { piece: Piece::Root, bytes: Root { folder, ..self.0 }.write() }
    }
}

/// Makes the pieces with the texts of sections. The posts are those of the [`IndexWriter`], in the same order.
#[derive(Debug, Default)]
pub struct TextWriter {
    piece: Vec<u8>,
    sections: usize,
}

impl TextWriter {
    /// Adds a post; `visit` gets the pieces that are full now.
    pub fn add(&mut self, post: &PostTexts, visit: &mut dyn FnMut(IndexFile)) {
        for section in post.sections() {
            self.piece.extend_from_slice(section);
            self.sections += 1;
            if self.sections.is_multiple_of(SECTIONS_PER_PIECE) {
                visit(self.take());
            }
        }
    }

    /// The piece that is not full; `None` if there is nothing in it.
    #[must_use]
    pub fn finish(mut self) -> Option<IndexFile> {
        (!self.sections.is_multiple_of(SECTIONS_PER_PIECE)).then(|| self.take())
    }

    fn take(&mut self) -> IndexFile {
        let number = self.sections.div_ceil(SECTIONS_PER_PIECE) - 1;
        IndexFile { piece: Piece::Texts(number), bytes: std::mem::take(&mut self.piece) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A post of 20 sections with 100 words each, of a vocabulary of 500.
    fn post(number: usize) -> PostWords {
        let word = |word: usize| {
            let sections = (0..20).filter(|section| (word + section * 7 + number).is_multiple_of(5));
            let postings = sections.map(|section| (u32::try_from(section).unwrap(), 200));
            (format!("word{word}"), postings.collect::<Vec<_>>())
        };
        PostWords::new(20, (0..500).map(word), Vec::new())
    }

    #[test]
    fn little_is_held_of_each_post() {
        let posts = 500;
        let mut writer = IndexWriter::default();
        (0..posts).for_each(|number| writer.add(&post(number)).unwrap());
        // Of each section 100 words: as numbers of 32 bits with a byte they were 16 kB a post, and more while lists grow.
        let held: usize = writer.words.values().map(Postings::heap_bytes).sum();
        assert!(held / posts < 8_000, "{} bytes a post", held / posts);
        let mut texts = TextWriter::default();
        let text = PostTexts::of(&["a long text ".repeat(100).as_bytes(); 20]);
        let mut pieces = 0;
        for _ in 0..posts {
            texts.add(&text, &mut |_| pieces += 1);
            assert!(texts.piece.capacity() < 16_000, "{}", texts.piece.capacity());
        }
        pieces += usize::from(texts.finish().is_some());
        assert_eq!(pieces, (posts * 20).div_ceil(SECTIONS_PER_PIECE));
    }
}
