//! Waiting.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(inline_js = "export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));")]
extern "C" {
    async fn wait(milliseconds: u32);
}

/// Waits some milliseconds.
pub async fn sleep(milliseconds: u32) {
    wait(milliseconds).await;
}
