//! Copying a selection: formulas go as TeX.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Event;

use super::{document, listener::Listener};

#[wasm_bindgen(module = "/src/interop/copying.js")]
extern "C" {
    #[wasm_bindgen(js_name = copyWithTex)]
    fn copy_with_tex(event: &Event);
}

/// Makes a copied selection have each formula once, as `$TeX$`. What has no formula is copied by the browser.
pub fn on_copy() -> Option<Listener> {
    Some(Listener::new(document()?.into(), "copy", |event| copy_with_tex(&event)))
}
