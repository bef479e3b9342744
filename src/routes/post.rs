//! The page of a post: its Markdown is fetched here, parsed and typeset by the renderer or here.

use std::{cell::Cell, rc::Rc};

use futures_util::future::join;
use studybuddy_content::{
    manifest::{Manifest, PostShard},
    page,
    post::{Post, PostHead},
    route::Route,
    settings::Settings,
    slug::Slug,
};

use super::{
    rendering::RenderedPost,
    toolbox::Toolbox,
    typesetting::{Typesetter, UnfinishedPost},
};
use crate::{
    fetch::{LoadError, fetch_text, if_there, parse_json},
    interop::renderer,
    paths::Site,
    state::{drawn_page::DrawnPage, library::Library, loaded_page::LoadedPage},
};

/// What a post is drawn from.
pub struct PostSource {
    /// Its address.
    pub slug: Slug,
    /// What the site says of it.
    pub shard: PostShard,
    /// The same as it was fetched, on a site with many posts.
    pub shard_text: String,
    /// Its file.
    pub markdown: String,
}

/// A post as far as it is seen first, with the rest.
pub struct DrawnPost {
    /// The page.
    pub page: DrawnPage,
    /// What is still to be filled in.
    pub unfinished: UnfinishedPost,
}

impl PostSource {
    /// Asks for it; `None` if the site has no post with this slug. The data decides that, not the Markdown: some hosts
    /// answer every address with some page.
    async fn fetch(
        site: &Site,
        manifest: &Manifest,
        slug: &Slug,
        is_ahead: impl Fn(&PostShard),
    ) -> Result<Option<Self>, LoadError> {
        let source_url = site.source_url(slug);
        let slug = slug.clone();
        if !manifest.sharded {
            let Some(shard) = manifest.post(&slug) else { return Ok(None) };
            is_ahead(&shard);
            let markdown = fetch_text(&source_url).await?;
            return Ok(Some(Self { slug, shard, shard_text: String::new(), markdown }));
        }
        let shard_url = site.shard_url(&slug, &manifest.build);
        let shard = async {
            let text = fetch_text(&shard_url).await;
            let shard = if_there(text.and_then(|text| Ok((parse_json::<PostShard>(&text)?, text))))?;
            shard.iter().for_each(|(shard, _)| is_ahead(shard));
            Ok(shard)
        };
        let (shard, markdown) = join(shard, fetch_text(&source_url)).await;
        let Some((shard, shard_text)) = shard? else { return Ok(None) };
        Ok(Some(Self { slug, shard, shard_text, markdown: markdown? }))
    }

    /// Reads the post; `None` if its file is not one of a post.
    pub fn read(&self) -> Option<Post> {
        let head = PostHead::read(&self.shard.summary.source, &self.markdown)?;
        let root = Route::Post(self.slug.clone()).root();
        Some(Post::render(head, &self.markdown, &root, &self.shard))
    }

    /// Draws the post; `None` if its file is not one of a post.
    pub async fn draw(&self, site: &Site, settings: &Settings) -> Option<DrawnPost> {
        let post = self.read()?;
        let mut typesetter = Typesetter::prepare(site, settings, &post).await;
        let mut page = page::post_page(settings, &post, &self.shard.connections, &mut typesetter);
        page.meta.show_card(&self.shard.summary, settings);
        let page = DrawnPage::new(page, settings);
        Some(DrawnPost { page, unfinished: UnfinishedPost::new(typesetter, post.document) })
    }
}

/// Loads a post, typeset as far as it is seen first, with the rest; `None` if the site has none with this slug.
pub async fn load(
    site: &Site,
    library: &Library,
    manifest: &Rc<Manifest>,
    slug: &Slug,
    from_top: bool,
) -> Result<Option<LoadedPage>, LoadError> {
    let is_elsewhere = Cell::new(false);
    let is_ahead = |PostShard { summary, .. }: &PostShard| {
        // The renderer does not see which part of the page is on the screen: it starts at the top. A text without formulas
        // and code is drawn before it would have answered.
        is_elsewhere.set(from_top && (summary.math || summary.code) && renderer::start());
        Toolbox::load_ahead(site, summary, is_elsewhere.get());
    };
    let Some(source) = PostSource::fetch(site, manifest, slug, is_ahead).await? else { return Ok(None) };
    let source = Rc::new(source);
    if is_elsewhere.get()
        && let Some(manifest_text) = library.manifest_text()
        && let Some(page) = RenderedPost::load(site, manifest, &manifest_text, &source).await
    {
        return Ok(Some(page));
    }
    let drawn = source.draw(site, &manifest.settings).await.ok_or(LoadError::Malformed)?;
    if drawn.unfinished.lacks_part() {
        // It is named by the shell: if it is gone, there is another one.
        library.newer_manifest(site, manifest).await?;
    }
    Ok(Some(LoadedPage { page: drawn.page, unfinished: Some(Box::new(drawn.unfinished)) }))
}
