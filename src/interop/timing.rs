//! Waiting, and giving the browser room to react.

use wasm_bindgen::prelude::*;

use super::window;

#[wasm_bindgen(module = "/src/interop/pause.js")]
extern "C" {
    #[wasm_bindgen(js_name = pause)]
    async fn pause_js();
}

/// Lets the browser deal with input and paint.
pub async fn pause() {
    pause_js().await;
}

/// Milliseconds since the page was opened.
pub fn now() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
