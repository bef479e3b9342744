//! The page of a post: its Markdown is fetched here and drawn by the renderer.

use std::{cell::Cell, rc::Rc};

use futures_util::future::join;
use studybuddy_content::{
    manifest::{Manifest, PostShard, PostSummary},
    slug::Slug,
};

use super::{opened::OpenedPost, rendering::RenderedPost};
use crate::{
    fetch::{LoadError, fetch_text, if_there, parse_json},
    interop::{
        frame, layout, renderer,
        sheet::{load_sheet, load_sheet_ahead},
    },
    paths::Site,
    state::{library::Library, loaded_page::LoadedPage, order::Order},
};

/// What a post is drawn from.
struct PostSource {
    /// What the site says of it.
    shard: PostShard,
    /// The same as it was fetched, on a site with many posts.
    shard_text: String,
    /// Its file.
    markdown: String,
}

impl PostSource {
    /// Asks for it; `None` if the site has no post with this slug. The data decides that, not the Markdown: some hosts
    /// answer every address with some page.
    async fn fetch(
        site: &Site,
        manifest: &Manifest,
        slug: &Slug,
        is_ahead: impl Fn(&PostSummary),
    ) -> Result<Option<Self>, LoadError> {
        let source_url = site.source_url(slug);
        if !manifest.sharded {
            let Some(shard) = manifest.post(slug) else { return Ok(None) };
            is_ahead(&shard.summary);
            let markdown = fetch_text(&source_url).await?;
            return Ok(Some(Self { shard, shard_text: String::new(), markdown }));
        }
        let shard_url = site.shard_url(slug, &manifest.build);
        let shard = async {
            let text = fetch_text(&shard_url).await;
            let shard = if_there(text.and_then(|text| Ok((parse_json::<PostShard>(&text)?, text))))?;
            shard.iter().for_each(|(shard, _)| is_ahead(&shard.summary));
            Ok(shard)
        };
        let (shard, markdown) = join(shard, fetch_text(&source_url)).await;
        let Some((shard, shard_text)) = shard? else { return Ok(None) };
        Ok(Some(Self { shard, shard_text, markdown: markdown? }))
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
    let is_ahead = |post: &PostSummary| {
        // The worker does not see which part of the page is on the screen: it starts at the top.
        is_elsewhere.set(from_top && renderer::start());
        load_ahead(site, post, is_elsewhere.get());
    };
    let Some(source) = PostSource::fetch(site, manifest, slug, is_ahead).await? else { return Ok(None) };
    let PostSource { shard, shard_text, markdown } = source;
    let order = Rc::new(Order {
        root: site.root().to_owned(),
        config: frame::config_text().unwrap_or_default(),
        manifest: library.manifest_text().unwrap_or_default().to_string(),
        slug: slug.to_string(),
        shard: shard_text,
        markdown,
        is_wide: layout::is_wide(),
    });
    let sheet = async {
        if shard.summary.math {
            load_sheet(&site.katex_urls().1).await;
        }
    };
    let (loaded, ()) = join(draw(site, library, manifest, &order, is_elsewhere.get()), sheet).await;
    loaded.map(Some)
}

/// Has a post drawn, in the worker if that can be.
async fn draw(
    site: &Site,
    library: &Library,
    manifest: &Rc<Manifest>,
    order: &Rc<Order>,
    is_elsewhere: bool,
) -> Result<LoadedPage, LoadError> {
    if is_elsewhere && let Some(page) = RenderedPost::load(order).await {
        return Ok(page);
    }
    let opened = OpenedPost::open(order).await;
    if !opened.as_ref().is_ok_and(|opened| opened.is_complete) {
        // What is missing is named by the shell: if it is gone, there is another one.
        library.newer_manifest(site, manifest).await?;
    }
    Ok(opened?.page)
}

/// Begins to load what a post needs, before its Markdown is here. Drawn by the worker, it needs no module on the page.
fn load_ahead(site: &Site, post: &PostSummary, is_elsewhere: bool) {
    let (katex, sheet) = site.katex_urls();
    if post.math {
        load_sheet_ahead(&sheet);
    }
    let modules = [(post.math, katex), (post.code, site.highlighter_url())];
    let modules = modules.into_iter().filter(|(is_needed, _)| *is_needed).map(|(_, url)| url).collect();
    if is_elsewhere {
        renderer::load_ahead(modules);
    } else {
        renderer::load_here_ahead(modules);
    }
}
