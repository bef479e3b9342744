//! Whole pages as HTML: the one source of what a reader sees, for the files written at build and for the app.
//!
//! Each function draws the inside of the one `.page` element in `<main>`, and says what belongs into the document's
//! head. [`document::html_document`] puts the frame of the site around it; the app leaves the frame as it is and
//! swaps the page.

mod about;
mod citation;
mod connections;
pub mod document;
mod faces;
mod json_ld;
mod lists;
mod message;
mod meta;
mod parts;
mod pauses;
mod post;
mod room;
mod search;
mod title;

use maud::{Markup, html};

pub use about::about_page;
pub use lists::list_page;
pub use message::not_found_page;
pub use meta::{PageKind, PageMeta, PartOf};
pub use parts::{Part, Window};
pub use post::{PostArticle, open_post_page, post_article, post_page};
pub use search::search_page;

use self::title::title;
use crate::{date::PostDate, front_matter::Visibility, manifest::PostSummary, route::Route, slug::Slug};

/// A page: what stands in `<main>`, and what the head says of it.
#[derive(Clone, Debug)]
pub struct Page {
    /// Title, description and the like.
    pub meta: PageMeta,
    /// The classes of its element: `page` and what kind of page it is.
    pub class: &'static str,
    /// What stands inside of that element.
    pub html: String,
}

/// The address of a route as a page with this root writes it.
fn href(root: &str, route: &Route) -> String {
    format!("{root}{}", route.path())
}

fn time(date: &PostDate) -> Markup {
    html! { time datetime=(date.iso_date()) { (date.human()) } }
}

/// Date and reading time of a post.
fn post_facts(date: Option<&PostDate>, updated: Option<&PostDate>, minutes: usize, draft: bool) -> Markup {
    let updated = updated.filter(|updated| date.is_none_or(|date| date.iso_date() != updated.iso_date()));
    html! {
        p.post-meta {
            @if draft { span.draft-badge { "Draft" } " " }
            @if let Some(date) = date { (time(date)) " " }
            @if let Some(updated) = updated { span.post-updated { "Updated " (time(updated)) } " " }
            span.post-reading-time { (minutes) " min read" }
        }
    }
}

fn tag_list(tags: &[String], root: &str) -> Markup {
    let tags: Vec<(Slug, &String)> = tags.iter().filter_map(|tag| Some((Slug::new(tag)?, tag))).collect();
    html! {
        @if !tags.is_empty() {
            ul.tag-list aria-label="Tags" {
                @for (slug, name) in tags {
                    li { a.tag href=(href(root, &Route::Tag(slug))) { (name) } }
                }
            }
        }
    }
}

/// A post in a list.
fn post_item(post: &PostSummary, root: &str) -> Markup {
    html! {
        li.post-item {
            article {
                h2.post-item-title { a href=(href(root, &Route::Post(post.slug.clone()))) { (title(&post.title)) } }
                @if !post.description.is_empty() { p.post-item-description { (post.description) } }
                (post_facts(post.date.as_ref(), None, post.minutes, post.visibility == Visibility::Draft))
                (tag_list(&post.tags, root))
            }
        }
    }
}
