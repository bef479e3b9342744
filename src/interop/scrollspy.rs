//! Scrollspy: marks the entry of the outline whose section is being read, and shows how much is left there.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, IntersectionObserver, IntersectionObserverInit};

use super::{document, first, window};

/// How far below the top of the window a heading counts as reached, in percent of the window's height. It lies below the
/// place where a jump puts a heading (`scroll-margin-block-start`), so that the section jumped to is the one marked.
const READING_LINE: u32 = 15;

/// Watches the headings of the page; dropping it ends that.
pub struct Scrollspy {
    observer: IntersectionObserver,
    /// Called by the observer as long as it lives.
    _on_crossing: Closure<dyn FnMut()>,
}

impl Scrollspy {
    /// Watches the headings that the outline leads to; `None` if the page has no outline.
    pub fn start() -> Option<Self> {
        let entries = outline()?;
        let headings: Vec<Element> = entries.iter().map(|(_, heading)| heading.clone()).collect();
        let on_crossing = Closure::<dyn FnMut()>::new(move || mark(&entries));
        let options = IntersectionObserverInit::new();
        // Only what is above the reading line intersects: the observer speaks when a heading crosses the line, and once
        // at the beginning, when the page is laid out. To ask for places before that would lay it out twice.
        options.set_root_margin(&format!("1000000px 0px -{}% 0px", 100 - READING_LINE));
        let observer =
            IntersectionObserver::new_with_options(on_crossing.as_ref().unchecked_ref(), &options).ok()?;
        headings.iter().for_each(|heading| observer.observe(heading));
        Some(Self { observer, _on_crossing: on_crossing })
    }
}

impl Drop for Scrollspy {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn window_height() -> f64 {
    window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(0.0)
}

/// The links of the outline with their headings, in order.
fn outline() -> Option<Vec<(HtmlElement, Element)>> {
    let document = document()?;
    let links = first("toc")?.query_selector_all("a[href^='#']").ok()?;
    let entries: Vec<_> = (0..links.length())
        .filter_map(|index| {
            let link = links.item(index)?.dyn_into::<HtmlElement>().ok()?;
            let heading = document.get_element_by_id(link.get_attribute("href")?.strip_prefix('#')?)?;
            Some((link, heading))
        })
        .collect();
    (!entries.is_empty()).then_some(entries)
}

/// Marks the last entry whose heading is above the reading line.
fn mark(entries: &[(HtmlElement, Element)]) {
    let line = window_height() * f64::from(READING_LINE) / 100.0;
    let reached = |entry: &&(HtmlElement, Element)| entry.1.get_bounding_client_rect().top() <= line;
    let active = entries.iter().rev().find(reached);
    for (link, _) in entries {
        let is_active = active.is_some_and(|(active, _)| active == link);
        let was_active = link.has_attribute("aria-current");
        if is_active && !was_active {
            _ = link.set_attribute("aria-current", "location");
            keep_in_sight(link);
            show_left(link, link.get_attribute("data-left"));
        } else if !is_active && was_active {
            _ = link.remove_attribute("aria-current");
        }
    }
    // Above the first section the header of the post says how long it is.
    if let (None, Some((link, _))) = (active, entries.first()) {
        show_left(link, None);
    }
}

/// Lets the outline of an entry say how many minutes are left; `toc.css` shows it, on narrow screens for a while.
fn show_left(link: &HtmlElement, minutes: Option<String>) {
    let Ok(Some(outline)) = link.closest(".toc") else { return };
    _ = outline.remove_attribute("data-left");
    let Some(minutes) = minutes else { return };
    // Without a layout in between the browser would see no change, and would not begin the while anew.
    _ = outline.client_width();
    _ = outline.set_attribute("data-left", &minutes);
}

/// Scrolls the outline's own box, and only that, so far that the entry is in sight.
fn keep_in_sight(link: &HtmlElement) {
    let Ok(Some(list)) = link.closest(".toc") else { return };
    let (list_box, link_box) = (list.get_bounding_client_rect(), link.get_bounding_client_rect());
    let above = link_box.top() - list_box.top();
    let below = link_box.bottom() - list_box.bottom();
    let margin = 32.0;
    if above < margin {
        list.set_scroll_top(list.scroll_top() + rounded(above - margin));
    } else if below > -margin {
        list.set_scroll_top(list.scroll_top() + rounded(below + margin));
    }
}

fn rounded(pixels: f64) -> i32 {
    // A box on a screen: far inside the range of i32.
    pixels.round() as i32
}
