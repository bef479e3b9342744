//! Pages that say that something is not there.

use maud::html;

use super::{Page, PageMeta, href};
use crate::{route::Route, settings::Settings};

/// What stands at an address that leads nowhere. `root` is absolute in the file `404.html`, because hosts show it
/// at any depth.
#[must_use]
pub fn not_found_page(settings: &Settings, root: &str) -> Page {
    let markup = html! {
        h1 { "Page not found" }
        p { "There is nothing at this address. It may have been mistyped, or the page has moved." }
        p {
            a href=(href(root, &Route::HOME)) { "All posts" } " · "
            a href=(href(root, &Route::Archive)) { "Archive by year" } " · "
            a href=(href(root, &Route::Tags)) { "Tags" }
        }
    };
    Page {
        meta: PageMeta::new(settings, "Page not found", None),
        class: "page message-page",
        html: markup.into_string(),
    }
}
