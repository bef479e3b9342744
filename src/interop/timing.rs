//! Waiting, and giving the browser room to react.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/interop/pause.js")]
extern "C" {
    #[wasm_bindgen(js_name = pause)]
    async fn pause_js();

    /// Milliseconds since the page, or the worker, was opened.
    pub fn now() -> f64;
}

/// Lets the browser deal with input and paint.
pub async fn pause() {
    pause_js().await;
}
