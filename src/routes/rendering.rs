//! Posts drawn by the worker: what is ordered, and what the page does with the answers.

use std::{future::Future, pin::Pin, rc::Rc};

use leptos::task::spawn_local;

use crate::{
    interop::{
        frame,
        pending::{self, Missing},
        renderer::Rendering,
        sheet::load_sheet_ahead,
        timing::Slice,
    },
    paths::Site,
    state::{
        drawn_page::DrawnPage,
        loaded_page::{LoadedPage, Unfinished},
        order::Order,
    },
};

/// A post with a little of all that a first screen is made of, and the list that it stands in.
const REHEARSAL: &str = "---\ntitle: A\ndate: 2020-01-01\ndescription: a\ncategories: a\ntags: a\n---\n*a* **b** `c` [d](https://a.org)\n\n## e\n\n### f\n\n- a[^1]\n\n|a|b|\n|-|-|\n|c|`d`|\n\n[^1]: n\n\n";
const REHEARSAL_FORMULAS: &str =
    "$\\hat{x}_{i_j}^2 \\in \\mathbb{R}$\n\n$$\\frac{a}{\\sqrt{b}} = \\sum_{i=1}^n \\bigg(x$$\n\n";
const REHEARSAL_CODE: &str = "```python\ndef f(x): return \"1\" # 2\n```\n";
const REHEARSAL_MANIFEST: &str = r#"{"version":3,"build":"","settings":{},"posts":[{"slug":"a","source":"a.md","title":"A","date":"2020-01-01","tags":["a"],"minutes":1,"math":true,"code":true}]}"#;

/// Has the worker draw a post that nobody sees, and the browser lay it out. A browser compiles a function when it is first
/// called, and that takes longer than to parse a long post: the first one that the reader goes to would have to wait for it. So
/// would it for the sheet of formulas, for which the page before is laid out anew, and for the system to find faces.
pub fn rehearse(site: &Site) {
    let Some(config) = frame::config_text() else { return };
    let ahead = site.urls_ahead();
    let (_, sheet) = site.katex_urls();
    let mut markdown = REHEARSAL.to_owned();
    if ahead.contains(&sheet) {
        load_sheet_ahead(&sheet);
        markdown.push_str(REHEARSAL_FORMULAS);
    }
    if ahead.contains(&site.highlighter_url()) {
        markdown.push_str(REHEARSAL_CODE);
    }
    let order = Order {
        root: site.root().to_owned(),
        config,
        manifest: REHEARSAL_MANIFEST.to_owned(),
        slug: "a".to_owned(),
        markdown,
        is_wide: true,
        ..Order::default()
    };
    // Where there is no worker, posts are drawn without.
    let Ok(rendering) = Rendering::order(order.to_texts()) else { return };
    spawn_local(async move {
        // It is small: the first piece is all of it.
        if let Some(page) = rendering.next().await.ok().and_then(DrawnPage::from_texts) {
            frame::rehearse(&page.html);
        }
    });
}

/// A post that the worker is drawing.
pub struct RenderedPost {
    rendering: Rendering,
    order: Rc<Order>,
}

impl RenderedPost {
    /// Has a post drawn; `None` if the worker cannot.
    pub async fn load(order: &Rc<Order>) -> Option<LoadedPage> {
        let rendering = Rendering::order(order.to_texts()).ok()?;
        let page = DrawnPage::from_texts(rendering.next().await.ok()?)?;
        Some(LoadedPage { page, unfinished: Some(Box::new(Self { rendering, order: order.clone() })) })
    }
}

impl Unfinished for RenderedPost {
    // The worker begins with the first screen.
    fn fill_screen(&self) {}

    fn fill_rest(self: Box<Self>, is_shown: Box<dyn Fn() -> bool>) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(async move {
            let Self { rendering, order } = *self;
            if !fill_parts(&rendering, &is_shown).await {
                // The worker has failed on the way: what is missing is drawn here. What is there has no place to be filled.
                fill_parts(&Rendering::order_here(order.to_texts()), &is_shown).await;
            }
        })
    }
}

/// Fills in part after part. False if the renderer fails before the last one.
async fn fill_parts(rendering: &Rendering, is_shown: &dyn Fn() -> bool) -> bool {
    let mut slice = Slice::start();
    while let Ok(piece) = rendering.next().await {
        if piece.is_empty() {
            return true;
        }
        // The places of another page would get this post's text.
        if !is_shown() {
            return true;
        }
        if let Ok([name, html]) = <[String; 2]>::try_from(piece)
            && let Some(place) = Missing::parse(&name).and_then(pending::find)
        {
            place.fill(&html);
        }
        slice.pause().await;
    }
    false
}
