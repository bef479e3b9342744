//! KaTeX: typesets TeX. Loaded only when a page has formulas.

use std::collections::BTreeMap;

use studybuddy_content::math::for_katex;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/interop/typeset.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = load)]
    async fn load_js(module_url: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = newMacros)]
    fn new_macros(json: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = render)]
    fn render_js(tex: &str, display: bool, macros: &JsValue) -> Result<String, JsValue>;

    fn message(error: &JsValue) -> String;
}

/// KaTeX could not be loaded.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("KaTeX could not be loaded")]
pub struct Unavailable;

/// KaTeX, with the macros of one post: what a formula defines is known in those after it.
pub struct Katex {
    macros: JsValue,
}

impl Katex {
    /// Loads KaTeX's module, if that has not been done, and starts a post with these macros.
    pub async fn load(module_url: &str, macros: &BTreeMap<String, String>) -> Result<Self, Unavailable> {
        load_js(module_url).await.map_err(|_| Unavailable)?;
        let json = serde_json::to_string(macros).map_err(|_| Unavailable)?;
        Ok(Self { macros: new_macros(&json).map_err(|_| Unavailable)? })
    }

    /// The HTML of a formula, or what is wrong with it.
    pub fn render(&self, tex: &str, display: bool) -> Result<String, String> {
        render_js(&for_katex(tex), display, &self.macros).map_err(|error| message(&error))
    }
}
