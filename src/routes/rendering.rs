//! Posts drawn by the renderer: what it answers, and what the page does with the answers.

use std::{future::Future, pin::Pin, rc::Rc};

use studybuddy_content::{manifest::Manifest, page::Window, slug::Slug};

use super::{parts::Parts, post::PostSource, toolbox::Toolbox, typesetting::Slice};
use crate::{
    fetch::parse_json,
    interop::{
        frame,
        katex::load_sheet,
        layout,
        pending::{self, Missing},
        renderer::{self, Order, Rendering},
        timing,
    },
    paths::Site,
    state::{
        drawn_page::DrawnPage,
        navigator::{LoadedPage, Unfinished},
    },
};

/// What an order says of a window as wide as a text and more.
const WIDE: &str = "wide";

/// Draws posts for a page, in the renderer.
pub fn serve() {
    renderer::serve(|order| async move {
        if answer(&order).await.is_none() {
            order.refuse();
        }
    });
}

/// Answers with the page as far as its first screen, then with what it misses, then with nothing. `None` if the page would
/// do better, or say why it cannot.
async fn answer(order: &Order) -> Option<()> {
    let [root, config, manifest, slug, shard_text, markdown, width] = order.texts.as_slice() else {
        return None;
    };
    let site = Site::new(root.clone(), parse_json(config).ok()?);
    let manifest: Manifest = parse_json(manifest).ok()?;
    let slug = Slug::new(slug)?;
    let shard = if shard_text.is_empty() { manifest.post(&slug)? } else { parse_json(shard_text).ok()? };
    let source = PostSource { slug, shard, shard_text: String::new(), markdown: markdown.clone() };
    let post = source.read()?;
    let toolbox = Toolbox::load(&site, &manifest.settings, &post).await;
    if toolbox.lacks_part {
        return None;
    }
    let window = if width == WIDE { Window::Wide } else { Window::Narrow };
    let (page, parts) = Parts::open(post, &source.shard, toolbox, &manifest.settings, window);
    order.answer(page.into_texts());
    for (missing, html) in parts {
        order.answer(vec![missing.name(), html]);
        // Another order may have come, or word that this one is no longer wanted.
        timing::pause().await;
        if !order.is_wanted() {
            return Some(());
        }
    }
    order.answer(Vec::new());
    Some(())
}

/// A post that the renderer is drawing.
pub struct RenderedPost {
    rendering: Rendering,
    window: Window,
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
        let window = if layout::is_wide() { Window::Wide } else { Window::Narrow };
        let rendering = Rendering::order(vec![
            site.root().to_owned(),
            frame::config_text()?,
            manifest_text.to_owned(),
            source.slug.to_string(),
            source.shard_text.clone(),
            source.markdown.clone(),
            if window == Window::Wide { WIDE } else { "" }.to_owned(),
        ])
        .ok()?;
        if source.shard.summary.math {
            load_sheet(&site.katex_urls().1).await;
        }
        let page = DrawnPage::from_texts(rendering.next().await.ok()?)?;
        let rest = Self {
            rendering,
            window,
            site: site.clone(),
            manifest: manifest.clone(),
            source: source.clone(),
        };
        Some(LoadedPage { page, unfinished: Some(Box::new(rest)) })
    }
}

impl Unfinished for RenderedPost {
    // The renderer begins with the first screen.
    fn fill_screen(&self) {}

    fn fill_rest(self: Box<Self>, is_shown: Box<dyn Fn() -> bool>) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(async move {
            // What comes is worked off in the order in which it was sent, and much may have come by now.
            timing::painted().await;
            // The places of another page would get this post's text.
            let fill = |missing, html: String| {
                if is_shown()
                    && let Some(place) = pending::find(missing)
                {
                    place.fill(&html);
                }
                is_shown()
            };
            let mut slice = Slice::start();
            while let Ok(piece) = self.rendering.next().await {
                let Ok([name, html]) = <[String; 2]>::try_from(piece) else { return };
                let Some(missing) = Missing::parse(&name) else { return };
                if !fill(missing, html) {
                    return;
                }
                slice.pause().await;
            }
            // The renderer has failed on the way: the rest is drawn here.
            let Self { site, manifest, source, window, .. } = *self;
            let Some(post) = source.read() else { return };
            let toolbox = Toolbox::load(&site, &manifest.settings, &post).await;
            let (_, parts) = Parts::open(post, &source.shard, toolbox, &manifest.settings, window);
            for (missing, html) in parts {
                if !fill(missing, html) {
                    return;
                }
                slice.pause().await;
            }
        })
    }
}
