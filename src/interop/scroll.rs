//! Where the reader is in the page.

use wasm_bindgen::JsCast;
use web_sys::{Element, ScrollBehavior, ScrollToOptions};

use super::{document, window};

/// How far the page is scrolled, in CSS pixels.
pub fn top() -> f64 {
    window().and_then(|window| window.scroll_y().ok()).unwrap_or(0.0)
}

/// Scrolls the page at once.
pub fn to(top: f64) {
    if let Some(window) = window() {
        let options = ScrollToOptions::new();
        options.set_top(top);
        options.set_behavior(ScrollBehavior::Instant);
        window.scroll_to_with_scroll_to_options(&options);
    }
}

/// Scrolls to the start of the page.
pub fn to_top() {
    to(0.0);
}

/// Whether the browser itself finds the fragment's target.
pub fn has_exact_target(fragment: &str) -> bool {
    document().is_some_and(|document| document.get_element_by_id(fragment).is_some())
}

/// Scrolls to the fragment's target; the case of letters does not matter if nothing has the exact id. False if
/// there is no target.
pub fn to_fragment(fragment: &str) -> bool {
    let target = document()
        .and_then(|document| document.get_element_by_id(fragment))
        .or_else(|| element_in_any_case(fragment));
    if let Some(target) = &target {
        target.scroll_into_view();
    }
    target.is_some()
}

fn element_in_any_case(fragment: &str) -> Option<Element> {
    let wanted = fragment.to_lowercase();
    let elements = document()?.query_selector_all(".prose [id], .prose a[name]").ok()?;
    (0..elements.length()).filter_map(|index| elements.item(index)?.dyn_into::<Element>().ok()).find(
        |element| {
            let name =
                element.get_attribute("id").or_else(|| element.get_attribute("name")).unwrap_or_default();
            name.to_lowercase() == wanted
        },
    )
}
