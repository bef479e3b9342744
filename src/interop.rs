//! The only room that talks to the browser: one small module for each capability, typed in front.
//!
//! Nothing here panics when a capability is missing (a private window, a blocked script): it says so in its type.

pub mod clipboard;
pub mod frame;
pub mod head;
pub mod highlighter;
pub mod history;
pub mod katex;
pub mod layout;
pub mod listener;
pub mod scroll;
pub mod scrollspy;
pub mod storage;
pub mod theme;
pub mod timing;

use wasm_bindgen::JsCast;
use web_sys::{Document, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Visits the elements of the document that a selector finds and that are of one kind, in order.
fn each<T: JsCast>(selector: &str, mut visit: impl FnMut(&T)) {
    let Some(elements) = document().and_then(|document| document.query_selector_all(selector).ok()) else {
        return;
    };
    for index in 0..elements.length() {
        if let Some(element) = elements.item(index).and_then(|node| node.dyn_into().ok()) {
            visit(&element);
        }
    }
}
