//! The highlighter: colours code. Loaded only when a page has code in a language.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/interop/coloring.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = load)]
    async fn load_js(module_url: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = highlight)]
    fn highlight_js(code: &str, language: &str) -> Result<Option<String>, JsValue>;
}

/// The highlighter, once it is there.
pub struct Highlighter;

impl Highlighter {
    /// Loads the highlighter; `None` if that fails: code is readable without colours.
    pub async fn load(url: &str) -> Option<Self> {
        load_js(url).await.ok().map(|_| Self)
    }

    /// The HTML of code in a language; `None` if the language is not known.
    pub fn highlight(&self, code: &str, language: &str) -> Option<String> {
        highlight_js(code, language).ok()?
    }
}
