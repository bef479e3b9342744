//! KaTeX: typesets TeX. Loaded only when a page has formulas.

use std::collections::BTreeMap;

use studybuddy_content::math::for_katex;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/interop/typeset.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = load)]
    async fn load_js(module_url: &str, sheet_url: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = loadAhead)]
    fn load_ahead_js(module_url: &str, sheet_url: &str);

    /// Loads KaTeX's style sheet; a failure is no reason to wait.
    #[wasm_bindgen(js_name = loadSheet)]
    pub async fn load_sheet(sheet_url: &str);

    /// Begins to load it.
    #[wasm_bindgen(js_name = loadSheet)]
    pub fn load_sheet_ahead(sheet_url: &str);

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
    /// Loads KaTeX's module and style sheet, if that has not been done, and starts a post with these macros.
    pub async fn load(
        urls: (String, String),
        macros: &BTreeMap<String, String>,
    ) -> Result<Self, Unavailable> {
        let (module, sheet) = urls;
        load_js(&module, &sheet).await.map_err(|_| Unavailable)?;
        let json = serde_json::to_string(macros).map_err(|_| Unavailable)?;
        Ok(Self { macros: new_macros(&json).map_err(|_| Unavailable)? })
    }

    /// Begins to load module and style sheet: a post that is on its way needs them.
    pub fn load_ahead((module, sheet): &(String, String)) {
        load_ahead_js(module, sheet);
    }

    /// The HTML of a formula, or what is wrong with it.
    pub fn render(&self, tex: &str, display: bool) -> Result<String, String> {
        render_js(&for_katex(tex), display, &self.macros).map_err(|error| message(&error))
    }
}
