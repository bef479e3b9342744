//! Copying code, citations, and the links of sections: the sign beside a heading copies its link, besides leading there.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/interop/clipboard.js")]
extern "C" {
    #[wasm_bindgen(js_name = onCopyClick)]
    fn on_copy_click_js(on_outcome: &JsValue);
}

/// Makes copy buttons and signs work for as long as the document lives; calls back with what came of it.
pub fn on_copy_click(on_outcome: impl FnMut(String) + 'static) {
    on_copy_click_js(&Closure::<dyn FnMut(String)>::new(on_outcome).into_js_value());
}
