//! Posts about the same: those with the same rare tags and words.
//!
//! Tags and words are weighed by rarity (inverse document frequency), posts compared by the angle between them (cosine).
//! To compare each post with each other would be quadratic. So a post's rarest words and its tags are looked up in lists of
//! the posts that have them, the lists are cut, and only the best of the posts met there are compared.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{manifest::PostSummary, slug::Slug};

/// How many posts are shown at most.
const SHOWN: usize = 4;
/// Posts that are less alike than this have nothing to do with each other.
const LEAST: f32 = 0.08;
/// What tags weigh beside words: an author has chosen them.
const TAGS_WEIGHT: f32 = 0.6;
/// How many words are kept of a post.
const WORDS: usize = 200;
/// How many of them lead to other posts.
const LEADS: usize = 24;
/// How many posts a word or a tag leads to at most.
const LED_TO: usize = 100;
/// How many of the posts met are compared as a whole: those that promise most.
const COMPARED: usize = 32;
/// Shorter words say nothing of what a post is about.
const MIN_BYTES: usize = 3;

/// The words that weigh most in a post, as hashes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Keywords(Vec<(u32, u32)>);

impl Keywords {
    /// Takes the heaviest of words, each of which is given once with its weight.
    pub fn new<'a>(words: impl Iterator<Item = (&'a str, u32)>) -> Self {
        let is_kept =
            |word: &str| word.len() >= MIN_BYTES && !word.starts_with(|first: char| first.is_ascii_digit());
        let mut all: Vec<(u32, u32)> =
            words.filter(|(word, _)| is_kept(word)).map(|(word, weight)| (weight, hash(word))).collect();
        if all.len() > WORDS {
            // Words of one weight are told apart by their hash: the outcome is the same in every build.
            all.select_nth_unstable_by(WORDS, |a, b| b.cmp(a));
            all.truncate(WORDS);
        }
        let mut words: Vec<(u32, u32)> = all.into_iter().map(|(weight, hash)| (hash, weight)).collect();
        words.sort_unstable();
        words.dedup_by_key(|(hash, _)| *hash);
        Self(words)
    }
}

/// FNV-1a. Two words of one hash make posts look a little more alike than they are.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// What a post is about: hashes with weights, in the order of the hashes. Its length is almost 1. Also the posts that have
/// an entry, with its weight in each.
type Vector<Of = u32> = Vec<(Of, f32)>;

/// Finds related posts.
pub(super) struct Related {
    words: Vec<Vector>,
    tags: Vec<Vector>,
    /// The posts with a word or a tag, those where it weighs most first.
    by_word: HashMap<u32, Vector<usize>>,
    by_tag: HashMap<u32, Vector<usize>>,
}

impl Related {
    /// Weighs the words and tags of posts; `keywords` are theirs, in the same order.
    pub(super) fn new(posts: &[&PostSummary], keywords: &[&Keywords]) -> Self {
        let words = keywords.iter().map(|Keywords(words)| {
            // The tenth use of a word says less than the first.
            words.iter().map(|&(hash, weight)| (hash, f64::from(weight).sqrt() as f32)).collect()
        });
        let tags = posts.iter().map(|post| {
            let slugs = post.tags.iter().filter_map(|tag| Slug::new(tag));
            let mut hashes: Vec<u32> = slugs.map(|slug| hash(slug.as_str())).collect();
            hashes.sort_unstable();
            hashes.dedup();
            hashes.into_iter().map(|hash| (hash, 1.0)).collect()
        });
        let (words, tags) = (weighed(words.collect()), weighed(tags.collect()));
        let by_word = lists(words.iter().map(heaviest));
        let by_tag = lists(tags.iter().map(Vec::clone));
        Self { words, tags, by_word, by_tag }
    }

    /// The posts most like a post, best first, without those that `is_left_out`.
    pub(super) fn of(&self, post: usize, is_left_out: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let by_words = heaviest(&self.words[post]);
        let met_by_words = met(&by_words, &self.by_word, 1.0);
        let mut met: Vector<usize> =
            met_by_words.chain(met(&self.tags[post], &self.by_tag, TAGS_WEIGHT)).collect();
        met.retain(|&(other, _)| other != post && !is_left_out(other));
        met.sort_by_key(|&(other, _)| other);
        met.dedup_by(|(next, more), (other, sum)| {
            let is_same = next == other;
            if is_same {
                *sum += *more;
            }
            is_same
        });
        keep_heaviest(&mut met, COMPARED);
        let alike = |other: usize| {
            let words = cosine(&self.words[post], &self.words[other]);
            words + TAGS_WEIGHT * cosine(&self.tags[post], &self.tags[other])
        };
        let compared = met.into_iter().map(|(other, _)| (alike(other), other));
        let mut found: Vec<(f32, usize)> = compared.filter(|(alike, _)| *alike >= LEAST).collect();
        found.sort_by(|(a, first), (b, second)| b.total_cmp(a).then(first.cmp(second)));
        found.truncate(SHOWN);
        found.into_iter().map(|(_, other)| other).collect()
    }
}

