//! Posts drawn by the renderer: what it answers, and what the page does with the answers.

use std::{future::Future, pin::Pin, rc::Rc};

use leptos::task::spawn_local;
use studybuddy_content::{manifest::Manifest, page::Window, slug::Slug};

use super::{parts::Parts, post::PostSource, toolbox::Toolbox, typesetting::Slice};
use crate::{
    fetch::parse_json,
    interop::{
        frame,
        katex::{load_sheet, load_sheet_ahead},
        layout,
        pending::{self, Missing},
        renderer::{self, Order, Rendering},
        timing,
    },
    paths::Site,
    state::{
        drawn_page::DrawnPage,
        loaded_page::{LoadedPage, Unfinished},
    },
};

/// What an order says of a window as wide as a text and more.
const WIDE: &str = "wide";

/// A post with a little of all that a first screen is made of, and the list that it stands in.
const REHEARSAL: &str = "---\ntitle: A\ndate: 2020-01-01\ndescription: a\ncategories: a\ntags: a\n---\n*a* **b** `c` [d](https://a.org)\n\n## e\n\n### f\n\n- a[^1]\n\n|a|b|\n|-|-|\n|c|`d`|\n\n[^1]: n\n\n";
const REHEARSAL_FORMULAS: &str =
    "$\\hat{x}_{i_j}^2 \\in \\mathbb{R}$\n\n$$\\frac{a}{\\sqrt{b}} = \\sum_{i=1}^n \\bigg(x$$\n\n";
const REHEARSAL_CODE: &str = "```python\ndef f(x): return \"1\" # 2\n```\n";
const REHEARSAL_MANIFEST: &str = r#"{"version":3,"build":"","settings":{},"posts":[{"slug":"a","source":"a.md","title":"A","date":"2020-01-01","tags":["a"],"minutes":1,"math":true,"code":true}]}"#;

/// Has the renderer draw a post that nobody sees, and the browser lay it out. A browser compiles a function when it is first
/// called, and that takes longer than to parse a long post: the first one that the reader goes to would have to wait for it. So
/// would it for the sheet of formulas, for which the page before is laid out anew, and for the system to find faces.
pub fn rehearse(site: &Site) {
    let Some(config) = frame::config_text() else { return };
    let ahead = site.urls_ahead();
    let (_, sheet) = site.katex_urls();
    let mut post = REHEARSAL.to_owned();
    if ahead.contains(&sheet) {
        load_sheet_ahead(&sheet);
        post.push_str(REHEARSAL_FORMULAS);
    }
    if ahead.contains(&site.highlighter_url()) {
        post.push_str(REHEARSAL_CODE);
    }
    let order = [site.root(), &config, REHEARSAL_MANIFEST, "a", "", &post, WIDE];
    // Where there is no renderer, posts are drawn without.
    let Ok(rendering) = Rendering::order(order.map(str::to_owned).to_vec()) else { return };
    spawn_local(async move {
        // It is small: the first piece is all of it.
        if let Some(page) = rendering.next().await.ok().and_then(DrawnPage::from_texts) {
            frame::rehearse(&page.html);
        }
    });
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rehearsal_is_a_post_with_all_that_takes_time() {
        let manifest: Manifest = parse_json(REHEARSAL_MANIFEST).expect("a manifest");
        let slug = Slug::new("a").expect("a slug");
        let shard = manifest.post(&slug).expect("the post is listed");
        let markdown = [REHEARSAL, REHEARSAL_FORMULAS, REHEARSAL_CODE].concat();
        let source = PostSource { slug, shard, shard_text: String::new(), markdown };
        let document = source.read().expect("a post").document;
        assert_eq!(document.formulas.len(), 2);
        assert!(document.has_colored_code());
        assert_eq!((document.toc.len(), document.footnotes.len()), (1, 1));
    }
}
