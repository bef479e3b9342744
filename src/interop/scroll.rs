//! Where the reader is in the page.

use serde::Serialize;
use studybuddy_content::json::{FromJson, Json};
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use web_sys::{Element, ScrollBehavior, ScrollToOptions};

use super::{document, window};

#[wasm_bindgen(module = "/src/interop/hold.js")]
extern "C" {
    fn hold(element: &Element, top: f64);
}

#[wasm_bindgen(module = "/src/interop/heights.js")]
extern "C" {
    fn heights() -> Vec<f64>;

    #[wasm_bindgen(js_name = setHeights)]
    fn set_heights(heights: &[f64]);
}

/// Distances are whole numbers of 64ths of a CSS pixel, which is how finely browsers lay out: numbers with a point would bring
/// their writer into the app, 1 kB.
const UNITS: f64 = 64.0;

/// A place in a page that is found again when the heights above it are no longer the same.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Spot {
    /// How far the page is scrolled.
    top: i64,
    /// The block of the post at the top of the screen: its number, and how far it is below the edge.
    block: Option<(u32, i64)>,
    /// How tall the blocks are, in CSS pixels. Not kept over a reload: the browser then finds the place by itself.
    #[serde(skip)]
    heights: Vec<f64>,
}

impl FromJson for Spot {
    fn from_json(value: Json) -> Option<Self> {
        let mut fields = value.fields()?;
        Some(Self { top: fields.take("top")?, block: fields.take("block")?, heights: Vec::new() })
    }
}

/// Where the reader is.
pub fn spot() -> Spot {
    let top = window().and_then(|window| window.scroll_y().ok()).unwrap_or(0.0);
    let block =
        document().and_then(|document| document.query_selector(".prose").ok().flatten()).and_then(|prose| {
            let blocks = prose.children();
            let below = |index: &u32| {
                blocks.item(*index).is_some_and(|block| block.get_bounding_client_rect().bottom() > 0.0)
            };
            // Below the post its last block is as good.
            let index = (0..blocks.length()).find(below).or_else(|| blocks.length().checked_sub(1))?;
            let offset = blocks.item(index)?.get_bounding_client_rect().top();
            // Above the post the pixels are sure.
            (index > 0 || offset < 0.0).then(|| (index, units(offset)))
        });
    Spot { top: units(top), block, heights: heights() }
}

fn units(pixels: f64) -> i64 {
    (pixels * UNITS).round() as i64
}

/// Goes to a spot at once.
pub fn to_spot(spot: &Spot) {
    set_heights(&spot.heights);
    let top = spot.top as f64 / UNITS;
    to(top);
    let Some((index, offset)) = spot.block else { return };
    let offset = offset as f64 / UNITS;
    let block = document()
        .and_then(|document| document.query_selector(".prose").ok().flatten())
        .and_then(|prose| prose.children().item(index));
    if let Some(block) = block {
        to(top + block.get_bounding_client_rect().top() - offset);
        hold(&block, offset);
    }
}

fn to(top: f64) {
    if let Some(window) = window() {
        let options = ScrollToOptions::new();
        options.set_top(top);
        options.set_behavior(ScrollBehavior::Instant);
        window.scroll_to_with_scroll_to_options(&options);
    }
}

/// Whether the start of the page is on the screen.
pub fn is_at_top() -> bool {
    window().and_then(|window| window.scroll_y().ok()).is_none_or(|top| top <= 0.0)
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
        hold(target, target.get_bounding_client_rect().top());
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
