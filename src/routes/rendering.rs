//! Posts drawn by the renderer: what it answers, and what the page does with the answers.

use std::{collections::HashMap, future::Future, pin::Pin, rc::Rc};

use studybuddy_content::{manifest::Manifest, slug::Slug};

use super::{post::PostSource, typesetting::Slice};
use crate::{
    fetch::parse_json,
    interop::{
        frame,
        katex::load_sheet,
        pending::{self, Missing},
        renderer::{self, Order, Rendering},
    },
    paths::Site,
    state::{
        drawn_page::DrawnPage,
        navigator::{LoadedPage, Unfinished},
    },
};

/// Draws posts for a page, in the renderer.
pub fn serve() {
    renderer::serve(|order| async move {
        if answer(&order).await.is_none() {
            order.refuse();
        }
    });
}

/// Answers with the page, then with what it misses, then with nothing. `None` if the page would do better, or say why
/// it cannot.
async fn answer(order: &Order) -> Option<()> {
    let [root, config, manifest, slug, shard_text, markdown] = order.texts.as_slice() else { return None };
    let site = Site::new(root.clone(), parse_json(config).ok()?);
    let manifest: Manifest = parse_json(manifest).ok()?;
    let slug = Slug::new(slug)?;
    let shard = if shard_text.is_empty() { manifest.post(&slug)? } else { parse_json(shard_text).ok()? };
    let source = PostSource { slug, shard, shard_text: String::new(), markdown: markdown.clone() };
    let drawn = source.draw(&site, &manifest.settings).await?;
    if drawn.unfinished.lacks_part() {
        return None;
    }
    order.answer(drawn.page.into_texts());
    let send = |pieces: Vec<(Missing, String)>| {
        if !pieces.is_empty() {
            order.answer(pieces.into_iter().flat_map(|(missing, html)| [missing.name(), html]).collect());
        }
        order.is_wanted()
    };
    drawn.unfinished.draw_rest(send).await;
    order.answer(Vec::new());
    Some(())
}

/// A post that the renderer is drawing.
pub struct RenderedPost {
    rendering: Rendering,
    site: Site,
    manifest: Rc<Manifest>,
    source: Rc<PostSource>,
}

impl RenderedPost {
    /// Has a post drawn; `None` if the renderer cannot.
    pub async fn load(
        site: &Site,
        manifest: &Rc<Manifest>,
        manifest_text: &str,
        source: &Rc<PostSource>,
    ) -> Option<LoadedPage> {
        let rendering = Rendering::order(vec![
            site.root().to_owned(),
            frame::config_text()?,
            manifest_text.to_owned(),
            source.slug.to_string(),
            source.shard_text.clone(),
            source.markdown.clone(),
        ])
        .ok()?;
        if source.shard.summary.math {
            load_sheet(&site.katex_urls().1).await;
        }
        let page = DrawnPage::from_texts(rendering.next().await.ok()?)?;
        let rest = Self { rendering, site: site.clone(), manifest: manifest.clone(), source: source.clone() };
        Some(LoadedPage { page, unfinished: Some(Box::new(rest)) })
    }
}

impl Unfinished for RenderedPost {
    // The renderer begins with what is on the first screen.
    fn fill_screen(&self) {}

    fn fill_rest(self: Box<Self>, is_shown: Box<dyn Fn() -> bool>) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(async move {
            // The places of another page would get this post's formulas.
            if !is_shown() {
                return;
            }
            let mut places: HashMap<_, _> =
                pending::places().into_iter().map(|place| (place.missing, place)).collect();
            let mut slice = Slice::start();
            while let Ok(pieces) = self.rendering.next().await {
                if !is_shown() || pieces.is_empty() {
                    return;
                }
                for piece in pieces.chunks_exact(2) {
                    if let Some(place) = Missing::parse(&piece[0]).and_then(|missing| places.remove(&missing))
                    {
                        place.fill(&piece[1]);
                    }
                    slice.pause().await;
                    if !is_shown() {
                        return;
                    }
                }
            }
            // The renderer has failed on the way: the rest is drawn here.
            if let Some(drawn) = self.source.draw(&self.site, &self.manifest.settings).await {
                Box::new(drawn.unfinished).fill_rest(is_shown).await;
            }
        })
    }
}
