//! The page about the site.

use maud::html;

use super::{Page, PageMeta, href};
use crate::{route::Route, settings::Settings};

/// What the site is, who writes it, and how to read it.
#[must_use]
pub fn about_page(settings: &Settings) -> Page {
    let route = Route::About;
    let root = route.root();
    let markup = html! {
        header.page-header {
            h1 { "About " (settings.title) }
            @if !settings.description.is_empty() { p.page-description { (settings.description) } }
        }
        div.prose {
            @if let Some(author) = &settings.author { p { "Written by " (author) "." } }
            p {
                "Each post is a Markdown file with formulas in TeX and code that was run. The "
                a href=(href(&root, &Route::Archive)) { "archive" }
                " has all of them by year, and the "
                a href=(href(&root, &Route::Tags)) { "tags" }
                " lead to those on one subject."
            }
            p {
                "The site is served as static files. It sets no cookies, asks nothing of other sites and counts no "
                "visitors. The theme you choose and where you stopped reading are kept in your browser only; the search "
                "has an action that forgets the latter."
            }
        }
    };
    let mut meta = PageMeta::new(settings, "About", Some(route));
    meta.description = format!("What {} is and how it is made.", settings.title);
    Page { meta, class: "page about-page", html: markup.into_string() }
}
