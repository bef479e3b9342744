//! View transitions: a page gives way to the next one in a short fade.

use wasm_bindgen::{JsCast, prelude::*};

use super::timing;

#[wasm_bindgen(module = "/src/interop/transition.js")]
extern "C" {
    #[wasm_bindgen(js_name = begin)]
    async fn begin_js() -> JsValue;
}

/// A change of page that is under way; dropping it says that the next page is there.
pub struct Transition(JsValue);

/// Begins one. The page must be changed before it is dropped, and nothing is painted until then.
pub async fn begin() -> Transition {
    // To receive a page was work enough for one task.
    timing::pause().await;
    Transition(begin_js().await)
}

impl Transition {
    /// Says that the next page is there. If the change is seen, the browser lays it out at once: that is a task of its own.
    pub async fn end(self) {
        if self.0.is_function() {
            timing::pause().await;
        }
    }
}

impl Drop for Transition {
    fn drop(&mut self) {
        if let Some(done) = self.0.dyn_ref::<js_sys::Function>() {
            _ = done.call0(&JsValue::UNDEFINED);
        }
    }
}
