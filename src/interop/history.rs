//! The browser's history and the clicks that change it.

use std::collections::HashMap;

use studybuddy_content::json;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent, ScrollRestoration, Url};

use super::{document, listener::Listener, scroll::Spot, storage, window};
use crate::paths::{Place, Site};

const SCROLL_PLACES: &str = "scroll-places";

/// Names an entry of the history.
pub type EntryKey = String;

/// The place in the address bar.
pub fn place(site: &Site) -> Place {
    let url = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    place_of(site, &url)
}

/// The place that a URL names.
pub fn place_of(site: &Site, url: &str) -> Place {
    let hash = url.split_once('#').map_or("", |(_, hash)| hash);
    let decode =
        |text: &str| js_sys::decode_uri_component(text).map_or_else(|_| text.to_owned(), String::from);
    let page = url.split('#').next().unwrap_or_default();
    site.place(url, &decode(page), decode(hash))
}

/// Makes an entry for `url` and returns its key.
pub fn push(url: &str) -> EntryKey {
    let key = new_key();
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // The URL is of this origin: it came from a link that was checked.
        _ = history.push_state_with_url(&JsValue::from_str(&key), "", Some(url));
    }
    key
}

/// Whether the current entry has a key: entries made by the browser's own jumps have none yet.
pub fn has_entry_key() -> bool {
    current_key().is_some()
}

/// The key of the current entry, which gets one if it has none.
pub fn entry_key() -> EntryKey {
    current_key().unwrap_or_else(|| {
        let key = new_key();
        if let Some(history) = window().and_then(|window| window.history().ok()) {
            _ = history.replace_state(&JsValue::from_str(&key), "");
        }
        key
    })
}

fn current_key() -> Option<EntryKey> {
    window()?.history().ok()?.state().ok()?.as_string()
}

fn new_key() -> EntryKey {
    // Whole numbers: how to write others is not needed anywhere else in the app.
    ((js_sys::Math::random() * 1e15) as u64).to_string()
}

/// Keeps the browser from scrolling on back and forward: the page may not be there yet when it would.
pub fn restore_scroll_ourselves() {
    set_scroll_restoration(ScrollRestoration::Manual);
}

fn set_scroll_restoration(mode: ScrollRestoration) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        _ = history.set_scroll_restoration(mode);
    }
}

/// The reader's places that were kept when the document was left.
pub fn kept_scroll_places() -> HashMap<EntryKey, Spot> {
    storage::session_get(SCROLL_PLACES).and_then(|text| json::read(&text)).unwrap_or_default()
}

/// Keeps the reader's places over a reload.
pub fn keep_scroll_places(places: &HashMap<EntryKey, Spot>) {
    if let Ok(json) = serde_json::to_string(places) {
        // A full or forbidden store only loses the place after a reload.
        _ = storage::session_set(SCROLL_PLACES, &json);
    }
}

/// Calls back, with its URL, for each plain click on a link; the browser follows the link unless that returns true.
pub fn on_link_click(mut callback: impl FnMut(&str) -> bool + 'static) -> Option<Listener> {
    Some(Listener::new(document()?.into(), "click", move |event| {
        let Some(link) = plain_link_click(&event) else { return };
        if callback(&link.href()) {
            event.prevent_default();
        }
    }))
}

/// The link that a click is on, if it is a click to be followed in this tab.
fn plain_link_click(event: &Event) -> Option<HtmlAnchorElement> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let modified = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    if event.default_prevented() || click.button() != 0 || modified {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let elsewhere = !matches!(link.target().as_str(), "" | "_self") || link.has_attribute("download");
    let same_origin = window()?.location().origin().ok()? == Url::new(&link.href()).ok()?.origin();
    (same_origin && !elsewhere).then_some(link)
}

/// Calls back after back, forward, and the browser's own jumps to fragments.
pub fn on_traversal(mut callback: impl FnMut() + 'static) -> Option<Listener> {
    Some(Listener::new(window()?.into(), "popstate", move |_| callback()))
}

/// Calls back when the document is being left.
pub fn on_leaving(mut callback: impl FnMut() + 'static) -> Option<Listener> {
    Some(Listener::new(window()?.into(), "pagehide", move |_| {
        callback();
        // A reload shows a finished page: the browser can find the place in it by itself.
        set_scroll_restoration(ScrollRestoration::Auto);
    }))
}
