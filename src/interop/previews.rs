//! Cards beside links that show where they lead. What draws them is a module of its own, loaded when it is first used.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::paths::Site;

#[wasm_bindgen(module = "/src/interop/previews.js")]
extern "C" {
    #[wasm_bindgen(js_name = prepare)]
    fn prepare_js(module_url: &str, root: &str, shell: &str);
}

/// Opens cards from now on, if the site has them.
pub fn prepare(site: &Site) {
    if let Some(url) = site.previews_url() {
        prepare_js(&url, site.root(), site.shell());
    }
}
