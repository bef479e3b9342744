//! The renderer, as the page sees it: a program of its own that draws posts, in a worker or on the page's thread.

use wasm_bindgen::{JsCast, prelude::*};

use crate::paths::Site;

#[wasm_bindgen(module = "/src/interop/renderer.js")]
extern "C" {
    #[wasm_bindgen(js_name = prepare)]
    fn prepare_js(module_url: &str);

    /// Starts the worker if it does not run. False where there is none: it could not be started, or has failed.
    pub fn start() -> bool;

    /// Begins to load modules that an order to the worker is likely to need.
    #[wasm_bindgen(js_name = loadAhead)]
    pub fn load_ahead(urls: Vec<String>);

    /// Begins to load the renderer for the page's own thread, and modules that a post is likely to need.
    #[wasm_bindgen(js_name = loadHereAhead)]
    pub fn load_here_ahead(urls: Vec<String>);

    #[wasm_bindgen(js_name = order)]
    fn order_js(texts: Vec<String>) -> u32;

    #[wasm_bindgen(js_name = orderHere)]
    fn order_here_js(texts: Vec<String>) -> u32;

    #[wasm_bindgen(catch, js_name = next)]
    async fn next_js(id: u32) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = forget)]
    fn forget_js(id: u32);

    #[wasm_bindgen(catch, js_name = open)]
    async fn open_js(texts: Vec<String>) -> Result<JsValue, JsValue>;

    /// `Opened` in `src/renderer.rs`.
    type OpenedJs;

    #[wasm_bindgen(method)]
    fn page(this: &OpenedJs) -> Vec<String>;

    #[wasm_bindgen(method, js_name = lacksPart)]
    fn lacks_part(this: &OpenedJs) -> bool;

    #[wasm_bindgen(method)]
    fn html(this: &OpenedJs, name: &str) -> String;

    #[wasm_bindgen(method)]
    fn free(this: &OpenedJs);
}

/// The renderer is not there, or has failed.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the renderer is not there")]
pub struct Unavailable;

/// Says where the renderer is.
pub fn prepare(site: &Site) {
    let [module, _] = site.renderer_urls();
    prepare_js(&module);
}

/// An order to the renderer, as the page holds it. Dropping it ends the work on it.
pub struct Rendering {
    id: u32,
}

impl Rendering {
    /// Has a post drawn by the worker.
    pub fn order(texts: Vec<String>) -> Result<Self, Unavailable> {
        if start() { Ok(Self { id: order_js(texts) }) } else { Err(Unavailable) }
    }

    /// Has a post drawn on the page's own thread.
    pub fn order_here(texts: Vec<String>) -> Self {
        Self { id: order_here_js(texts) }
    }

    /// The next piece of the answer.
    pub async fn next(&self) -> Result<Vec<String>, Unavailable> {
        let texts = next_js(self.id).await.map_err(|_| Unavailable)?;
        let texts: js_sys::Array = texts.dyn_into().map_err(|_| Unavailable)?;
        Ok(texts.iter().filter_map(|text| text.as_string()).collect())
    }
}

impl Drop for Rendering {
    fn drop(&mut self) {
        forget_js(self.id);
    }
}

/// A post that the renderer has open on the page's own thread.
pub struct Opened(OpenedJs);

impl Opened {
    /// Opens a post; `None` if there is no such page.
    pub async fn open(order: Vec<String>) -> Result<Option<Self>, Unavailable> {
        let opened = open_js(order).await.map_err(|_| Unavailable)?;
        Ok(if opened.is_undefined() { None } else { Some(Self(opened.unchecked_into())) })
    }

    /// The page, in which formulas and code may be missing.
    pub fn page(&self) -> Vec<String> {
        self.0.page()
    }

    /// Whether KaTeX or the highlighter is needed and did not come.
    pub fn lacks_part(&self) -> bool {
        self.0.lacks_part()
    }

    /// What is missing under a name.
    pub fn html(&self, name: &str) -> String {
        self.0.html(name)
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.0.free();
    }
}
