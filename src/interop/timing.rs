//! Waiting, and giving the browser room to react.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/interop/pause.js")]
extern "C" {
    #[wasm_bindgen(js_name = pause)]
    async fn pause_js();

    #[wasm_bindgen(js_name = painted)]
    async fn painted_js();

    /// Milliseconds since the page, or the worker, was opened.
    pub fn now() -> f64;
}

/// How long to work before the browser gets its turn, in milliseconds.
const SLICE: f64 = 8.0;

/// Waits until what the page shows now has been painted; not if nobody sees it.
pub async fn painted() {
    painted_js().await;
}

/// Lets the browser deal with input and paint.
pub async fn pause() {
    pause_js().await;
}

/// Measures how long the work goes on without a pause.
pub struct Slice {
    started: f64,
}

impl Slice {
    /// Starts one.
    pub fn start() -> Self {
        Self { started: now() }
    }

    /// Lets the browser have its turn if the slice is used up.
    pub async fn pause(&mut self) {
        if now() - self.started > SLICE {
            pause().await;
            self.started = now();
        }
    }
}
