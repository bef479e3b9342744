//! The only room that talks to the browser: one small module for each capability, typed in front.
//!
//! Nothing here panics when a capability is missing (a private window, a blocked script): it says so in its type.

pub mod clipboard;
pub mod copying;
pub mod finder;
pub mod frame;
pub mod head;
pub mod highlighter;
pub mod history;
pub mod katex;
pub mod layout;
pub mod listener;
pub mod pending;
pub mod prefetch;
pub mod previews;
pub mod reading;
pub mod reload;
pub mod renderer;
pub mod scroll;
pub mod scrollspy;
pub mod sheet;
pub mod storage;
pub mod theme;
pub mod timing;
pub mod transition;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// The first element with a class. Browsers find a class at once, and need not look at what is behind it; to hold each of the
/// tens of thousands of elements of a long post against a selector takes them milliseconds.
fn first(class: &str) -> Option<Element> {
    document()?.get_elements_by_class_name(class).item(0)
}

/// Visits the elements that a selector finds inside of the first one with a class, if they are of one kind.
fn each<T: JsCast>(class: &str, selector: &str, visit: impl FnMut(&T)) {
    if let Some(root) = first(class) {
        each_in(&root, selector, visit);
    }
}

/// Visits the elements inside of `root` that a selector finds and that are of one kind, in order.
fn each_in<T: JsCast>(root: &Element, selector: &str, mut visit: impl FnMut(&T)) {
    let Ok(elements) = root.query_selector_all(selector) else { return };
    for index in 0..elements.length() {
        if let Some(element) = elements.item(index).and_then(|node| node.dyn_into().ok()) {
            visit(&element);
        }
    }
}
