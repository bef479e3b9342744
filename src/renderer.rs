//! The renderer: draws posts from their Markdown. A worker runs it beside the page, or the page itself if it has to
//! (`interop/renderer.js`). Here stands what the two may call; what it does is in `drawing`.

use js_sys::{Array, Function};
use studybuddy_browser::drawing::{self, OpenedPost};
use wasm_bindgen::prelude::*;

// What it does, it does when it is called.
fn main() {}

/// Draws a post from its top to its end ([`drawing::draw`]).
#[wasm_bindgen]
pub async fn draw(order: Vec<String>, is_whole: bool, answer: Function) -> bool {
    let answer = |texts: Vec<String>| {
        let texts: Array = texts.into_iter().map(JsValue::from).collect();
        answer.call1(&JsValue::UNDEFINED, &texts).is_ok_and(|is_wanted| is_wanted.is_truthy())
    };
    drawing::draw(order, is_whole, answer).await
}

/// Opens a post on the thread of the page ([`drawing::open`]).
#[wasm_bindgen]
pub async fn open(order: Vec<String>) -> Option<Opened> {
    drawing::open(order).await.map(Opened)
}

/// A post that is open.
#[wasm_bindgen]
pub struct Opened(OpenedPost);

#[wasm_bindgen]
impl Opened {
    /// The page, in which formulas and code may be missing.
    pub fn page(&self) -> Vec<String> {
        self.0.page.clone().into_texts()
    }

    /// Whether KaTeX or the highlighter is needed and did not come.
    #[wasm_bindgen(js_name = lacksPart)]
    pub fn lacks_part(&self) -> bool {
        self.0.lacks_part()
    }

    /// What is missing under a name; empty if nothing is.
    pub fn html(&self, name: &str) -> String {
        self.0.html(name)
    }
}
