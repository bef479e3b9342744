//! Answering a query from the pieces that are there.

use super::{
    dictionary::{MIN_ERROR_LENGTH, Place, pages_with, read_list, read_posts, scan, scan_endings},
    format::{Label, Malformed, Piece, Root, SECTIONS_PER_PIECE},
    query::{Query, Term, is_one_error},
    ranking,
    scores::Scores,
    texts::SectionText,
};

/// How many words may stand for one that is not finished, or misspelt.
const MAX_VARIANTS: usize = 16;
/// How many pieces of lists may be read for one word.
const MAX_LIST_PIECES: usize = 3;
/// How many pages of the dictionary may be read for one word.
const MAX_PAGES: usize = 6;
/// A word that was not typed to its end, or with an error, says less than one that was.
const COMPLETED: f32 = 0.75;
/// One that is spelled as elsewhere says almost as much.
const SPELLED: f32 = 0.95;
const CORRECTED: f32 = 0.7;
/// How many sections of one post are shown.
const MAX_PER_POST: usize = 3;

/// What there is to say to a query.
#[derive(Debug)]
pub enum Answer<'a> {
    /// These pieces are needed first.
    Missing(Vec<Piece>),
    /// What was found.
    Found(Found<'a>),
}

/// What was found.
#[derive(Debug)]
pub struct Found<'a> {
    /// How many sections there are in all.
    pub total: usize,
    /// The best of them.
    pub(super) sections: Vec<SectionText<'a>>,
}

impl Found<'_> {
    /// Post and heading id of each section, best first.
    pub fn places(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sections.iter().map(|section| (section.slug, section.id))
    }
}

/// The pieces of an index that have been fetched so far.
#[derive(Debug, Default)]
pub struct Searcher {
    root: Option<Root>,
    labels: Option<Vec<Label>>,
    pieces: Vec<(Piece, Vec<u8>)>,
}

/// A word of the index that stands for one of the query.
struct Variant<'a> {
    place: Place<'a>,
    sections: usize,
    factor: f32,
}

/// Collects what is missing; nothing more is asked once something is.
#[derive(Default)]
struct Missing(Vec<Piece>);

enum Stop {
    Malformed,
    Missing,
}

impl From<Malformed> for Stop {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

impl Searcher {
    /// Keeps a piece.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn insert(&mut self, piece: Piece, bytes: Vec<u8>) -> Result<(), Malformed> {
        match piece {
            Piece::Root => self.root = Some(Root::read(&bytes)?),
            Piece::Labels => self.labels = Some(Label::read_all(&bytes)?),
            _ => self.pieces.push((piece, bytes)),
        }
        Ok(())
    }

    /// Where all pieces but the root stand, below the site's root; `None` before that is there.
    #[must_use]
    pub fn folder(&self) -> Option<&str> {
        self.root.as_ref().map(|root| root.folder.as_str())
    }

    /// All tags and categories; `None` before they are there.
    #[must_use]
    pub fn labels(&self) -> Option<&[Label]> {
        self.labels.as_deref()
    }

