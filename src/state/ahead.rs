//! What is fetched before the reader asks for it: what posts are drawn with, and posts that are likely to be gone to.

use leptos::task::spawn_local;
use studybuddy_content::route::Route;

use crate::{
    interop::{history, prefetch},
    paths::Site,
    state::{library::Library, loaded_page::Rehearse},
};

/// On a list: its posts need more than their Markdown. The manifest is fetched and not yet read: what it says of a new build is
/// for the reader's next click.
pub fn prepare(site: &Site, library: &Library, rehearse: Rehearse) {
    let (program, parts): (Vec<_>, Vec<_>) =
        site.urls_ahead().into_iter().partition(|url| site.renderer_urls().contains(url));
    if program.is_empty() {
        return;
    }
    let (site, library) = (site.clone(), library.clone());
    spawn_local(async move {
        // The program is on its way since the page was idle (`start.js`).
        if prefetch::prefetch_when_idle(parts).await && prefetch::prefetch_when_idle(program).await {
            rehearse(&site);
            fetch_manifest(&site, &library);
            fetch_posts(&site, &library);
        }
    });
}

/// The list of posts, unless it is here.
pub fn fetch_manifest(site: &Site, library: &Library) {
    if library.kept_manifest().is_none() {
        prefetch::fetch_ahead(&site.manifest_url());
    }
}

/// What posts of a list are drawn from, as they come on the screen.
pub fn fetch_posts(site: &Site, library: &Library) {
    prefetch::fetch_on_sight(|url| {
        let Some(Route::Post(slug)) = history::place_of(site, url).route else { return Vec::new() };
        let manifest = library.kept_manifest().filter(|manifest| manifest.sharded);
        let data = manifest.map(|manifest| site.shard_url(&slug, &manifest.build));
        data.into_iter().chain([site.source_url(&slug)]).collect()
    });
}
