//! Marks on the page that is shown.

use std::ops::Range;

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/interop/marks.js")]
extern "C" {
    /// The text of the post that is shown.
    #[wasm_bindgen(js_name = pageText)]
    pub fn page_text() -> String;

    #[wasm_bindgen(js_name = mark)]
    fn mark_js(places: &[u32]);

    /// The TeX of each formula of the post.
    pub fn formulas() -> Vec<String>;

    /// Marks a formula by its number.
    #[wasm_bindgen(js_name = markFormula)]
    pub fn mark_formula(index: u32);

    #[wasm_bindgen(js_name = offerToClear)]
    fn offer_to_clear_js(label: &str, on_clear: &JsValue);

    /// Takes all marks away.
    pub fn clear();
}

/// Marks places in `text`, which is that of [`page_text`]; they count in bytes.
pub fn mark(text: &str, places: &[Range<usize>]) {
    // Scripts count in units of UTF-16.
    let (mut units, mut at) = (0, 0);
    let mut unit_at = |byte: usize| {
        units += text[at..byte].encode_utf16().count();
        at = byte;
        u32::try_from(units).unwrap_or(u32::MAX)
    };
    let mut flat = Vec::with_capacity(places.len() * 2);
    for place in places {
        flat.push(unit_at(place.start));
        flat.push(unit_at(place.end));
    }
    mark_js(&flat);
}

/// Shows a button that takes the marks away.
pub fn offer_to_clear(label: &str) {
    offer_to_clear_js(label, &Closure::once_into_js(clear));
}
