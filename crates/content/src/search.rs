//! Full-text search without a server, to the section.
//!
//! The index is made at build ([`PostIndex`] of each post, [`IndexWriter`] and [`TextWriter`] of them all) from the [sections](Section) of the same documents that the pages are
//! made of, and cut into small [pieces](Piece) that a reader fetches as they are needed. [`Searcher`] answers a query
//! from the pieces that it has, or says which ones it lacks; who calls it fetches them and asks again. So nothing here
//! knows a disk or a network, and the browser and the tests run the same engine.
//!
//! - Words are found by `tokens`: folded (case, accents), with identifiers whole and in parts, signs of
//!   `C++` and `C#`, variables with their index as in `d_k`, and pairs of characters where a script has no blanks.
//! - A word's sections are listed with their *impact*, a BM25 score with weights for titles and headings, computed at
//!   build. Lists of common words are cut to the sections where they weigh most, so that a query costs the same
//!   whether a site has a thousand posts or ten thousand.
//! - A word that is not in the dictionary is looked for with one typing error: an error leaves one half of a word
//!   whole, so the words that start with the first half, and those that end with the second, are all candidates.
//! - British and American spellings of a word stand for each other, Greek letters and their names, and words with and
//!   without their hyphen.

mod bytes;
mod dictionary;
mod draw;
mod engine;
mod excerpt;
mod fold;
mod format;
mod post_index;
mod postings;
mod query;
mod ranking;
mod scores;
mod section;
mod spelling;
mod texts;
mod tokens;
mod writer;

pub use draw::{ResultStyle, draw_results, query_value};
pub use engine::{Answer, Found, Searcher};
pub use excerpt::{hits, tex_is_hit};
pub use format::{Label, LabelKind, Malformed, Piece};
pub use post_index::{PostIndex, PostTexts, PostWords};
pub use query::Query;
pub use section::{Section, sections};
pub use writer::{IndexFile, IndexWriter, RootWriter, TextWriter};

#[cfg(test)]
mod tests;
