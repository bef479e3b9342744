//! Posts that are parts of one whole.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::PostLink;
use crate::manifest::PostSummary;

/// The place of a post in its series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesPlace {
    /// What the series is called.
    pub name: String,
    /// Which of the parts the post is, from 1.
    pub part: usize,
    /// All parts in order; at least two.
    pub parts: Vec<PostLink>,
}

/// All series of a site. A post of which there is no other part is in none.
#[derive(Debug)]
pub(super) struct Series<'a> {
    /// Names, and the numbers of the parts in order.
    all: Vec<(&'a str, Vec<usize>)>,
    /// Of each post: its series, and its index in that.
    places: HashMap<usize, (usize, usize)>,
}

impl<'a> Series<'a> {
    /// Finds the series of posts.
    pub(super) fn new(posts: &[&'a PostSummary]) -> Self {
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, post) in posts.iter().enumerate() {
            if let Some(name) = &post.series {
                by_name.entry(name).or_default().push(number);
            }
        }
        let mut all: Vec<(&str, Vec<usize>)> =
            by_name.into_iter().filter(|(_, parts)| parts.len() > 1).collect();
        let mut places = HashMap::new();
        for (index, (_, parts)) in all.iter_mut().enumerate() {
            *parts = in_order(parts, |number| order(posts[number]));
            places.extend(parts.iter().enumerate().map(|(part, &number)| (number, (index, part))));
        }
        Self { all, places }
    }

    /// The place of a post; `link` is asked for the parts.
    pub(super) fn place(
        &self,
        number: usize,
        link: &dyn Fn(usize) -> Option<PostLink>,
    ) -> Option<SeriesPlace> {
        let &(series, index) = self.places.get(&number)?;
        let (name, parts) = &self.all[series];
        let parts = parts.iter().filter_map(|&part| link(part)).collect();
        Some(SeriesPlace { name: (*name).to_owned(), part: index + 1, parts })
    }

    /// The parts after and before a post.
    pub(super) fn beside(&self, number: usize) -> [Option<usize>; 2] {
        let Some(&(series, index)) = self.places.get(&number) else { return [None, None] };
        let parts = &self.all[series].1;
        let previous = index.checked_sub(1).and_then(|index| parts.get(index));
        [parts.get(index + 1).copied(), previous.copied()]
    }

    /// Whether two posts are parts of one series.
    pub(super) fn are_together(&self, one: usize, other: usize) -> bool {
        let series = |number| self.places.get(&number).map(|&(series, _)| series);
        series(one).is_some_and(|series_of_one| series(other) == Some(series_of_one))
    }
}

/// Sorts few things by insertion: another copy of the standard library's sort is 1 kB of the app.
fn in_order<K: Ord>(numbers: &[usize], key: impl Fn(usize) -> K) -> Vec<usize> {
    let mut sorted = Vec::with_capacity(numbers.len());
    for &number in numbers {
        let place = sorted.partition_point(|&other| key(other) <= key(number));
        sorted.insert(place, number);
    }
    sorted
}

/// What parts are ordered by: the place that authors give; parts without one come after, oldest first. A post without a
/// date is not out yet.
fn order(post: &PostSummary) -> impl Ord + '_ {
    let PostSummary { series_order, date, title, slug, .. } = post;
    ((series_order.is_none(), series_order), (date.is_none(), date), title, slug)
}
