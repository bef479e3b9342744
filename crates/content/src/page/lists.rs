//! Pages that list posts: home, tags, categories, archive.

use maud::{Markup, html};

use super::{Page, PageMeta, href, post_item, time, title::title};
use crate::{
    lists::{LabelCount, List, Part},
    manifest::PostSummary,
    route::Route,
    settings::Settings,
    slug::Slug,
};

/// Draws the page of a list; `None` if the route is not that of such a list.
#[must_use]
pub fn list_page(settings: &Settings, route: &Route, list: &List) -> Option<Page> {
    let first = match route {
        Route::Further { list, .. } => &**list,
        Route::Home { .. } => &Route::HOME,
        first => first,
    };
    let site = Site { settings, route, first };
    match (first, list) {
        (Route::Home { .. }, List::Posts(part)) => Some(site.home(part)),
        (Route::Tag(_), List::Posts(part)) => Some(site.label(part, "Tag")),
        (Route::Category(_), List::Posts(part)) => Some(site.label(part, "Category")),
        (Route::Archive, List::Posts(part)) => Some(site.archive(part)),
        (Route::Tags, List::Labels { tags, categories }) => Some(site.labels(tags, categories)),
        _ => None,
    }
}

/// Where a list stands.
struct Site<'a> {
    settings: &'a Settings,
    route: &'a Route,
    /// The list's first page.
    first: &'a Route,
}

impl Site<'_> {
    /// The list of all posts.
    fn home(&self, part: &Part) -> Page {
        let (settings, root) = (self.settings, self.route.root());
        let markup = html! {
            header.page-header {
                h1 { (settings.title) }
                @if !settings.description.is_empty() { p.page-description { (settings.description) } }
            }
            @if part.posts.is_empty() {
                p.empty-list { "Nothing has been published here yet." }
            } @else {
                ol.post-list { @for post in &part.posts { (post_item(post, &root)) } }
            }
            (self.pagination(part))
        };
        let heading = match part.number {
            1 => settings.title.clone(),
            number => format!("Posts, page {number}"),
        };
        self.page(&heading, settings.description.clone(), "page list-page home-page", markup)
    }

    /// The posts with a tag or in a category.
    fn label(&self, part: &Part, kind: &str) -> Page {
        let (settings, root) = (self.settings, self.route.root());
        let count = count_of_posts(part.total);
        let markup = html! {
            header.page-header {
                p.page-kind { (kind) }
                h1 { (part.name) }
                p.page-description { (count) }
            }
            ol.post-list { @for post in &part.posts { (post_item(post, &root)) } }
            (self.pagination(part))
        };
        let description = format!("{count} about {} on {}.", part.name, settings.title);
        self.page(&numbered(&part.name, part.number), description, "page list-page", markup)
    }

    /// All tags and categories.
    fn labels(&self, tags: &[LabelCount], categories: &[LabelCount]) -> Page {
        let root = self.route.root();
        let cloud = |labels: &[LabelCount], to: fn(Slug) -> Route| {
            html! {
                ul.tag-cloud {
                    @for label in labels {
                        li {
                            a.tag href=(href(&root, &to(label.slug.clone()))) {
                                (label.name) " " span.tag-count { (label.posts) }
                            }
                        }
                    }
                }
            }
        };
        let markup = html! {
            header.page-header { h1 { "Tags" } }
            @if tags.is_empty() {
                p.empty-list { "No post has a tag yet." }
            } @else {
                (cloud(tags, Route::Tag))
            }
            @if !categories.is_empty() {
                h2 { "Categories" }
                (cloud(categories, Route::Category))
            }
        };
        let description = format!("All tags and categories of {}.", self.settings.title);
        self.page("Tags", description, "page tags-page", markup)
    }

    /// All posts by year.
    fn archive(&self, part: &Part) -> Page {
        let root = self.route.root();
        let markup = html! {
            header.page-header {
                h1 { "Archive" }
                p.page-description { (count_of_posts(part.total)) }
            }
            @for posts in part.posts.chunk_by(|a, b| year(a) == year(b)) {
                section.archive-year {
                    h2 { @if let Some(year) = year(&posts[0]) { (year) } @else { "Without a date" } }
                    ol.archive-list {
                        @for post in posts {
                            li {
                                @if let Some(date) = &post.date { (time(date)) " " }
                                a href=(href(&root, &Route::Post(post.slug.clone()))) { (title(&post.title)) }
                            }
                        }
                    }
                }
            }
            (self.pagination(part))
        };
        let description = format!("All posts of {} by year.", self.settings.title);
        self.page(&numbered("Archive", part.number), description, "page archive-page", markup)
    }

    fn pagination(&self, &Part { number, pages, .. }: &Part) -> Markup {
        let root = self.route.root();
        let page = |page| href(&root, &self.first.numbered(page));
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

    fn page(&self, heading: &str, description: String, class: &'static str, markup: Markup) -> Page {
        let mut meta = PageMeta::new(self.settings, heading, Some(self.route.clone()));
        meta.description = description;
        Page { meta, class, html: markup.into_string() }
    }
}

fn numbered(name: &str, number: usize) -> String {
    if number == 1 { name.to_owned() } else { format!("{name}, page {number}") }
}

fn year(post: &PostSummary) -> Option<u16> {
    post.date.as_ref().map(|date| date.year())
}

fn count_of_posts(count: usize) -> String {
    if count == 1 { "1 post".to_owned() } else { format!("{count} posts") }
}
