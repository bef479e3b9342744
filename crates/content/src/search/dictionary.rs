//! The dictionary: pages of words with the place of their lists, and lists of sections.

use std::ops::Range;

use super::{
    bytes::{Reader, write_number, write_word},
    format::Malformed,
    postings::Postings,
};

/// A page gets no further words once it has this many bytes.
const PAGE_BYTES: usize = 8 << 10;
/// A piece of lists gets no further lists once it has this many bytes.
const LISTS_BYTES: usize = 8 << 10;
/// Lists up to this length stand in the dictionary itself.
const INLINE_BYTES: usize = 16;
/// Longer lists are cut to the sections where the word weighs most.
const MAX_SECTIONS: usize = 3_000;

/// A section that has a word, and the word's impact on it.
pub(super) type Posting = (u32, u8);

/// Where the list of a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// In the dictionary.
    Inline(&'a [u8]),
    /// In a piece of lists.
    Listed { piece: usize, start: usize, length: usize },
}

/// A word of the dictionary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'word, 'page> {
    pub word: &'word str,
    /// How many sections have it.
    pub sections: usize,
    pub place: Place<'page>,
}

/// Pages of words, with the first word of each.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub pages: Vec<Vec<u8>>,
    pub first_words: Vec<String>,
}

impl Pages {
    /// The page for the next word, and the word before it there.
    fn page(&mut self, word: &str, start: impl FnOnce(&mut Vec<u8>)) -> (&mut Vec<u8>, bool) {
        let is_new = self.pages.last().is_none_or(|page| page.len() >= PAGE_BYTES);
        if is_new {
            let mut page = Vec::new();
            start(&mut page);
            self.pages.push(page);
            self.first_words.push(word.to_owned());
        }
        let last = self.pages.len() - 1;
        (&mut self.pages[last], is_new)
    }
}

/// Writes the dictionary of words, which come in order, and their lists.
pub(super) fn write_dictionary(words: &[(String, Postings)]) -> (Pages, Vec<Vec<u8>>) {
    let mut pages = Pages::default();
    let mut lists: Vec<Vec<u8>> = vec![Vec::new()];
    let mut previous = "";
    let mut of_word = Vec::new();
    for (word, postings) in words {
        postings.read_into(&mut of_word);
        let sections = of_word.len();
        let list = write_list(&mut of_word);
        let is_inline = list.len() <= INLINE_BYTES;
        let is_full = lists.last().is_some_and(|piece| piece.len() >= LISTS_BYTES);
        let begins_piece = !is_inline && is_full;
        let place = (lists.len() - 1, lists.last().map_or(0, Vec::len));
        let (page, is_new) = pages.page(word, |page| {
            write_number(place.0, page);
            write_number(place.1, page);
        });
        write_word(word, if is_new { "" } else { previous }, page);
        write_number(sections, page);
        write_number(list.len() << 2 | usize::from(begins_piece) << 1 | usize::from(is_inline), page);
        if is_inline {
            page.extend_from_slice(&list);
        } else if begins_piece {
            lists.push(list);
        } else if let Some(piece) = lists.last_mut() {
            piece.extend_from_slice(&list);
        }
        previous = word;
    }
    (pages, lists)
}

/// Writes the words backwards, in order of that, for those who know how a word ends.
pub(super) fn write_endings<'a>(words: impl Iterator<Item = &'a str>) -> Pages {
    let mut endings: Vec<String> = words
        .filter(|word| word.chars().all(char::is_alphabetic) && word.chars().count() >= MIN_ERROR_LENGTH - 1)
        .map(|word| word.chars().rev().collect())
        .collect();
    endings.sort_unstable();
    let mut pages = Pages::default();
    let mut previous = "";
    for word in &endings {
        let (page, is_new) = pages.page(word, |_| {});
        write_word(word, if is_new { "" } else { previous }, page);
        previous = word;
    }
    pages
}

/// In shorter words an error cannot be told from another word.
pub(super) const MIN_ERROR_LENGTH: usize = 4;

/// Visits the words of a page in order, until `visit` returns false.
pub(super) fn scan<'a>(
    page: &'a [u8],
    visit: &mut dyn FnMut(Entry<'_, 'a>) -> bool,
) -> Result<(), Malformed> {
    let mut reader = Reader::new(page);
    let (mut piece, mut start) = (reader.number()?, reader.number()?);
    let mut word = String::new();
    while !reader.is_at_end() {
        reader.word(&mut word)?;
        let sections = reader.number()?;
        let code = reader.number()?;
        let length = code >> 2;
        let place = if code & 1 == 1 {
            Place::Inline(reader.bytes(length)?)
        } else {
            if code & 2 == 2 {
                (piece, start) = (piece + 1, 0);
            }
            let place = Place::Listed { piece, start, length };
            start += length;
            place
        };
        if !visit(Entry { word: &word, sections, place }) {
            break;
        }
    }
    Ok(())
}

/// Visits the words of a page of endings, the right way round.
pub(super) fn scan_endings(page: &[u8], visit: &mut dyn FnMut(&str)) -> Result<(), Malformed> {
    let mut reader = Reader::new(page);
    let mut word = String::new();
    while !reader.is_at_end() {
        reader.word(&mut word)?;
        visit(&word.chars().rev().collect::<String>());
    }
    Ok(())
}

/// The pages that can have words with this start.
pub(super) fn pages_with(first_words: &[String], start: &str) -> Range<usize> {
    let first = first_words.partition_point(|first| first.as_str() <= start).saturating_sub(1);
    let end = first_words.partition_point(|first| first.as_str() < start || first.starts_with(start));
    first..end
}

fn write_list(postings: &mut Vec<Posting>) -> Vec<u8> {
    if postings.len() > MAX_SECTIONS {
        // Of equal impacts those of newer posts stay.
        postings.select_nth_unstable_by_key(MAX_SECTIONS, |&(section, impact)| (u8::MAX - impact, section));
        postings.truncate(MAX_SECTIONS);
        postings.sort_unstable();
    }
    let mut list = Vec::with_capacity(postings.len() * 2 + 2);
    write_number(postings.len(), &mut list);
    let mut previous = 0;
    for &(section, _) in &*postings {
        write_number((section - previous) as usize, &mut list);
        previous = section;
    }
    list.extend(postings.iter().map(|&(_, impact)| impact));
    list
}

/// Reads a list of sections with the word's impact on each.
pub(super) fn read_list(list: &[u8], visit: &mut dyn FnMut(usize, u8)) -> Result<(), Malformed> {
    let mut reader = Reader::new(list);
    let count = reader.number()?;
    // A section takes two bytes at least.
    let impacts_at = list.len().checked_sub(count).ok_or(Malformed)?;
    let mut section = 0_usize;
    for &impact in &list[impacts_at..] {
        section = section.checked_add(reader.number()?).ok_or(Malformed)?;
        visit(section, impact);
    }
    Ok(())
}

/// Writes the posts of a label, which come in order.
pub(super) fn write_posts(posts: &[usize]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut previous = 0;
    for &post in posts {
        write_number(post - previous, &mut out);
        previous = post;
    }
    out
}

/// Reads the posts of a label.
pub(super) fn read_posts(bytes: &[u8], visit: &mut dyn FnMut(usize)) -> Result<(), Malformed> {
    let mut reader = Reader::new(bytes);
    let mut post = 0_usize;
    while !reader.is_at_end() {
        post = post.checked_add(reader.number()?).ok_or(Malformed)?;
        visit(post);
    }
    Ok(())
}
