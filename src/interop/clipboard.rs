//! Copying code.

use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement};

use super::{document, listener::Listener, timing, window};

/// How long a button says that it has copied, in milliseconds.
const FEEDBACK: i32 = 1600;

/// Makes the copy buttons of code blocks work, those of later pages too.
pub fn on_copy_click() -> Option<Listener> {
    Some(Listener::new(document()?.into(), "click", |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest(".copy-button").ok().flatten());
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            copy(button);
        }
    }))
}

fn copy(button: HtmlElement) {
    let code = button
        .parent_element()
        .and_then(|bar| bar.next_element_sibling())
        .and_then(|pre| pre.query_selector("code").ok().flatten())
        .and_then(|code| code.text_content());
    let Some(code) = code else { return };
    spawn_local(async move {
        let copied = match window() {
            // Outside of a secure context there is no clipboard.
            Some(window) if window.is_secure_context() => {
                JsFuture::from(window.navigator().clipboard().write_text(&code)).await.is_ok()
            }
            _ => false,
        };
        show(&button, if copied { "Copied" } else { "Not copied" });
    });
}

/// Lets the button say for a moment what came of it.
fn show(button: &HtmlElement, word: &str) {
    button.set_text_content(Some(word));
    let button = button.clone();
    let back = Closure::once_into_js(move || button.set_text_content(Some("Copy")));
    timing::later(&back, FEEDBACK);
}
