//! What the memory for the reader asks of the browser: where the reader is, the offer to go on, marks in lists.

use studybuddy_content::memory::{Glance, Place};
use wasm_bindgen::prelude::*;

use super::timing;

#[wasm_bindgen(module = "/src/interop/reading.js")]
extern "C" {
    type View;

    fn view() -> Option<View>;
    #[wasm_bindgen(method, getter)]
    fn section(this: &View) -> String;
    #[wasm_bindgen(method, getter)]
    fn block(this: &View) -> u32;
    #[wasm_bindgen(method, getter)]
    fn screens(this: &View) -> f64;
    #[wasm_bindgen(method, getter)]
    fn end(this: &View) -> bool;
    #[wasm_bindgen(method, getter)]
    fn minutes(this: &View) -> f64;

    #[wasm_bindgen(js_name = offer)]
    fn offer_js(section: &str, block: u32, on_dismiss: &JsValue);
    #[wasm_bindgen(js_name = listed)]
    fn listed_js() -> Vec<String>;
    #[wasm_bindgen(js_name = onRest)]
    fn on_rest_js(callback: &JsValue);
    #[wasm_bindgen(js_name = minute)]
    fn minute_js() -> f64;

    /// Whether the page that is shown is a post.
    #[wasm_bindgen(js_name = isPost)]
    pub fn is_post() -> bool;
    /// Takes the offer away.
    pub fn withdraw();
    /// Puts a word beside each post that the page lists, in the order of [`listed`]; none where it is empty.
    pub fn mark(words: Vec<String>);
    /// The day where the reader is, as `2026-03-04`.
    pub fn today() -> String;
}

/// What is seen of the post that has been open since a moment of [`timing::now`]; `None` if the page is not a post.
pub fn glance(since: f64) -> Option<Glance> {
    let view = view()?;
    Some(Glance {
        place: Place { section: view.section(), block: view.block() },
        screens_above: view.screens(),
        end_is_seen: view.end(),
        seconds: (timing::now() - since) / 1000.0,
        minutes: view.minutes(),
    })
}

/// Offers to go on at a place of the post that is shown; nothing if the place is no longer there.
pub fn offer(place: &Place, on_dismiss: impl FnOnce() + 'static) {
    offer_js(&place.section, place.block, &Closure::once_into_js(on_dismiss));
}

/// Address and day of each post that the page lists.
pub fn listed() -> Vec<[String; 2]> {
    let mut flat = listed_js().into_iter();
    std::iter::from_fn(|| Some([flat.next()?, flat.next()?])).collect()
}

/// The minute since 1970.
pub fn minute() -> u64 {
    // A float turns into the nearest integer of the type, whatever it is.
    minute_js() as u64
}

/// Calls back, for as long as the document lives, when the reader rests after scrolling or turns to something else.
pub fn on_rest(callback: impl FnMut() + 'static) {
    on_rest_js(&Closure::<dyn FnMut()>::new(callback).into_js_value());
}
