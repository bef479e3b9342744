//! Series: what only all of their parts together can say.

use std::collections::{BTreeMap, HashMap};

use studybuddy_content::{diagnostic::Diagnostic, front_matter::span_of_entry};

use super::together::place;
use crate::site::sources::SourcePost;

/// Findings about the series of posts, each with the index of its post: a part that is there twice, a series that has one
/// part only.
pub(super) fn check(posts: &[SourcePost], found: &mut Vec<(usize, Diagnostic)>) {
    let mut series: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, post) in posts.iter().enumerate() {
        if let Some(name) = &post.head.front_matter.series {
            series.entry(name).or_default().push(index);
        }
    }
    for (name, parts) in series {
        if let [only] = parts[..] {
            let message = format!("the series `{name}` has one part, so no page says anything of it");
            let hint = Diagnostic::hint("post/series", place(&posts[only], name), message)
                .with_help("give the other parts the same `series`, or take it out until they are written");
            found.push((only, hint));
        }
        same_place(posts, name, &parts, found);
    }
}

fn same_place(posts: &[SourcePost], name: &str, parts: &[usize], found: &mut Vec<(usize, Diagnostic)>) {
    let mut owners: HashMap<i64, usize> = HashMap::new();
    for &index in parts {
        let post = &posts[index];
        let Some(order) = post.head.front_matter.series_order else { continue };
        let owner = *owners.entry(order).or_insert(index);
        if owner != index {
            let message = format!("`{}` is number {order} of `{name}`, too", posts[owner].file.path);
            let place = span_of_entry(&post.file.text, "series_order").unwrap_or_default();
            let finding = Diagnostic::warning("post/series", place, message).with_help(
                "give each part a `series_order` of its own: until then the older one stands first",
            );
            found.push((index, finding));
        }
    }
}
