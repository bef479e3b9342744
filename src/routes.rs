//! Loading pages: what each route needs from the server, and which template draws it.

mod post;
mod typesetting;

use std::{future::Future, pin::Pin};

use studybuddy_content::{
    lists::{List, Lists},
    manifest::Manifest,
    page::{self, Page},
    route::Route,
};

use crate::{
    fetch::{LoadError, fetch_json, if_there},
    interop::prefetch,
    paths::{Place, Site},
    state::{
        library::Library,
        navigator::{LoadedPage, PageResult, Unfinished},
    },
};

/// Loads the page at a place.
pub fn load_page(site: Site, library: Library, place: Place) -> Pin<Box<dyn Future<Output = PageResult>>> {
    if let Some(Route::Post(slug)) = &place.route {
        // It need not wait for the manifest.
        prefetch::fetch_ahead(&site.source_url(slug));
    }
    Box::pin(async move {
        let mut manifest = library.manifest(&site).await?;
        let mut found = find_page(&site, &library, &manifest, &place).await;
        // What should be there is not: the list of posts that is kept here may be an old one.
        let is_missing = matches!(found, Ok(None) | Err(LoadError::NotFound | LoadError::Malformed));
        if is_missing && let Some(newer) = library.newer_manifest(&site, &manifest).await? {
            manifest = newer;
            found = find_page(&site, &library, &manifest, &place).await;
        }
        let (page, unfinished) =
            found?.unwrap_or_else(|| (page::not_found_page(&manifest.settings, &root_at(&site)), None));
        let head = page.meta.head_tags(&manifest.settings);
        let language = page.meta.language(&manifest.settings).to_owned();
        Ok::<_, LoadError>(LoadedPage { page, head, language, unfinished })
    })
}

/// A page, and what is still to be filled in when it is shown; `None` if the site has no such page.
async fn find_page(
    site: &Site,
    library: &Library,
    manifest: &Manifest,
    place: &Place,
) -> Result<Option<(Page, Option<Box<dyn Unfinished>>)>, LoadError> {
    let Some(route) = &place.route else { return Ok(None) };
    let page = match route {
        Route::Post(slug) => {
            let loaded = post::load(site, library, manifest, slug).await?;
            return Ok(loaded.map(|(page, rest)| (page, Some(rest))));
        }
        Route::About => Some(page::about_page(&manifest.settings)),
        Route::Search => Some(page::search_page(&manifest.settings)),
        route => load_list(site, manifest, route)
            .await?
            .and_then(|list| page::list_page(&manifest.settings, route, &list)),
    };
    Ok(page.map(|page| (page, None)))
}

/// What the page of a list shows: made from the manifest, or fetched if there are many posts. `None` if there is no
/// such list.
async fn load_list(site: &Site, manifest: &Manifest, route: &Route) -> Result<Option<List>, LoadError> {
    if manifest.sharded {
        if_there(fetch_json(&site.list_url(route, &manifest.build)).await)
    } else {
        Ok(Lists::new(manifest).list(route))
    }
}

/// The root as an absolute URL: a page that is not found can stand at any depth.
fn root_at(site: &Site) -> String {
    site.page_url(&Route::HOME)
}
