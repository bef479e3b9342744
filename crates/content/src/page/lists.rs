//! Pages that list posts: home, tags, categories, archive.

use maud::{Markup, html};

use super::{Page, PageMeta, about::about_page, href, post_item, time};
use crate::{
    manifest::{Label, Manifest, PostSummary},
    route::Route,
    slug::Slug,
};

/// The page of a route that the manifest alone can fill; `None` for posts, and where there is nothing to list.
#[must_use]
pub fn list_page(manifest: &Manifest, route: &Route) -> Option<Page> {
    match route {
        Route::Home { page } => home_page(manifest, *page),
        Route::Tag(tag) => tag_page(manifest, tag),
        Route::Category(category) => category_page(manifest, category),
        Route::Tags => Some(tags_page(manifest)),
        Route::Archive => Some(archive_page(manifest)),
        Route::About => Some(about_page(manifest)),
        Route::Post(_) => None,
    }
}

/// A page of the list of all posts; `None` if there is no page of this number.
fn home_page(manifest: &Manifest, number: usize) -> Option<Page> {
    let settings = &manifest.settings;
    let pages = manifest.page_count();
    if number == 0 || number > pages {
        return None;
    }
    let route = Route::Home { page: number };
    let root = route.root();
    let size = settings.posts_per_page.max(1);
    let posts: Vec<&PostSummary> = manifest.listed().skip((number - 1) * size).take(size).collect();
    let markup = html! {
        header.page-header {
            h1 { (settings.title) }
            @if !settings.description.is_empty() { p.page-description { (settings.description) } }
        }
        @if posts.is_empty() {
            p.empty-list { "Nothing has been published here yet." }
        } @else {
            ol.post-list { @for post in posts { (post_item(post, &root)) } }
        }
        (pagination(number, pages, &root))
    };
    let heading = if number == 1 { settings.title.clone() } else { format!("Posts, page {number}") };
    let mut meta = PageMeta::new(settings, &heading, Some(route));
    meta.description.clone_from(&settings.description);
    Some(Page { meta, class: "page list-page home-page", html: markup.into_string() })
}

fn pagination(number: usize, pages: usize, root: &str) -> Markup {
    let page = |page| href(root, &Route::Home { page });
    html! {
        @if pages > 1 {
            nav.pagination aria-label="Pages" {
                @if number > 1 { a rel="prev" href=(page(number - 1)) { "Newer posts" } }
                span.pagination-place { "Page " (number) " of " (pages) }
                @if number < pages { a rel="next" href=(page(number + 1)) { "Older posts" } }
            }
        }
    }
}

/// The posts with a tag; `None` if no post has it.
fn tag_page(manifest: &Manifest, tag: &Slug) -> Option<Page> {
    let label = manifest.tags().into_iter().find(|label| label.slug == *tag)?;
    Some(label_page(manifest, &label, Route::Tag(tag.clone()), "Tag"))
}

/// The posts of a category; `None` if no post is in it.
fn category_page(manifest: &Manifest, category: &Slug) -> Option<Page> {
    let label = manifest.categories().into_iter().find(|label| label.slug == *category)?;
    Some(label_page(manifest, &label, Route::Category(category.clone()), "Category"))
}

fn label_page(manifest: &Manifest, label: &Label<'_>, route: Route, kind: &str) -> Page {
    let root = route.root();
    let count = count_of_posts(label.posts.len());
    let markup = html! {
        header.page-header {
            p.page-kind { (kind) }
            h1 { (label.name) }
            p.page-description { (count) }
        }
        ol.post-list { @for post in &label.posts { (post_item(post, &root)) } }
    };
    let mut meta = PageMeta::new(&manifest.settings, &label.name, Some(route));
    meta.description = format!("{count} about {} on {}.", label.name, manifest.settings.title);
    Page { meta, class: "page list-page", html: markup.into_string() }
}

fn count_of_posts(count: usize) -> String {
    if count == 1 { "1 post".to_owned() } else { format!("{count} posts") }
}

/// All tags and categories.
fn tags_page(manifest: &Manifest) -> Page {
    let route = Route::Tags;
    let root = route.root();
    let cloud = |labels: &[Label<'_>], to: fn(Slug) -> Route| {
        html! {
            ul.tag-cloud {
                @for label in labels {
                    li {
                        a.tag href=(href(&root, &to(label.slug.clone()))) {
                            (label.name) " " span.tag-count { (label.posts.len()) }
                        }
                    }
                }
            }
        }
    };
    let (tags, categories) = (manifest.tags(), manifest.categories());
    let markup = html! {
        header.page-header { h1 { "Tags" } }
        @if tags.is_empty() { p.empty-list { "No post has a tag yet." } } @else { (cloud(&tags, Route::Tag)) }
        @if !categories.is_empty() {
            h2 { "Categories" }
            (cloud(&categories, Route::Category))
        }
    };
    let mut meta = PageMeta::new(&manifest.settings, "Tags", Some(route));
    meta.description = format!("All tags and categories of {}.", manifest.settings.title);
    Page { meta, class: "page tags-page", html: markup.into_string() }
}

/// All posts by year.
fn archive_page(manifest: &Manifest) -> Page {
    let route = Route::Archive;
    let root = route.root();
    let mut years: Vec<(Option<u16>, Vec<&PostSummary>)> = Vec::new();
    for post in manifest.listed() {
        let year = post.date.as_ref().map(|date| date.year());
        match years.last_mut() {
            Some((last, posts)) if *last == year => posts.push(post),
            _ => years.push((year, vec![post])),
        }
    }
    let markup = html! {
        header.page-header {
            h1 { "Archive" }
            p.page-description { (count_of_posts(manifest.listed().count())) }
        }
        @for (year, posts) in &years {
            section.archive-year {
                h2 { @if let Some(year) = year { (year) } @else { "Without a date" } }
                ol.archive-list {
                    @for post in posts {
                        li {
                            @if let Some(date) = &post.date { (time(date)) " " }
                            a href=(href(&root, &Route::Post(post.slug.clone()))) { (post.title) }
                        }
                    }
                }
            }
        }
    };
    let mut meta = PageMeta::new(&manifest.settings, "Archive", Some(route));
    meta.description = format!("All posts of {} by year.", manifest.settings.title);
    Page { meta, class: "page archive-page", html: markup.into_string() }
}
