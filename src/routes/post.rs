//! The page of a post: its Markdown is fetched, parsed and typeset here.

use futures_util::future::join;
use studybuddy_content::{
    manifest::{Manifest, PostShard},
    page::{self, Page},
    post::{Post, PostHead},
    route::Route,
    slug::Slug,
};

use super::typesetting::{Typesetter, UnfinishedPost};
use crate::{
    fetch::{LoadError, fetch_json, fetch_text, if_there},
    paths::Site,
    state::{library::Library, navigator::Unfinished},
};

/// Loads a post, typeset as far as it is seen first, with the rest; `None` if the site has none with this slug. The
/// data decides that, not the Markdown: some hosts answer every address with some page.
pub async fn load(
    site: &Site,
    library: &Library,
    manifest: &Manifest,
    slug: &Slug,
) -> Result<Option<(Page, Box<dyn Unfinished>)>, LoadError> {
    let source_url = site.source_url(slug);
    let (shard, source) = if manifest.sharded {
        let shard_url = site.shard_url(slug, &manifest.build);
        let shard = async {
            let shard = if_there(fetch_json::<PostShard>(&shard_url).await)?;
            shard.iter().for_each(|shard| Typesetter::load_ahead(site, &shard.summary));
            Ok(shard)
        };
        let (shard, source) = join(shard, fetch_text(&source_url)).await;
        let Some(shard) = shard? else { return Ok(None) };
        (shard, source?)
    } else {
        let Some(shard) = manifest.post(slug) else { return Ok(None) };
        Typesetter::load_ahead(site, &shard.summary);
        (shard, fetch_text(&source_url).await?)
    };
    let Some(head) = PostHead::read(&shard.summary.source, &source) else { return Err(LoadError::Malformed) };
    let root = Route::Post(slug.clone()).root();
    let post = Post::render(head, &source, &root, &shard);
    let mut typesetter = Typesetter::prepare(site, &manifest.settings, &post).await;
    if typesetter.lacks_part {
        // It is named by the shell: if it is gone, there is another one.
        library.newer_manifest(site, manifest).await?;
    }
    let mut page = page::post_page(&manifest.settings, &post, &shard.connections, &mut typesetter);
    page.meta.image = page.meta.image.or_else(|| shard.summary.card_url(&manifest.settings));
    Ok(Some((page, Box::new(UnfinishedPost::new(typesetter, post.document)))))
}
