//! The memory for the reader: where they stopped, which posts they know. What remembers is a module of its own, loaded when
//! there is something to remember.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::paths::Site;

#[wasm_bindgen(module = "/src/interop/reading.js")]
extern "C" {
    #[wasm_bindgen(js_name = prepare)]
    fn prepare_js(module_url: &str, root: &str);

    /// A page is shown; `is_opened` if the reader has not been at a place in it before.
    #[wasm_bindgen(js_name = pageShown)]
    pub fn page_shown(is_opened: bool);
    /// Keeps where the reader is.
    pub fn keep();
}

/// Remembers from now on, if the site has what does.
pub fn prepare(site: &Site) {
    if let Some(url) = site.reading_url() {
        prepare_js(&url, site.root());
    }
}
