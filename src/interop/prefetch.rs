//! Fetching ahead: what a reader points at is likely to be wanted next.

use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use web_sys::{Element, HtmlAnchorElement};

use super::{document, listener::Listener};

#[wasm_bindgen(module = "/src/interop/prefetch.js")]
extern "C" {
    /// Fetches a URL at low priority into the browser's cache, once; not if the reader saves data.
    pub fn prefetch(url: &str);
}

/// Calls back with the URL of each link that is pointed at, touched or focused.
pub fn on_intent(callback: impl FnMut(&str) + Clone + 'static) -> [Option<Listener>; 3] {
    ["pointerover", "touchstart", "focusin"].map(|event| {
        let mut callback = callback.clone();
        Some(Listener::new(document()?.into(), event, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
            if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
                callback(&link.href());
            }
        }))
    })
}
