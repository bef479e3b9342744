//! What a post's page says of other posts.

use maud::{Markup, html};

use super::{href, title::title};
use crate::{
    connections::{Connections, PostLink, SeriesPlace},
    route::Route,
};

/// Longer lists are folded after so many posts.
const UNFOLDED: usize = 5;

/// The parts of the post's series, folded.
pub(super) fn series(series: Option<&SeriesPlace>, root: &str) -> Markup {
    let Some(SeriesPlace { name, part, parts }) = series else { return html! {} };
    html! {
        nav.post-series aria-label={ "Series: " (name) } {
            details {
                summary {
                    span.post-series-place { "Part " (part) " of " (parts.len()) " in " em { (name) } }
                }
                ol {
                    @for (post, number) in parts.iter().zip(1..) {
                        @if number == *part {
                            li { span aria-current="page" { (title(&post.title)) } }
                        } @else {
                            (item(post, root))
                        }
                    }
                }
            }
        }
    }
}

/// Where to go when the post has been read.
pub(super) fn end(connections: &Connections, root: &str) -> Markup {
    let Connections { related, backlinks, more_backlinks, .. } = connections;
    html! {
        (neighbours(connections, root))
        @if !related.is_empty() || !backlinks.is_empty() {
            div.post-links {
                (links("Related posts", related, 0, root))
                (links("Linked from", backlinks, *more_backlinks, root))
            }
        }
    }
}

/// A list of posts with what it is called; `more` is how many posts it does not name.
fn links(title: &str, posts: &[PostLink], more: usize, root: &str) -> Markup {
    let (first, rest) = posts.split_at_checked(UNFOLDED).unwrap_or((posts, &[]));
    let list = |posts: &[PostLink]| html! { ul { @for post in posts { (item(post, root)) } } };
    html! {
        @if !posts.is_empty() {
            section aria-label=(title) {
                p.post-links-title { (title) }
                (list(first))
                @if !rest.is_empty() {
                    details {
                        summary { (rest.len() + more) " more" }
                        (list(rest))
                        @if more > 0 { p { "and " (more) " older posts" } }
                    }
                }
            }
        }
    }
}

fn neighbours(connections: &Connections, root: &str) -> Markup {
    let Connections { series, neighbours, .. } = connections;
    let kind = |post: &PostLink| {
        let is_part = series.as_ref().is_some_and(|series| series.parts.contains(post));
        if is_part { "part" } else { "post" }
    };
    let link = |post: &PostLink, which: &str, rel: &str| {
        html! {
            a.post-neighbour rel=(rel) href=(href(root, &Route::Post(post.slug.clone()))) {
                span.post-neighbour-label { (which) " " (kind(post)) } " "
                span.post-neighbour-title { (title(&post.title)) }
            }
        }
    };
    html! {
        @if neighbours.older.is_some() || neighbours.newer.is_some() {
            nav.post-neighbours aria-label="More posts" {
                @if let Some(older) = &neighbours.older { (link(older, "Previous", "prev")) }
                @if let Some(newer) = &neighbours.newer { (link(newer, "Next", "next")) }
            }
        }
    }
}

/// A post in a list; its day tells whether it is new to the reader.
fn item(PostLink { slug, title, date }: &PostLink, root: &str) -> Markup {
    let day = date.map(|date| date.iso_date());
    html! { li data-day=[day] { a href=(href(root, &Route::Post(slug.clone()))) { (title) } } }
}
