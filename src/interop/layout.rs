//! What depends on the layout of the page that is shown.

use wasm_bindgen::{JsCast, closure::Closure, prelude::wasm_bindgen};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use super::{document, each, each_in, listener::Listener, window};

/// Where the outline stands beside the text; the style sheet `toc.css` has the same width.
const WIDE: &str = "(width >= 70rem)";
/// Where a text has its full width; the style sheets have the same.
const FULL: &str = "(width >= 43rem)";

/// Whether a formula is yet to be looked at. At the formula itself: a word at the document element would have the browser look
/// through all of the page for those that it is about.
const UNSEEN: &str = "data-unseen";

/// How near the screen a formula is looked at: where Chromium lays it out.
const NEAR: &str = "50%";

#[wasm_bindgen(module = "/src/interop/faces.js")]
extern "C" {
    /// Fetches the faces that the formulas of the page use, on the screen or not, when the browser is idle.
    #[wasm_bindgen(js_name = fetchFaces)]
    pub fn fetch_faces();

    /// Loads the faces of text and code, which are in the browser's cache.
    #[wasm_bindgen(js_name = loadTextFaces)]
    pub fn load_text_faces();

    /// Lays a page out that nobody sees, and takes it away again.
    #[wasm_bindgen(js_name = layOutUnseen)]
    pub fn lay_out_unseen(html: &str, is_in_own_faces: bool);
}

fn matches(query: &str) -> bool {
    window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|query| query.matches())
}

/// Whether the window is wide enough for lines of a text's full width.
pub fn is_wide() -> bool {
    matches(FULL)
}

/// Opens the outline of the page where it stands beside the text: assistive technology is told what the layout shows. If that is
/// done before the page is painted, no browser shows it closed for a moment. On a narrow window the reader may have opened it.
pub fn open_outline() {
    if matches(WIDE) {
        set_outline(true);
    }
}

/// Opens the outline where it stands beside the text, now and when the window becomes so wide, and closes it when it goes above
/// the text, which it would push away.
pub fn keep_outline_open() -> Option<Listener> {
    open_outline();
    let width = window()?.match_media(WIDE).ok().flatten()?;
    Some(Listener::new(width.into(), "change", |_| set_outline(matches(WIDE))))
}

fn set_outline(is_open: bool) {
    each("toc", "details", |outline: &Element| {
        // Attributes of our own elements can always be set.
        _ = if is_open { outline.set_attribute("open", "") } else { outline.remove_attribute("open") };
    });
}

/// Tells assistive technology what the layout shows: a formula that scrolls in its box can be reached by keyboard. Dropping it
/// ends that.
pub struct Exposure {
    observer: IntersectionObserver,
    /// Called by the observer as long as it lives.
    _on_sight: Closure<dyn FnMut(Vec<IntersectionObserverEntry>, IntersectionObserver)>,
}

impl Exposure {
    /// Looks at each formula of its own of the page that is shown when it comes near. To ask before that how wide it is would lay
    /// out what the style sheet `room.css` leaves out.
    pub fn start() -> Option<Self> {
        let on_sight = Closure::new(on_sight);
        let init = IntersectionObserverInit::new();
        init.set_root_margin(NEAR);
        let callback = on_sight.as_ref().unchecked_ref();
        let observer = IntersectionObserver::new_with_options(callback, &init).ok()?;
        let formulas = document()?.get_elements_by_class_name("math-display");
        for formula in (0..).map_while(|index| formulas.item(index)) {
            // One that has been looked at keeps what was found, and its place.
            if let Some(inner) = formula.first_element_child().filter(|inner| !inner.has_attribute(UNSEEN)) {
                _ = inner.set_attribute(UNSEEN, "true");
            }
            observer.observe(&formula);
        }
        Some(Self { observer, _on_sight: on_sight })
    }
}

impl Drop for Exposure {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

// The signature is that of the browser's callback. A formula that comes back may have another width than before.
fn on_sight(entries: Vec<IntersectionObserverEntry>, _: IntersectionObserver) {
    let mut formulas: Vec<(Element, bool)> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.is_intersecting()) {
        each_in(&entry.target(), ".katex-display", |formula: &Element| {
            formulas.push((formula.clone(), formula.scroll_width() > formula.client_width()));
        });
    }
    // Only now: to ask for a width after an attribute was set would have the page laid out once more for each formula.
    for (formula, scrolls) in formulas {
        // Attributes of our own elements can always be set.
        _ = formula.set_attribute(UNSEEN, "false");
        _ = if scrolls {
            formula.set_attribute("tabindex", "0")
        } else {
            formula.remove_attribute("tabindex")
        };
    }
}
