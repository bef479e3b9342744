//! Loading pages: what each route needs from the server, and which template draws it.

mod post;
mod typesetting;

use std::{future::Future, pin::Pin};

use studybuddy_content::{
    lists::{List, Lists},
    manifest::Manifest,
    page,
    route::Route,
};

use crate::{
    fetch::{LoadError, fetch_json, if_there},
    paths::{Place, Site},
    state::{
        library::Library,
        navigator::{LoadedPage, PageResult},
    },
};

/// Loads the page at a place.
pub fn load_page(site: Site, library: Library, place: Place) -> Pin<Box<dyn Future<Output = PageResult>>> {
    Box::pin(async move {
        let manifest = library.manifest(&site).await?;
        let mut unfinished = None;
        let page = match &place.route {
            Some(Route::Post(slug)) => post::load(&site, &manifest, slug).await?.map(|(page, rest)| {
                unfinished = Some(rest);
                page
            }),
            Some(Route::About) => Some(page::about_page(&manifest.settings)),
            Some(Route::Search) => Some(page::search_page(&manifest.settings)),
            Some(route) => load_list(&site, &manifest, route)
                .await?
                .and_then(|list| page::list_page(&manifest.settings, route, &list)),
            None => None,
        };
        let page = page.unwrap_or_else(|| page::not_found_page(&manifest.settings, &root_at(&site)));
        let head = page.meta.head_tags(&manifest.settings);
        Ok::<_, LoadError>(LoadedPage { page, head, unfinished })
    })
}

/// What the page of a list shows: made from the manifest, or fetched if there are many posts. `None` if there is no
/// such list.
async fn load_list(site: &Site, manifest: &Manifest, route: &Route) -> Result<Option<List>, LoadError> {
    if manifest.sharded {
        if_there(fetch_json(&site.list_url(route)).await)
    } else {
        Ok(Lists::new(manifest).list(route))
    }
}

/// The root as an absolute URL: a page that is not found can stand at any depth.
fn root_at(site: &Site) -> String {
    site.page_url(&Route::HOME)
}
