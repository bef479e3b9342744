//! What a post's page says of other posts.

use maud::{Markup, html};

use super::href;
use crate::{
    connections::{Connections, PostLink, SeriesPlace},
    route::Route,
};

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
                        li {
                            @if number == *part {
                                span aria-current="page" { (post.title) }
                            } @else {
                                (link(post, root))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Where to go when the post has been read.
pub(super) fn end(connections: &Connections, root: &str) -> Markup {
    neighbours(connections, root)
}

fn neighbours(connections: &Connections, root: &str) -> Markup {
    let Connections { series, neighbours } = connections;
    let kind = |post: &PostLink| {
        let is_part = series.as_ref().is_some_and(|series| series.parts.contains(post));
        if is_part { "part" } else { "post" }
    };
    let link = |post: &PostLink, which: &str, rel: &str| {
        html! {
            a.post-neighbour rel=(rel) href=(href(root, &Route::Post(post.slug.clone()))) {
                span.post-neighbour-label { (which) " " (kind(post)) } " "
                span.post-neighbour-title { (post.title) }
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

fn link(post: &PostLink, root: &str) -> Markup {
    html! { a href=(href(root, &Route::Post(post.slug.clone()))) { (post.title) } }
}
