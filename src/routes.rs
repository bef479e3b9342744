//! Loading pages: what each route needs from the server, and which template draws it.

mod opened;
mod post;
pub mod rendering;

use std::{future::Future, pin::Pin, rc::Rc};

use studybuddy_content::{
    lists::{List, Lists},
    manifest::Manifest,
    page,
    route::Route,
};

use crate::{
    fetch::{LoadError, fetch_json, if_there},
    interop::prefetch,
    paths::{Place, Site},
    state::{
        library::Library,
        loaded_page::{LoadedPage, PageResult},
    },
};

/// Loads the page at a place, whose top is shown or another part of it.
pub fn load_page(
    site: Site,
    library: Library,
    place: Place,
    from_top: bool,
) -> Pin<Box<dyn Future<Output = PageResult>>> {
    if let Some(Route::Post(slug)) = &place.route {
        // It need not wait for the manifest.
        prefetch::fetch_ahead(&site.source_url(slug));
    }
    Box::pin(async move {
        let mut manifest = library.manifest(&site).await?;
        let mut found = find_page(&site, &library, &manifest, &place, from_top).await;
        // What should be there is not: the list of posts that is kept here may be an old one.
        let is_missing = matches!(found, Ok(None) | Err(LoadError::NotFound | LoadError::Malformed));
        if is_missing && let Some(newer) = library.newer_manifest(&site, &manifest).await? {
            manifest = newer;
            found = find_page(&site, &library, &manifest, &place, from_top).await;
        }
        Ok::<_, LoadError>(found?.unwrap_or_else(|| {
            let page = page::not_found_page(&manifest.settings, &root_at(&site));
            LoadedPage::finished(page, &manifest.settings)
        }))
    })
}

/// A page; `None` if the site has no such page.
async fn find_page(
    site: &Site,
    library: &Library,
    manifest: &Rc<Manifest>,
    place: &Place,
    from_top: bool,
) -> Result<Option<LoadedPage>, LoadError> {
    let Some(route) = &place.route else { return Ok(None) };
    let page = match route {
        Route::Post(slug) => return post::load(site, library, manifest, slug, from_top).await,
        Route::About => Some(page::about_page(&manifest.settings)),
        Route::Search => Some(page::search_page(&manifest.settings)),
        route => load_list(site, manifest, route)
            .await?
            .and_then(|list| page::list_page(&manifest.settings, route, &list)),
    };
    Ok(page.map(|page| LoadedPage::finished(page, &manifest.settings)))
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
