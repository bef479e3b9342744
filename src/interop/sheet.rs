//! The style sheet of formulas.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/interop/sheet.js")]
extern "C" {
    /// Loads KaTeX's style sheet; a failure is no reason to wait.
    #[wasm_bindgen(js_name = loadSheet)]
    pub async fn load_sheet(url: &str);

    /// Begins to load it.
    #[wasm_bindgen(js_name = loadSheet)]
    pub fn load_sheet_ahead(url: &str);
}
