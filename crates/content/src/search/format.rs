//! The pieces of an index: their names, and the one that is read first.

use super::bytes::{Reader, write_number, write_text, write_word};

/// The version of the format, the first number of the root.
const VERSION: usize = 1;

/// A piece of the index cannot be read: it is broken, or of another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the search index cannot be read")]
pub struct Malformed;

/// How many sections have their texts in one piece: few, because results stand in different posts.
pub(super) const SECTIONS_PER_PIECE: usize = 3;

/// A file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Piece {
    /// What is needed first: where everything is.
    Root,
    /// All tags and categories by name.
    Labels,
    /// The posts of one label.
    Label(usize),
    /// A page of the dictionary: words in order, with the place of their lists.
    Words(usize),
    /// A page of the words in the order of their ends.
    Endings(usize),
    /// Lists of sections.
    Lists(usize),
    /// The texts of sections.
    Texts(usize),
}

impl Piece {
    /// Its path below the folder of the index; the root stands elsewhere.
    #[must_use]
    pub fn path(self) -> String {
        let (folder, number) = match self {
            Self::Root => return "root.bin".to_owned(),
            Self::Labels => return "labels.bin".to_owned(),
            Self::Label(number) => ("label", number),
            Self::Words(number) => ("words", number),
            Self::Endings(number) => ("endings", number),
            Self::Lists(number) => ("lists", number),
            Self::Texts(number) => ("texts", number),
        };
        let mut path = String::from(folder);
        path.push('/');
        path.push_str(&number.to_string());
        path.push_str(".bin");
        path
    }
}

/// What a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LabelKind {
    /// A tag.
    Tag,
    /// A category.
    Category,
}

impl LabelKind {
    /// Its word in a query, as in `tag:rust`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Category => "category",
        }
    }
}

/// A tag or a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Tag or category.
    pub kind: LabelKind,
    /// Its slug.
    pub slug: String,
    /// Its name as authors write it.
    pub name: String,
    /// How many posts have it.
    pub posts: usize,
}

impl Label {
    pub(super) fn write_all(labels: &[Self]) -> Vec<u8> {
        let mut out = Vec::new();
        write_number(labels.len(), &mut out);
        for label in labels {
            write_number(usize::from(label.kind == LabelKind::Category), &mut out);
            write_text(&label.slug, &mut out);
            write_text(&label.name, &mut out);
            write_number(label.posts, &mut out);
        }
        out
    }

    pub(super) fn read_all(bytes: &[u8]) -> Result<Vec<Self>, Malformed> {
        let mut reader = Reader::new(bytes);
        let count = reader.number()?;
        let mut labels = Vec::new();
        for _ in 0..count {
            let kind = if reader.number()? == 0 { LabelKind::Tag } else { LabelKind::Category };
            let (slug, name) = (reader.text()?.to_owned(), reader.text()?.to_owned());
            labels.push(Self { kind, slug, name, posts: reader.number()? });
        }
        Ok(labels)
    }
}

/// What is read first: how much there is, and which piece holds what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Root {
    /// The folder of all other pieces, below the site's root.
    pub folder: String,
    /// The first section of each post; ends with the number of all sections.
    pub post_starts: Vec<usize>,
    /// The first word of each page of the dictionary.
    pub words: Vec<String>,
    /// The same of the words written backwards.
    pub endings: Vec<String>,
}

impl Root {
    /// How many sections there are.
    pub(super) fn sections(&self) -> usize {
        self.post_starts.last().copied().unwrap_or_default()
    }

    /// The post of a section.
    pub(super) fn post_of(&self, section: usize) -> usize {
        self.post_starts.partition_point(|&start| start <= section).saturating_sub(1)
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        write_number(VERSION, &mut out);
        write_text(&self.folder, &mut out);
        write_number(self.post_starts.len(), &mut out);
        let mut previous = 0;
        for &start in &self.post_starts {
            write_number(start - previous, &mut out);
            previous = start;
        }
        for words in [&self.words, &self.endings] {
            write_number(words.len(), &mut out);
            let mut previous = "";
            for word in words {
                write_word(word, previous, &mut out);
                previous = word;
            }
        }
        out
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes);
        if reader.number()? != VERSION {
            return Err(Malformed);
        }
        let folder = reader.text()?.to_owned();
        Ok(Self {
            folder,
            post_starts: read_starts(&mut reader)?,
            words: read_words(&mut reader)?,
            endings: read_words(&mut reader)?,
        })
    }
}

fn read_starts(reader: &mut Reader<'_>) -> Result<Vec<usize>, Malformed> {
    let count = reader.number()?;
    let mut starts = Vec::new();
    let mut start = 0_usize;
    for _ in 0..count {
        start = start.checked_add(reader.number()?).ok_or(Malformed)?;
        starts.push(start);
    }
    Ok(starts)
}

fn read_words(reader: &mut Reader<'_>) -> Result<Vec<String>, Malformed> {
    let count = reader.number()?;
    let mut words = Vec::new();
    let mut word = String::new();
    for _ in 0..count {
        reader.word(&mut word)?;
        words.push(word.clone());
    }
    Ok(words)
}
