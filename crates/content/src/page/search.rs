//! The page of the search.

use maud::html;

use super::{Page, PageMeta};
use crate::{route::Route, settings::Settings};

/// The form, and the room for what is found. The app fills it; without it the page says that it cannot search.
#[must_use]
pub fn search_page(settings: &Settings) -> Page {
    let markup = html! {
        header.page-header { h1 { "Search" } }
        form.search-form role="search" action="" method="get" {
            label.visually-hidden for="sb-search" { "Search all posts" }
            input.search-input #sb-search type="search" name="q" placeholder="Words, code, formulas"
                autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" aria-describedby="sb-search-status";
        }
        p.search-status #sb-search-status role="status" {
            "The search runs in your browser and needs scripts: without them, look through the "
            a href="../archive/" { "archive" } " or the " a href="../tags/" { "tags" } "."
        }
        ol.search-results aria-label="Results" {}
    };
    let mut meta = PageMeta::new(settings, "Search", Some(Route::Search));
    meta.description = format!("Full-text search in all posts of {}.", settings.title);
    meta.noindex = true;
    Page { meta, class: "page search-page", html: markup.into_string() }
}
