//! What depends on the layout of the page that is shown.

use wasm_bindgen::{JsCast, closure::Closure, prelude::wasm_bindgen};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

use super::{each, each_in, window};

/// Where the outline stands beside the text; the style sheet `toc.css` has the same width.
const WIDE: &str = "(width >= 70rem)";

#[wasm_bindgen(module = "/src/interop/faces.js")]
extern "C" {
    /// Fetches the faces that the formulas of the page use, on the screen or not, when the browser is idle.
    #[wasm_bindgen(js_name = fetchFaces)]
    pub fn fetch_faces();
}

/// Tells assistive technology what the layout shows: an outline beside the text is open, and a formula that scrolls
/// in its box can be reached by keyboard. Dropping it ends that.
pub struct Exposure {
    observer: IntersectionObserver,
    /// Called by the observer as long as it lives.
    _on_sight: Closure<dyn FnMut(Vec<IntersectionObserverEntry>, IntersectionObserver)>,
}

impl Exposure {
    /// Looks at the page that is shown: the outline now, each block when it comes near. To ask before that how wide a
    /// formula is would lay out what the style sheet `room.css` leaves out.
    pub fn start() -> Option<Self> {
        let is_wide = window()?.match_media(WIDE).ok()?.is_some_and(|query| query.matches());
        if is_wide {
            each(".toc > details", |outline: &Element| _ = outline.set_attribute("open", ""));
        }
        let on_sight = Closure::new(on_sight);
        let observer = IntersectionObserver::new(on_sight.as_ref().unchecked_ref()).ok()?;
        each(".prose > *", |block: &Element| observer.observe(block));
        Some(Self { observer, _on_sight: on_sight })
    }
}

impl Drop for Exposure {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

// The signature is that of the browser's callback.
fn on_sight(entries: Vec<IntersectionObserverEntry>, observer: IntersectionObserver) {
    for block in entries.iter().filter(|entry| entry.is_intersecting()).map(IntersectionObserverEntry::target)
    {
        observer.unobserve(&block);
        each_in(&block, ".katex-display", |formula: &Element| {
            if formula.scroll_width() > formula.client_width() {
                _ = formula.set_attribute("tabindex", "0");
            }
        });
    }
}