/// Weighs what posts have by its rarity, and makes vectors about as long as each other.
fn weighed(mut vectors: Vec<Vector>) -> Vec<Vector> {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for (hash, _) in vectors.iter().flatten() {
        *counts.entry(*hash).or_default() += 1;
    }
    let all = as_f32(vectors.len());
    for vector in &mut vectors {
        for (hash, weight) in vector.iter_mut() {
            *weight *= ((all + 1.0) / (as_f32(counts[hash]) + 0.5)).ln();
        }
        let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        // Posts that have nothing but what all have are not alike for that: their vectors stay short.
        vector.iter_mut().for_each(|(_, weight)| *weight /= length + 0.5);
    }
    vectors
}

fn as_f32(count: usize) -> f32 {
    // Counts of posts: far below where the type becomes coarse.
    count as f32
}

/// The entries by which other posts are looked for.
fn heaviest(vector: &Vector) -> Vector {
    let mut entries = vector.clone();
    keep_heaviest(&mut entries, LEADS);
    entries
}

/// Keeps so many entries; of those that weigh the same the first ones.
fn keep_heaviest<Of: Ord>(entries: &mut Vector<Of>, count: usize) {
    if entries.len() > count {
        entries.select_nth_unstable_by(count, |(one, a), (other, b)| b.total_cmp(a).then(one.cmp(other)));
        entries.truncate(count);
    }
}

/// The posts that the lists of some entries name, each as often as it stands there, with what the entry adds to its likeness.
fn met<'a>(
    entries: &'a [(u32, f32)],
    lists: &'a HashMap<u32, Vector<usize>>,
    factor: f32,
) -> impl Iterator<Item = (usize, f32)> + 'a {
    let lists = entries.iter().filter_map(|(hash, weight)| Some((weight, lists.get(hash)?)));
    lists.flat_map(move |(weight, list)| {
        list.iter().map(move |(post, other)| (*post, factor * weight * other))
    })
}

/// The posts that have an entry, cut to those where it weighs most; the newest of those where it weighs the same.
fn lists(vectors: impl Iterator<Item = Vector>) -> HashMap<u32, Vector<usize>> {
    let mut lists: HashMap<u32, Vector<usize>> = HashMap::new();
    for (post, vector) in vectors.enumerate() {
        for (hash, weight) in vector {
            lists.entry(hash).or_default().push((post, weight));
        }
    }
    lists.values_mut().for_each(|posts| keep_heaviest(posts, LED_TO));
    lists
}

fn cosine(a: &Vector, b: &Vector) -> f32 {
    let (mut at, mut sum) = (0, 0.0);
    for (hash, weight) in a {
        while b.get(at).is_some_and(|(other, _)| other < hash) {
            at += 1;
        }
        if let Some((_, other)) = b.get(at).filter(|(other, _)| other == hash) {
            sum += weight * other;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::tests::summary;

    fn related(posts: &[(&str, &str)], of: usize) -> Vec<usize> {
        let tagged = |tags: &str| PostSummary {
            tags: tags.split_whitespace().map(str::to_owned).collect(),
            ..summary("x")
        };
        let summaries: Vec<PostSummary> = posts.iter().map(|(tags, _)| tagged(tags)).collect();
        let words = |text: &'static str| Keywords::new(text.split_whitespace().map(|word| (word, 60)));
        let keywords: Vec<Keywords> =
            posts.iter().map(|(_, text)| words(Box::leak(text.to_string().into()))).collect();
        Related::new(&summaries.iter().collect::<Vec<_>>(), &keywords.iter().collect::<Vec<_>>())
            .of(of, &|other| other == 99)
    }

    #[test]
    fn what_few_posts_share_brings_them_together() {
        let posts = [
            ("rust wasm", "the and with browser module table"),
            ("rust", "the and with borrow checker lifetime"),
            ("rust wasm", "the and with browser module memory"),
            ("cooking", "the and with flour water salt"),
            ("rust baking", "the and with flour water yeast"),
            ("", "the and with"),
        ];
        assert_eq!(related(&posts, 0)[0], 2);
        assert_eq!(related(&posts, 3), [4], "words alone do");
        assert_eq!(related(&posts, 5), [0; 0], "words that all posts have do not");
    }

    #[test]
    fn a_tag_that_all_posts_have_says_little() {
        let posts =
            [("all red", "one two"), ("all", "three four"), ("all red", "five six"), ("all", "seven")];
        assert_eq!(related(&posts, 0), [2]);
        assert_eq!(related(&posts, 1), [0; 0]);
    }

    #[test]
    fn many_posts_cost_no_more_each() {
        let texts: Vec<(String, String)> = (0..2_000)
            .map(|number| {
                (
                    format!("all t{}", number % 40),
                    format!("common words one{} two{}", number % 50, number % 70),
                )
            })
            .collect();
        let posts: Vec<(&str, &str)> = texts.iter().map(|(tags, text)| (&**tags, &**text)).collect();
        let found = related(&posts, 7);
        assert_eq!(found.len(), SHOWN);
        assert!(
            found.iter().all(|number| number % 40 == 7 || number % 50 == 7 || number % 70 == 7),
            "{found:?}"
        );
    }
}
