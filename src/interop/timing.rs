//! Waiting, and giving the browser room to react.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::window;

/// Calls a function after some milliseconds.
pub(super) fn later(function: &JsValue, milliseconds: i32) {
    if let Some(window) = window() {
        _ = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(function.unchecked_ref(), milliseconds);
    }
}

/// Waits for some milliseconds; with 0 the browser gets to deal with input and paint.
pub async fn sleep(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| later(&resolve, milliseconds));
    // A timer cannot fail.
    _ = JsFuture::from(promise).await;
}

/// Milliseconds since the page was opened.
pub fn now() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
