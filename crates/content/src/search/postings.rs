//! Lists of sections while the index is made: a large site has millions of entries.

use super::{
    bytes::{Reader, write_posting},
    dictionary::Posting,
};

/// The sections that have a word, in order, each as its distance from the one before (LEB128) and its impact: two or three
/// bytes, where a [`Posting`] takes eight.
#[derive(Debug, Default)]
pub(super) struct Postings {
    count: usize,
    last: u32,
    bytes: Vec<u8>,
}

impl Postings {
    /// Adds a section, which stands behind all others.
    pub(super) fn push(&mut self, (section, impact): Posting) {
        write_posting((section.saturating_sub(self.last), impact), &mut self.bytes);
        self.last = section;
        self.count += 1;
    }

    /// All of them, in order; `list` is emptied first, and kept from one word to the next to save allocations.
    pub(super) fn read_into(&self, list: &mut Vec<Posting>) {
        list.clear();
        list.reserve(self.count);
        let mut reader = Reader::new(&self.bytes);
        let mut section = 0;
        // Nothing else has written them: what cannot be read is their end.
        while let Ok((gap, impact)) = reader.posting() {
            section += gap;
            list.push((section, impact));
        }
    }

    /// What it takes of memory beside its own size.
    #[cfg(test)]
    pub(super) fn heap_bytes(&self) -> usize {
        self.bytes.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_is_read() {
        let all: Vec<Posting> =
            vec![(0, 0), (1, 255), (2, 128), (130, 1), (131, 127), (70_000, 200), (u32::MAX, 255)];
        let mut postings = Postings::default();
        all.iter().for_each(|&posting| postings.push(posting));
        let mut list = vec![(9, 9)];
        postings.read_into(&mut list);
        assert_eq!(list, all);
    }
}
