//! The finder: search, palette and marks. A program of its own, loaded when it is first used.

use wasm_bindgen::prelude::*;

use crate::paths::Site;

#[wasm_bindgen(module = "/src/interop/finder.js")]
extern "C" {
    #[wasm_bindgen(js_name = prepare)]
    fn prepare_js(module_url: &str, root: &str);

    /// The page has changed: the finder may have to mark something on it, or to fill it.
    #[wasm_bindgen(js_name = pageShown)]
    pub fn page_shown();
}

/// Puts the finder's buttons into the header and listens to its keys, if the site has a finder.
pub fn prepare(site: &Site) {
    if let Some(url) = site.finder_url() {
        prepare_js(&url, site.root());
    }
}
