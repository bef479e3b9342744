//! Copying code, and the links of sections: the sign beside a heading copies its link, besides leading there.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/interop/clipboard.js")]
extern "C" {
    #[wasm_bindgen(js_name = onCopyClick)]
    fn on_copy_click_js(on_link: &JsValue);
}

/// Makes copy buttons and signs work for as long as the document lives; calls back when a link was copied.
pub fn on_copy_click(on_link: impl FnMut() + 'static) {
    on_copy_click_js(&Closure::<dyn FnMut()>::new(on_link).into_js_value());
}
