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

use web_sys::{Document, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}
