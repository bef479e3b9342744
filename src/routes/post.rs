//! The page of a post: its Markdown is fetched, parsed and typeset here.

use studybuddy_content::{
    link::PostLookup,
    manifest::{Manifest, PostSummary},
    page::{self, Page},
    post::{Post, PostHead},
    route::Route,
    slug::Slug,
};

use super::typesetting::{Typesetter, UnfinishedPost};
use crate::{
    fetch::{LoadError, fetch_text},
    paths::Site,
    state::navigator::Unfinished,
};

/// What the manifest knows of the things that a post leads to.
struct Surroundings<'a> {
    manifest: &'a Manifest,
    summary: &'a PostSummary,
}

impl PostLookup for Surroundings<'_> {
    fn slug_of(&self, file: &str) -> Option<Slug> {
        self.manifest.posts.iter().find(|post| post.source == file).map(|post| post.slug.clone())
    }

    fn image_size(&self, path: &str) -> Option<(u32, u32)> {
        self.summary.images.get(path).copied()
    }
}

/// Loads a post, typeset as far as it is seen first, with the rest; `None` if the site has none with this slug. The
/// manifest decides that: some hosts answer every address with some page.
pub async fn load(
    site: &Site,
    manifest: &Manifest,
    slug: &Slug,
) -> Result<Option<(Page, Box<dyn Unfinished>)>, LoadError> {
    let Some(summary) = manifest.post(slug) else { return Ok(None) };
    let source = fetch_text(&site.source_url(slug)).await?;
    let Some(head) = PostHead::read(&summary.source, &source) else { return Err(LoadError::Malformed) };
    let root = Route::Post(slug.clone()).root();
    let post = Post::render(head, &source, &root, &Surroundings { manifest, summary });
    let mut typesetter = Typesetter::prepare(site, &manifest.settings, &post).await;
    let page = page::post_page(&manifest.settings, &post, manifest.neighbours(slug), &mut typesetter);
    Ok(Some((page, Box::new(UnfinishedPost::new(typesetter, post.document)))))
}
