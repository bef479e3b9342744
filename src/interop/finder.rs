//! The finder: search, palette and marks. A program of its own, loaded when it is first used.

use wasm_bindgen::prelude::*;

use crate::paths::Site;

#[wasm_bindgen(module = "/src/interop/finder.js")]
extern "C" {
    #[wasm_bindgen(js_name = prepare)]
    fn prepare_js(module_url: &str, root: &str);

    /// Opens the panel.
    pub fn open();

    /// The page has changed: the finder may have to mark something on it, or to fill it.
    #[wasm_bindgen(js_name = pageShown)]
    pub fn page_shown();
}

/// Listens to the keys that open the panel; false if the site has no finder.
pub fn prepare(site: &Site) -> bool {
    let url = site.finder_url();
    if let Some(url) = &url {
        prepare_js(url, site.root());
    }
    url.is_some()
}