    /// The best `limit` sections for a query.
    ///
    /// # Errors
    /// A piece cannot be read.
    pub fn search(&self, query: &Query, limit: usize) -> Result<Answer<'_>, Malformed> {
        let Some(root) = &self.root else { return Ok(Answer::Missing(vec![Piece::Root])) };
        let mut missing = Missing::default();
        match self.run(root, query, limit, &mut missing) {
            Ok(found) => Ok(Answer::Found(found)),
            Err(Stop::Missing) => Ok(Answer::Missing(missing.0)),
            Err(Stop::Malformed) => Err(Malformed),
        }
    }

    fn piece(&self, piece: Piece, missing: &mut Missing) -> Option<&[u8]> {
        let found = self.pieces.iter().find(|(known, _)| *known == piece);
        if found.is_none() && !missing.0.contains(&piece) {
            missing.0.push(piece);
        }
        found.map(|(_, bytes)| bytes.as_slice())
    }

    fn run(
        &self,
        root: &Root,
        query: &Query,
        limit: usize,
        missing: &mut Missing,
    ) -> Result<Found<'_>, Stop> {
        let posts = self.filtered_posts(root, query, missing)?;
        let mut terms = Vec::new();
        for term in &query.terms {
            terms.push((term.is_extra, self.variants(root, term, missing)?));
        }
        missing.check()?;
        for variant in terms.iter().flat_map(|(_, variants)| variants) {
            if let Place::Listed { piece, .. } = variant.place {
                self.piece(Piece::Lists(piece), missing);
            }
        }
        missing.check()?;

        let scores = self.score(root, &terms, missing)?;
        let is_wanted = |section: usize| posts.as_ref().is_none_or(|posts| posts[root.post_of(section)]);
        let mut ranked: Vec<(usize, f32)> = if terms.is_empty() && !query.filters.is_empty() {
            // Labels alone: their posts, newest first.
            root.post_starts.iter().map(|&start| (start, 1.0)).take(root.post_starts.len() - 1).collect()
        } else {
            scores.rank()
        };
        ranked.retain(|&(section, _)| is_wanted(section));
        let total = ranked.len();
        let best = best_of(ranked, limit, root);

        let mut sections = Vec::new();
        for section in best {
            let number = section / SECTIONS_PER_PIECE;
            if let Some(piece) = self.piece(Piece::Texts(number), missing) {
                sections.push(SectionText::read_at(piece, section % SECTIONS_PER_PIECE)?);
            }
        }
        missing.check()?;
        if let Some(at) = sections.iter().position(|section| query.is_name(section.name())) {
            (0..at).rev().for_each(|number| sections.swap(number, number + 1));
        }
        Ok(Found { total, sections })
    }

    /// Which posts have all labels that are asked for; `None` if none is.
    fn filtered_posts(
        &self,
        root: &Root,
        query: &Query,
        missing: &mut Missing,
    ) -> Result<Option<Vec<bool>>, Stop> {
        if query.filters.is_empty() {
            return Ok(None);
        }
        let Some(labels) = &self.labels else {
            missing.0.push(Piece::Labels);
            return Err(Stop::Missing);
        };
        let mut posts = vec![true; root.post_starts.len()];
        for (kind, slug) in &query.filters {
            let mut have_it = vec![false; posts.len()];
            let is_it = |label: &Label| {
                label.kind == *kind && (label.slug == *slug || label.name.to_lowercase() == *slug)
            };
            if let Some(number) = labels.iter().position(is_it) {
                let Some(piece) = self.piece(Piece::Label(number), missing) else { continue };
                read_posts(piece, &mut |post| {
                    have_it.get_mut(post).into_iter().for_each(|post| *post = true)
                })?;
            }
            posts.iter_mut().zip(have_it).for_each(|(post, has_it)| *post &= has_it);
        }
        missing.check()?;
        Ok(Some(posts))
    }

    /// The words of the index that stand for one of the query.
    fn variants(&self, root: &Root, term: &Term, missing: &mut Missing) -> Result<Vec<Variant<'_>>, Stop> {
        let word = term.word.as_str();
        let mut variants = Vec::new();
        for (word, spelled) in term.spellings().zip([1.0, SPELLED]) {
            let pages = pages_with(&root.words, word);
            let count = if term.is_prefix { pages.len().min(MAX_PAGES) } else { 1 };
            for page in pages.start..(pages.start + count).min(root.words.len()) {
                let Some(page) = self.piece(Piece::Words(page), missing) else { continue };
                scan(page, &mut |entry| {
                    let factor = if entry.word == word {
                        spelled
                    } else if term.is_prefix && entry.word.starts_with(word) {
                        COMPLETED * spelled
                    } else {
                        return entry.word < word || entry.word.starts_with(word);
                    };
                    variants.push(Variant { place: entry.place, sections: entry.sections, factor });
                    true
                })?;
            }
        }
        if variants.is_empty() && !term.is_extra && missing.0.is_empty() {
            variants = self.corrected(root, word, missing)?;
        }
        // What was typed first, then what is in most sections.
        variants.sort_unstable_by(|a, b| b.factor.total_cmp(&a.factor).then(b.sections.cmp(&a.sections)));
        variants.truncate(MAX_VARIANTS);
        let mut pieces = Vec::new();
        variants.retain(|variant| match variant.place {
            Place::Inline(_) => true,
            Place::Listed { piece, .. } => {
                let is_known = pieces.contains(&piece);
                let fits = is_known || pieces.len() < MAX_LIST_PIECES;
                if fits && !is_known {
                    pieces.push(piece);
                }
                fits
            }
        });
        Ok(variants)
    }

    /// Words that are one error away. An error leaves one half of a word whole: candidates start with the first half,
    /// or end with the second.
    fn corrected(&self, root: &Root, word: &str, missing: &mut Missing) -> Result<Vec<Variant<'_>>, Stop> {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < MIN_ERROR_LENGTH || word.chars().any(|letter| letter.is_ascii_digit()) {
            return Ok(Vec::new());
        }
        let half = letters.len() / 2;
        let start: String = letters[..half].iter().collect();
        // One letter is left between the halves: two letters that changed places may stand on both sides of the middle.
        let end: String = letters[half + 1..].iter().rev().collect();
        let mut others: Vec<String> = Vec::new();
        for page in pages_with(&root.endings, &end).take(MAX_PAGES) {
            let Some(page) = self.piece(Piece::Endings(page), missing) else { continue };
            scan_endings(page, &mut |candidate| {
                if !candidate.starts_with(&start) && is_one_error(word, candidate) {
                    others.push(candidate.to_owned());
                }
            })?;
        }
        let mut pages: Vec<usize> = pages_with(&root.words, &start).take(MAX_PAGES).collect();
        for other in others.iter().take(MAX_VARIANTS) {
            let page = pages_with(&root.words, other).start;
            if !pages.contains(&page) {
                pages.push(page);
            }
        }
        let mut variants = Vec::new();
        for page in pages {
            let Some(page) = self.piece(Piece::Words(page), missing) else { continue };
            scan(page, &mut |entry| {
                if is_one_error(word, entry.word) {
                    variants.push(Variant {
                        place: entry.place,
                        sections: entry.sections,
                        factor: CORRECTED,
                    });
                }
                true
            })?;
        }
        Ok(variants)
    }

    fn score(
        &self,
        root: &Root,
        terms: &[(bool, Vec<Variant<'_>>)],
        missing: &mut Missing,
    ) -> Result<Scores, Stop> {
        let mut scores = Scores::new(root.sections());
        for (is_extra, variants) in terms {
            let sections = variants.iter().map(|variant| variant.sections).max().unwrap_or(0);
            scores.begin_term(ranking::weight(sections, root.sections()), !is_extra);
            for variant in variants {
                let list = match variant.place {
                    Place::Inline(list) => list,
                    Place::Listed { piece, start, length } => {
                        let Some(piece) = self.piece(Piece::Lists(piece), missing) else { continue };
                        piece.get(start..start.saturating_add(length)).ok_or(Malformed)?
                    }
                };
                let (mut listed, mut least) = (0, u8::MAX);
                read_list(list, &mut |section, impact| {
                    listed += 1;
                    least = least.min(impact);
                    scores.note(section, f32::from(impact) * variant.factor);
                })?;
                if listed < variant.sections {
                    scores.assume(f32::from(least) * variant.factor);
                }
            }
            scores.end_term();
        }
        Ok(scores)
    }
}

impl Missing {
    fn check(&self) -> Result<(), Stop> {
        if self.0.is_empty() { Ok(()) } else { Err(Stop::Missing) }
    }
}

/// The first `limit` of the best sections, not too many of one post.
fn best_of(mut ranked: Vec<(usize, f32)>, limit: usize, root: &Root) -> Vec<usize> {
    let best_first = |a: &(usize, f32), b: &(usize, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    let enough = limit * 8;
    if ranked.len() > enough {
        ranked.select_nth_unstable_by(enough, best_first);
        ranked.truncate(enough);
    }
    ranked.sort_unstable_by(best_first);
    let mut best: Vec<usize> = Vec::with_capacity(limit);
    for (section, _) in ranked {
        let post = root.post_of(section);
        if best.iter().filter(|&&other| root.post_of(other) == post).count() < MAX_PER_POST {
            best.push(section);
        }
        if best.len() == limit {
            break;
        }
    }
    best
}
