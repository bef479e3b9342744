//! The finder: search, palette, and the marks on the page that a result leads to.
//!
//! It is a program of its own, loaded when the reader first searches, so that pages do not carry it. The engine is
//! `studybuddy_content::search`; this crate fetches the pieces that the engine asks for (`index`), draws what the
//! palette offers (`palette`), and answers what the reader does (`panel`, `page`). The browser is reached
//! through `interop` alone.

mod index;
mod interop;
mod page;
mod palette;
mod panel;
mod typography;

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::{index::Index, interop::dom, panel::Panel};

thread_local! {
    static INDEX: RefCell<Option<Index>> = const { RefCell::new(None) };
    static PANEL: RefCell<Option<Panel>> = const { RefCell::new(None) };
}

/// Opens the panel. `root` is the URL of the site's root, with a slash at the end.
#[wasm_bindgen]
pub fn open(root: String) {
    if dom::focus_search_page() {
        return;
    }
    let index = index(&root);
    PANEL.with_borrow_mut(|panel| panel.get_or_insert_with(|| Panel::new(index)).clone()).open();
}

/// Opens the panel in which readers set the text for themselves.
#[wasm_bindgen(js_name = openTypography)]
pub fn open_typography(root: &str) {
    dom::open_typography(&typography::markup(), &memory_key(root));
}

/// The page has changed: fills the search page, or marks what the address asks for.
#[wasm_bindgen]
pub async fn shown(root: String) {
    page::show(&index(&root)).await;
}

fn index(root: &str) -> Index {
    INDEX.with_borrow_mut(|index| index.get_or_insert_with(|| Index::new(root)).clone())
}

/// The name under which the browser keeps what it remembers of the reader of a site, as `src/interop/reading.js` has it.
fn memory_key(root: &str) -> String {
    ["reading ", root].concat()
}
